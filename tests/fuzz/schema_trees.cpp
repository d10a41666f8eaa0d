#include "models/document/Json.h"
#include "models/schema/Diff.h"
#include "models/schema/TreeImport.h"
#include "models/schema/XsdValidator.h"
#include "models/schema/tree/JsonSchemaWriter.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace pb;

/// The language is a definition of the build: FUZZ_LANGUAGE, of a file called FUZZ_FILE. Whatever the bytes are: an error,
/// or a tree that differs in nothing from itself and can be written as JSON Schema.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    int loads = 0;
    const schema::FileLoader loader = [&](const std::string&) -> Result<std::string> {
        return ++loads < 5 ? Result<std::string>(bytes) : Result<std::string>(fail(ErrorCode::notFound, QStringLiteral("No more.")));
    };
    const auto tree = schema::openSchema(FUZZ_FILE, FUZZ_LANGUAGE, loader);
    if (tree) {
        const bool isSame = schema::diff(*tree, *tree).empty();
        if (!isSame || !doc::readJson(schema::writeJsonSchema(*tree->root))) {
            std::abort();
        }
    }
    if (std::string_view(FUZZ_LANGUAGE) == "xsd") {
        loads = 0;
        if (const auto validator = schema::XsdValidator::compile(bytes, FUZZ_FILE, loader)) {
            const auto document = doc::readJson(std::string(R"({"a": {"@b": "1", "c": ["x", "y"]}})"));
            (void)validator->violations((*document)->root());
        }
    }
    return 0;
}
