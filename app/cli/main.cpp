#include "app/cli/Cli.h"
#include "app/cli/Interrupt.h"
#include "models/base/Text.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <cstdio>
#include <cstring>
#include <map>
#include <string>

namespace pb::app {

namespace {

/// One sentence a tick on stderr, only where a person looks on.
class StderrProgress final : public Progress {
public:
    void report(std::int64_t done, std::int64_t total, const QString& sentence) override {
        const QString percent = total > 0 ? QStringLiteral("%1 %").arg(done * 100 / total) : QString::number(done);
        const QString text = percent + u' ' + sentence;
        if (text != last_) {
            last_ = text;
            std::fprintf(stderr, "%s\n", qPrintable(text));
        }
    }

private:
    QString last_;
};

void printLog(const LogLine& line) { std::fprintf(stderr, "%s\n", qPrintable(line.sentence)); }

/// The parser with every noun and verb. `chosen` is set to what is to be run.
void declare(CLI::App& parser, Context& context, Run& chosen) {
    parser.add_option("--workspace", context.workspaceFolder, "Folder of the workspace (default: this folder)");
    parser.add_option("--env", context.environment, "Environment of the workspace");
    parser.add_flag("--json", context.json, "Print results as JSON");
    parser.require_subcommand(1);
    parser.fallthrough();
    std::map<std::string, CLI::App*> nouns;
    for (const Verb& verb : verbs()) {
        CLI::App*& noun = nouns[verb.noun];
        if (!noun) {
            noun = parser.add_subcommand(verb.noun)->require_subcommand(*verb.verb ? 1 : 0)->fallthrough();
            noun->description(utf8(say(summaryOf(verb.noun))));
        }
        CLI::App* command = *verb.verb ? noun->add_subcommand(verb.verb) : noun;
        command->description(utf8(say(verb.summary)));
        command->footer(utf8(say("Example:")) + "\n  " + verb.example);
        command->fallthrough();
        command->callback([&chosen, run = verb.options(*command)] { chosen = run; });
    }
}

int runProgram(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    CLI::App parser("Patchbay: map, test, watch and deploy integrations", "patchbay-cli");
    parser.set_version_flag("--version", "patchbay-cli " PATCHBAY_VERSION);
    Context context;
    Run chosen;
    declare(parser, context, chosen);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return parser.exit(error) == 0 ? 0 : static_cast<int>(Exit::wrongUse);
    }
    const Log log(printLog);
    StderrProgress progress;
    context.log = &log;
    context.progress = &progress;
    context.stop = stopOnInterrupt();
    return static_cast<int>(chosen(context));
}

}  // namespace

}  // namespace pb::app

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {  // no library is asked for this one
        std::puts("patchbay-cli " PATCHBAY_VERSION);
        return 0;
    }
    return pb::app::runProgram(argc, argv);
}
