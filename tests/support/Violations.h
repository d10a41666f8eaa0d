#pragma once

#include "models/base/Text.h"
#include "models/schema/Validator.h"

#include <string>
#include <vector>

namespace pb::test {

/// All that violations say, to be compared.
inline std::string told(const std::vector<schema::Violation>& violations) {
    std::string out;
    for (const schema::Violation& violation : violations) {
        const doc::ByteRange range = violation.instance.range();
        out += violation.instance.pointer() + " " + std::to_string(range.begin) + "-" + std::to_string(range.end) + " " + violation.keyword + " " +
               violation.schemaPointer + " " + violation.schema.pointer() + " " + violation.missingName + " [";
        for (const std::uint32_t position : violation.positions) {
            out += std::to_string(position) + " ";
        }
        out += "] " + utf8(violation.sentence()) + " {" + told(violation.branches) + "}\n";
    }
    return out;
}

}  // namespace pb::test
