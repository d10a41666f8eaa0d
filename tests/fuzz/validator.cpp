#include "models/document/Json.h"
#include "models/schema/Validator.h"
#include "tests/fuzz/Lines.h"
#include "tests/support/Violations.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace pb;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

}  // namespace

/// The first line is a schema, each other one an instance. Whatever they are: an error, or one verdict from the fast check,
/// from the one that collects everything and from the one that remembers the documents before.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto schema = doc::readJson(std::string(fuzz::takeLine(bytes)));
    if (!schema) {
        return 0;
    }
    schema::CompileOptions options;
    options.assertFormats = true;
    const auto validator = schema::Validator::compile(*schema, (*schema)->root(), options);
    if (!validator) {
        return 0;
    }
    doc::JsonReader reader;
    schema::Checker checker(*validator);
    for (int lines = 0; lines < 8 && !bytes.empty(); ++lines) {
        const auto instance = reader.read(fuzz::takeLine(bytes));
        if (!instance) {
            continue;
        }
        const bool verdict = validator->isValid((*instance)->root());
        const auto violations = validator->violations((*instance)->root());
        require(verdict == violations.empty());
        for (int round = 0; round < 3; ++round) {
            require(verdict == checker.isValid((*instance)->root()));
            require(test::told(violations) == test::told(checker.violations((*instance)->root())));
        }
    }
    return 0;
}
