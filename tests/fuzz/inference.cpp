#include "models/document/Json.h"
#include "models/schema/Tree.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace pb;

/// The first byte is how tight the schema is, each line behind it a document. Whatever they are: each document is valid by
/// the schema that was inferred from all of them, one that is remembered and taken up again says the same, and what is
/// kept stays below a bound that the shape sets.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t largestMemory = 1'000'000;
    if (size == 0) {
        return 0;
    }
    const auto options = schema::InferenceOptions::atTightness(data[0] % (schema::InferenceOptions::tightest + 1));
    std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    schema::Inference inference(options);
    std::vector<doc::DocumentPtr> documents;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (auto document = doc::readJson(std::string(rest.substr(0, end)))) {
            inference.add((*document)->root());
            documents.push_back(std::move(*document));
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const std::string text = inference.jsonSchema(), memory = inference.memory();
    const auto written = doc::readJson(text);
    const auto again = schema::Inference::restored(memory, options);
    if (!written || !again || again->jsonSchema() != text || memory.size() > largestMemory) {
        std::abort();
    }
    schema::CompileOptions compileOptions;
    compileOptions.assertFormats = true;
    const auto validator = schema::Validator::compile(*written, (*written)->root(), compileOptions);
    for (const doc::DocumentPtr& document : documents) {
        if (!validator || !validator->isValid(document->root())) {
            std::abort();
        }
    }
    return 0;
}
