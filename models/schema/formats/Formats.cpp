#include "models/schema/formats/Formats.h"

#include "models/schema/formats/Checks.h"

#include <array>
#include <utility>

namespace pb::schema {

namespace {

struct Named {
    std::string_view name;
    FormatCheck check;
};

/// 2020-12 validation §7.3. Older dialects get all of them: a known name means the same everywhere but in draft 3.
constexpr std::array<Named, 19> current{{
    {"date-time", formats::dateTime},
    {"date", formats::date},
    {"time", formats::time},
    {"duration", formats::duration},
    {"email", formats::email},
    {"idn-email", formats::idnEmail},
    {"hostname", formats::hostname},
    {"idn-hostname", formats::idnHostname},
    {"ipv4", formats::ipv4},
    {"ipv6", formats::ipv6},
    {"uri", formats::uri},
    {"uri-reference", formats::uriReference},
    {"iri", formats::iri},
    {"iri-reference", formats::iriReference},
    {"uuid", formats::uuid},
    {"uri-template", formats::uriTemplate},
    {"json-pointer", formats::jsonPointer},
    {"relative-json-pointer", formats::relativeJsonPointer},
    {"regex", formats::regex},
}};

/// draft-zyp-json-schema-03 §5.23, where a name differs.
constexpr std::array<Named, 4> onlyDraft3{{
    {"time", formats::localTime},
    {"host-name", formats::hostname},
    {"ip-address", formats::ipv4},
    {"color", formats::color},
}};

template <std::size_t Size>
FormatCheck findIn(const std::array<Named, Size>& list, std::string_view name) {
    for (const Named& entry : list) {
        if (entry.name == name) {
            return entry.check;
        }
    }
    return nullptr;
}

}  // namespace

FormatCheck formatCheck(std::string_view name, Dialect dialect) {
    if (dialect == Dialect::draft3) {
        if (const FormatCheck check = findIn(onlyDraft3, name)) {
            return check;
        }
    }
    return findIn(current, name);
}

}  // namespace pb::schema
