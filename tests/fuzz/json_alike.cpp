#include "models/document/Json.h"
#include "tests/fuzz/Lines.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace pb;

namespace {

bool areSame(const doc::Document& left, const doc::Document& right) {
    if (left.nodes().size() != right.nodes().size() || left.findings().size() != right.findings().size()) {
        return false;
    }
    for (std::size_t i = 0; i < left.nodes().size(); ++i) {
        const doc::Node &mine = left.nodes()[i], &other = right.nodes()[i];
        const bool isNamed = mine.nameId() != doc::Node::noName;
        const bool sameName = isNamed ? other.nameId() != doc::Node::noName && left.nameOf(mine.nameId()) == right.nameOf(other.nameId())
                                      : other.nameId() == doc::Node::noName;
        if (!sameName || mine.kind() != other.kind() || mine.hasOwnedText() != other.hasOwnedText() || mine.begin != other.begin ||
            mine.end != other.end || mine.a != other.a || mine.b != other.b || mine.nameBegin != other.nameBegin) {
            return false;
        }
    }
    return true;
}

}  // namespace

/// Each line is a document. One reader, which expects of each that it is like the one before, reads the same trees as a
/// reader each.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    doc::JsonReader reader;
    while (!bytes.empty()) {
        const std::string_view line = fuzz::takeLine(bytes);
        const auto document = reader.read(line), alone = doc::readJson(line, nullptr);
        if (document.has_value() != alone.has_value() || (document && !areSame(**document, **alone))) {
            std::abort();
        }
    }
    return 0;
}
