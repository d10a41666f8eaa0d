#pragma once

#include "app/cli/Row.h"
#include "models/base/Finding.h"
#include "models/base/Log.h"
#include "models/base/Progress.h"
#include "models/base/Result.h"

#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace pb::app {

/// What the program ends with.
enum class Exit {
    good = 0,
    findings = 1,  ///< a failed test, a difference, an invalid document
    wrongUse = 2,
    couldNot = 3,  ///< unreachable, refused, cancelled, disk
};

/// What every verb gets: the common options, where to print, how to stop. Results go to stdout, the rest to stderr.
struct Context {
    std::string workspaceFolder = ".";
    std::string environment;  ///< empty: the workspace's only or first one
    bool json = false;
    StopToken stop;           ///< set by Ctrl+C
    const Log* log = nullptr;
    Progress* progress = nullptr;

    void line(std::string_view text) const;         ///< one line of result
    void row(const Row& row, std::string_view text) const;  ///< one result: the row with --json, else the text
    void note(const QString& sentence) const;       ///< one line on stderr
    Exit failed(const Error& error) const;          ///< prints it (as JSON with --json) and says how to end
    Exit report(const std::vector<Finding>& findings) const;  ///< prints them; findings where one is an error
};

using Run = std::function<Exit(Context&)>;

/// One verb: `patchbay-cli NOUN VERB`. `options` declares its options on the parser and returns what to run.
struct Verb {
    const char* noun;
    const char* verb;
    const char* summary;  ///< for say()
    const char* example;  ///< a whole command line
    std::function<Run(CLI::App&)> options;
};

/// All verbs of the program, in the order of the help. A new noun is one file in nouns/ and one line here.
std::vector<Verb> verbs();

/// What a noun is about, for say(); empty for one that stands alone.
const char* summaryOf(std::string_view noun);

/// The completion script of a shell, made from the table.
Result<std::string> completionScript(std::string_view shell);

}  // namespace pb::app
