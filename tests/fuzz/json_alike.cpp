#include "models/document/Formats.h"
#include "models/document/Json.h"
#include "models/document/JsonTree.h"
#include "models/document/Utf8.h"
#include "tests/fuzz/Lines.h"
#include "tests/models/document/Likeness.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace pb;

namespace {

bool isTrueToItself(const doc::Document& document) {
    for (std::uint32_t i = 0; i < document.nodes().size(); ++i) {
        if (!test::isLikenessTrue(document.nodes(), i)) {
            return false;
        }
    }
    return true;
}

bool areSame(const doc::Document& left, const doc::Document& right) {
    const auto standsAsThere = [](const doc::Node& mine, const doc::Node& other) {
        return mine.begin == other.begin && mine.end == other.end && mine.a == other.a && mine.b == other.b &&
               mine.nameBegin == other.nameBegin && mine.hasOwnedText() == other.hasOwnedText();
    };
    return doc::isSameTree(left.root(), right.root()) && left.findings().size() == right.findings().size() &&
           std::equal(left.nodes().begin(), left.nodes().end(), right.nodes().begin(), right.nodes().end(), standsAsThere);
}

}  // namespace

/// Each line is a document. One reader, which expects of each that it is like the one before, reads the same trees as a
/// reader each, and what it says to be like the element before is. So does one that finds the tokens a few at a time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    constexpr std::size_t smallWindow = 24;
    doc::JsonReader reader;
    doc::JsonTokens tokens;
    while (!bytes.empty()) {
        const std::string_view line = fuzz::takeLine(bytes);
        const auto document = reader.read(line), alone = doc::readJson(line, nullptr);
        if (document.has_value() != alone.has_value() || (document && (!areSame(**document, **alone) || !isTrueToItself(**document)))) {
            std::abort();
        }
        if (line.starts_with(doc::utf8Mark)) {
            continue;
        }
        const doc::DocumentPtr inWindows = doc::tryJsonTree(line, nullptr, tokens, {}, nullptr, smallWindow);
        if ((inWindows != nullptr) != alone.has_value() || (inWindows && !areSame(*inWindows, **alone))) {
            std::abort();
        }
    }
    return 0;
}
