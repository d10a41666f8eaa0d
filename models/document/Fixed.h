#pragma once

#include "models/document/FixedValue.h"
#include "models/document/Json.h"
#include "models/document/Records.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

/// The layout of a file of records whose fields have fixed positions.
struct FixedLayout {
    enum class LineEnd { automatic, none, lf, crlf, nel };  ///< nel: the line end of EBCDIC, 0x15

    Format format = Format::fixedWidth;  ///< of the documents
    Charset charset = Charset::utf8;
    LineEnd lineEnd = LineEnd::automatic;
    std::vector<RecordType> types;
    std::vector<std::vector<FixedField>> fields;  ///< by type; the same positions as RecordType::fields
    std::vector<std::size_t> lengths;             ///< of a record, by type
    bool hasOneType = false;                      ///< `fields` without `records`: the root is an array of its records
};

/// `format: fixed-width`, see README.md.
Result<FixedLayout> readFixedLayout(Value layout);

/// With one type an array of records, else what Records.h says. Texts without their padding, numbers as numbers, a blank
/// number null. Findings: records that are shorter (the missing fields are absent) or longer than their layout, fields
/// whose bytes are no number (read as text), fillers that hold something.
/// Ranges: a text without its padding, other fields whole.
Result<DocumentPtr> readFixed(std::string_view bytes, std::shared_ptr<const void> owner, const FixedLayout& layout);
/// Each record of the top level with those beneath it. `passed` as of Codec::stream.
Done streamFixed(std::string_view bytes, const EachDocument& each, const FixedLayout& layout, const Passed& passed = {});

/// Absent and null: a blank text or number, 0 in packed and binary fields. Records end with LF unless the layout says
/// otherwise. What does not fit is an error that names the value and says by how much.
Result<std::string> writeFixed(Value root, const FixedLayout& layout);
/// One record without those beneath it, with its line end.
Result<std::string> writeFixedRecord(int type, Value record, const FixedLayout& layout);

}  // namespace pb::doc
