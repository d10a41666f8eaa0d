#include "tests/models/schema/Suite.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "tests/support/TestMain.h"

#include <algorithm>
#include <filesystem>
#include <map>

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
    std::map<std::pair<const doc::Document*, std::uint32_t>, Result<schema::Validator>> compiled;
    for (const SuiteCase& test : suiteCases(folder)) {
        ++score.all;
        // The schema is taken out of the test file, so that # is the schema and nothing else.
        const auto key = std::pair(test.document.get(), test.schema.index());
        auto known = compiled.find(key);
        if (known == compiled.end()) {
            const auto alone = doc::readJson(doc::writeJson(test.schema));
            known = compiled.emplace(key, schema::Validator::compile(*alone, (*alone)->root(), options)).first;
        }
        const auto& validator = known->second;
        if (!validator) {
            score.failures.push_back(test.name + ": " + validator.error().print().toStdString());
        } else if (validator->isValid(test.instance) != test.valid) {
            score.failures.push_back(test.name + (test.valid ? ": refused" : ": accepted"));
        } else if (validator->violations(test.instance).empty() != test.valid) {
            score.failures.push_back(test.name + ": the list of violations disagrees with the verdict");
        } else {
            ++score.passed;
        }
    }
    return score;
}

}  // namespace pb::test
