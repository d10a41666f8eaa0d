#pragma once

#include "models/document/Document.h"
#include "models/schema/Validator.h"

#include <functional>
#include <string>
#include <vector>

namespace pb::test {

/// The public JSON Schema test suite, where it is present beside the project.
struct SuiteCase {
    std::string name;  ///< file: group: test
    doc::DocumentPtr document;
    doc::Value schema, instance;
    bool valid = false;
};

/// The cases of every *.json of a folder below tests/, not of its subfolders.
std::vector<SuiteCase> suiteCases(const std::string& folder);

/// Stands for http://localhost:1234/ with the suite's remotes.
schema::Resolver suiteResolver();

struct SuiteScore {
    int passed = 0, all = 0;
    std::vector<std::string> failures;
};

SuiteScore runSuite(const std::string& folder, schema::CompileOptions options);

}  // namespace pb::test
