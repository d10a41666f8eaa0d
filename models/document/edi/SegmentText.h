#pragma once

#include "models/document/Charset.h"
#include "models/document/Document.h"
#include "models/document/edi/Delimiters.h"

#include <map>
#include <string>
#include <vector>

namespace pb::doc::edi {

/// What the writer knows of elements that the tree leaves out, by position: their components.
using Fill = std::map<std::size_t, std::vector<std::string>>;

/// Writes segments as text. Errors name the value by its pointer.
class SegmentText {
public:
    Standard standard = Standard::x12;
    Delimiters delimiters;
    Charset charset = Charset::utf8;
    std::string lineEnd;  ///< behind each terminator

    /// `elements` is an object of the form that SegmentTree gives, or invalid: then there is only the fill.
    Done write(std::string_view tag, Value elements, const Fill& fill = {});
    void raw(std::string_view bytes) { out_ += bytes; }

    std::size_t count() const { return count_; }
    std::string take() { return std::move(out_); }

private:
    struct Position {
        Value value;
        const std::vector<std::string>* fill = nullptr;
    };
    Result<std::map<std::size_t, Position>> positionsOf(std::string_view prefix, Value object) const;
    Done writeElement(const std::string& prefix, const Position& position);
    Done writeComponents(const std::string& prefix, Value object);
    Done writeText(Value scalar);
    Done writeIsa(const std::map<std::size_t, Position>& positions);
    Result<std::string> textOf(Value scalar) const;
    Done append(std::string_view text, Value from);

    std::string out_;
    std::size_t count_ = 0;
};

/// The text of a value that stands in one position; empty where there is none.
std::string plainText(Value segment, std::string_view name);

/// "Cannot write the EDI text. … "
Error writeError(Value value, const QString& why, const QString& hint = {});

}  // namespace pb::doc::edi
