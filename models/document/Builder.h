#pragma once

#include "models/document/Document.h"

#include <memory>
#include <string_view>

namespace pb::doc {

class TreeWriter;

/// Makes a Document in one preorder pass; every reader of a format is a loop that feeds it. The bytes are shared, never
/// copied. Calls must nest properly; the Builder checks that in debug builds.
class Builder {
public:
    /// `bytes` must stay valid as long as `owner` lives; no owner = the Builder copies them.
    Builder(std::string_view bytes, std::shared_ptr<const void> owner, Format format);
    ~Builder();

    /// The name of the next value; where it stands in the bytes. A text that is no slice of the bytes is copied.
    void name(std::string_view name, std::uint32_t begin);

    void null(ByteRange range);
    void boolean(bool value, ByteRange range);
    void number(ByteRange range);                            ///< the range holds the digits of a JSON number
    void number(std::string_view digits, ByteRange range);   ///< digits that do not stand in the bytes (packed, binary)
    void string(std::string_view decoded, ByteRange range);  ///< slice of the bytes where nothing was escaped
    void beginObject(std::uint32_t begin);
    void beginArray(std::uint32_t begin);
    void end(std::uint32_t end);  ///< of the innermost open container

    /// Its place needs only the byte; line and column are filled by `finish`. Findings over `maxFindings` are counted.
    void finding(Finding finding);
    int depth() const;  ///< containers that are open

    /// A limit of the tree itself was passed (distinct names, decoded text); the document is then not usable.
    bool isOverfull() const;
    static Error overfullError();

    DocumentPtr finish();  ///< all containers closed; the Builder is empty afterwards

    static constexpr std::size_t maxFindings = 1000;

private:
    std::unique_ptr<TreeWriter> writer_;
};

}  // namespace pb::doc
