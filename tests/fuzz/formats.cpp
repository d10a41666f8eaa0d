#include "models/base/Files.h"
#include "models/document/Misreading.h"
#include "models/document/Yaml.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace pb::doc;

namespace {

struct Setup {
    DocumentPtr layout;
    CodecPtr codec;
};

/// The format is a definition of the build: FUZZ_FORMAT, with the layout FUZZ_LAYOUT, whose files are in FUZZ_FOLDER.
const Setup& setup() {
    static const Setup made = [] {
        Setup one;
        one.layout = *readYaml(std::string(FUZZ_LAYOUT));
        const Value layout = std::string_view(FUZZ_LAYOUT).empty() ? Value() : one.layout->root();
        const auto load = [](const std::string& name) { return pb::readFile(std::string(FUZZ_FOLDER) + "/" + name); };
        one.codec = *formatById(FUZZ_FORMAT)->make({layout, load});
        return one;
    }();
    return made;
}

void require(bool good) {
    if (!good) {
        std::abort();
    }
}

void requireInside(const Document& document) {
    for (const Node& node : document.nodes()) {
        require(node.begin <= node.end && node.end <= document.bytes().size());
    }
}

/// A reader that goes on finds something wrong where the plain one fails, at places and nodes that there are. Of what the
/// plain one takes it may say that a field is missing, or is unknown because it is written as another type.
void requireSameJudgement(const CheckingCodec& codec, std::string_view bytes, bool isGood) {
    const auto reading = codec.readAll(bytes);
    require(isGood ? reading.has_value() : !reading || reading->misreadings.count() > 0);
    if (reading) {
        requireInside(*reading->document);
        for (const Misreading& misreading : reading->misreadings.all()) {
            const std::string_view rule = misreading.rule;
            require(!isGood || rule == "type" || rule == "required");
            require(misreading.byte <= bytes.size() && misreading.node < reading->document->nodes().size());
        }
    }
}

}  // namespace

/// Any bytes are a document whose ranges lie in them and that is written as it came, or an error with its place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Codec& codec = *setup().codec;
    const auto document = codec.read(bytes, nullptr);
    if (document) {
        requireInside(**document);
        const auto same = codec.write((*document)->root());
        require(same && *same == (*document)->bytes());
    } else {
        require(document.error().place.line > 0 && !document.error().hint.isEmpty());
    }
    if (const auto* checking = dynamic_cast<const CheckingCodec*>(&codec)) {
        requireSameJudgement(*checking, bytes, document.has_value());
    }
    static_cast<void>(codec.stream(bytes, [](const DocumentPtr&, std::uint64_t) { return true; }));
    return 0;
}
