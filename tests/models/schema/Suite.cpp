#include "tests/models/schema/Suite.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "tests/support/TestMain.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

namespace pb::test {

namespace {

std::string suiteFolder() { return conformanceFolder("json-schema"); }

void addGroup(const std::string& file, const doc::DocumentPtr& document, doc::Value group, std::vector<SuiteCase>& out) {
    for (const doc::Value test : group.find("tests").children()) {
        const std::string name = file + ": " + std::string(group.find("description").text()) + ": " +
                                 std::string(test.find("description").text());
        out.push_back({name, document, group.find("schema"), test.find("data"), test.find("valid").boolean()});
    }
}

/// A schema of the suite, alone in its document, so that # is the schema and nothing else, and who judges by it.
class Judge {
public:
    Judge(doc::Value schema, const schema::CompileOptions& options)
        : validator_(compile(schema, options)) {
        if (validator_) {
            checker_.emplace(*validator_);
        }
    }
    /// What is wrong with the verdict, from every way to ask for it; empty when nothing is.
    std::string mistake(const SuiteCase& test) {
        if (!validator_) {
            return validator_.error().print().toStdString();
        }
        if (validator_->isValid(test.instance) != test.valid) {
            return test.valid ? "refused" : "accepted";
        }
        if (validator_->violations(test.instance).empty() != test.valid) {
            return "the list of violations disagrees with the verdict";
        }
        const auto alone = reader_.read(doc::writeJson(test.instance));
        for (int round = 0; round < 3; ++round) {  // the shape is new, then known, then its verdict is
            if (checker_->isValid((*alone)->root()) != test.valid) {
                return "the checker of many documents disagrees with the verdict";
            }
        }
        return {};
    }

private:
    static Result<schema::Validator> compile(doc::Value schema, const schema::CompileOptions& options) {
        const auto alone = doc::readJson(doc::writeJson(schema));
        return schema::Validator::compile(*alone, (*alone)->root(), options);
    }
    Result<schema::Validator> validator_;
    std::optional<schema::Checker> checker_;
    doc::JsonReader reader_;
};

}  // namespace

std::vector<SuiteCase> suiteCases(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    const std::filesystem::path path(suiteFolder() + "/tests/" + folder);
    if (!suiteFolder().empty() && std::filesystem::exists(path)) {
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            if (entry.path().extension() == ".json") {
                files.push_back(entry.path());
            }
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<SuiteCase> all;
    for (const auto& file : files) {
        auto text = readFile(file);
        auto document = text ? doc::readJson(std::move(*text)) : fail(text.error());
        if (!document) {
            qFatal("%s", qPrintable(document.error().print()));
        }
        for (const doc::Value group : (*document)->root().children()) {
            addGroup(folder + "/" + file.filename().string(), *document, group, all);
        }
    }
    return all;
}

schema::Resolver suiteResolver() {
    return [](std::string_view uri) -> Result<doc::DocumentPtr> {
        constexpr std::string_view server = "http://localhost:1234/";
        if (!uri.starts_with(server)) {
            return fail(ErrorCode::notFound, qs(uri));
        }
        PB_TRY(text, readFile(suiteFolder() + "/remotes/" + std::string(uri.substr(server.size()))));
        return doc::readJson(std::move(text));
    };
}

SuiteScore runSuite(const std::string& folder, schema::CompileOptions options) {
    options.resolver = suiteResolver();
    SuiteScore score;
    std::map<std::pair<const doc::Document*, std::uint32_t>, Judge> judges;
    for (const SuiteCase& test : suiteCases(folder)) {
        ++score.all;
        Judge& judge = judges.try_emplace({test.document.get(), test.schema.index()}, test.schema, options).first->second;
        const std::string mistake = judge.mistake(test);
        if (mistake.empty()) {
            ++score.passed;
        } else {
            score.failures.push_back(test.name + ": " + mistake);
        }
    }
    return score;
}

}  // namespace pb::test
