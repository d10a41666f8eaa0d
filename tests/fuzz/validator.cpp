#include "models/document/Json.h"
#include "models/schema/Validator.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace pb;

/// The first line is a schema, the rest an instance. Whatever they are: an error, or one verdict from the fast check and
/// from the one that collects everything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const auto schema = doc::readJson(std::string(bytes.substr(0, end)));
    const auto instance = doc::readJson(std::string(end < bytes.size() ? bytes.substr(end + 1) : std::string_view("1")));
    if (!schema || !instance) {
        return 0;
    }
    schema::CompileOptions options;
    options.assertFormats = true;
    const auto validator = schema::Validator::compile(*schema, (*schema)->root(), options);
    if (validator && validator->isValid((*instance)->root()) != validator->violations((*instance)->root()).empty()) {
        std::abort();
    }
    return 0;
}
