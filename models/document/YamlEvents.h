#pragma once

#include "models/document/Document.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

enum class YamlStyle : std::uint8_t { plain, singleQuoted, doubleQuoted, literal, folded, block, flow };

/// One event of libyaml with byte offsets in place of its character counts.
struct YamlEvent {
    enum class Type : std::uint8_t { documentBegin, documentEnd, scalar, alias, mappingBegin, sequenceBegin, end };

    Type type = Type::end;
    YamlStyle style = YamlStyle::plain;
    std::uint32_t start = 0;    ///< where the anchor or tag begins; `begin` where there is none
    std::uint32_t begin = 0;    ///< of the value's own text
    std::uint32_t endByte = 0;  ///< behind it; block collections have none
    std::string text;           ///< decoded scalar, or the name that an alias means
    std::string anchor;
    std::string tag;  ///< with the `!!` short form written out; empty where none stands
};

/// `maxDepth`: collections inside of collections; checked while reading, since libyaml's time grows with the square of
/// it.
Result<std::vector<YamlEvent>> yamlEvents(std::string_view bytes, int maxDepth);

/// "Cannot read the YAML. Line 3, column 5: …"
Error yamlError(ErrorCode code, std::string_view bytes, std::size_t byte, const QString& reason, const QString& hint);

}  // namespace pb::doc
