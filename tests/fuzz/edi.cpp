#include "models/document/Json.h"
#include "models/document/edi/Acknowledge.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace pb::doc;

/// Whatever the bytes are: a document or an error; its unchanged text is the same bytes; its tree can be written or is
/// refused; its acknowledgement is EDI again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto reading = readEdiForAnswer(bytes);
    if (!reading) {
        return 0;
    }
    const auto echo = writeEdi(reading->document->root());
    if (!echo || echo->bytes != bytes) {
        std::abort();
    }
    if (const auto tree = pb::doc::readJson(writeJson(reading->document->root()))) {
        (void)writeEdi((*tree)->root());
    }
    if (const auto answer = acknowledgeEdi(*reading); answer && !answer->bytes.empty() && !readEdi(answer->bytes)) {
        std::abort();
    }
    std::size_t count = 0;
    (void)readEdiSets(bytes, [&](const DocumentPtr&, std::uint64_t) { return ++count < 1000; });
    return 0;
}
