#pragma once

#include "models/document/Formats.h"

#include <functional>
#include <map>
#include <string>

/// Fails the test with what a property has to say.
#define QHOLDS(...)                                \
    do {                                           \
        const std::string pbFault = (__VA_ARGS__); \
        QVERIFY2(pbFault.empty(), pbFault.c_str()); \
    } while (false)

namespace pb::test {

/// The properties that hold for every format. Each answers "" or what is wrong, with the place.
class FormatProperties {
public:
    /// What the bytes of a leaf (Value::raw) mean in the format; the default: they are its text.
    using Decode = std::function<std::string(doc::Value leaf)>;

    FormatProperties(doc::CodecPtr codec, Decode decode = {});

    /// Read and written without a change: byte-identical. The same tree without the bytes, written: reads as that tree.
    std::string roundTrip(const std::string& bytes) const;
    /// Every child's range lies in its parent's, siblings are in order (unless `anyOrder`), and the bytes of each leaf
    /// mean that leaf.
    std::string ranges(const std::string& bytes, bool anyOrder = false) const;
    /// read(write(tree)) = tree.
    std::string writtenTree(doc::Value tree) const;
    /// Cut at every place and with every byte changed: a document with sound ranges, or an error with line, column,
    /// byte and hint. Streamed as well.
    std::string damage(const std::string& bytes) const;
    /// The records of the stream are the elements of the document's root, in order, each at its first byte.
    std::string streamed(const std::string& bytes) const;

private:
    std::string faultOfDamaged(const std::string& bytes) const;

    doc::CodecPtr codec_;
    Decode decode_;
};

/// A layout in YAML; ends the program where it is none.
doc::DocumentPtr layoutOf(const std::string& yaml);

/// The codec of a format with a layout in YAML and the files that it names; ends the program where the layout is wrong.
doc::CodecPtr codecOf(const char* id, const std::string& layout = {}, const std::map<std::string, std::string>& files = {});

}  // namespace pb::test
