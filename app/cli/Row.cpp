#include "app/cli/Row.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

namespace pb::app {

namespace {

/// [a,b,c] of what `append` writes for each value.
template <typename Values, typename Append>
std::string arrayOf(const Values& values, Append append) {
    std::string json = "[";
    for (const auto& value : values) {
        json += json.size() > 1 ? "," : "";
        append(value, json);
    }
    return json + "]";
}

}  // namespace

Row& Row::raw(std::string_view name, std::string_view json) {
    members_ += members_.size() > 1 ? "," : "";
    doc::writeJsonString(name, members_);
    members_ += ':';
    members_ += json;
    return *this;
}

Row& Row::text(std::string_view name, std::string_view value) {
    std::string json;
    doc::writeJsonString(value, json);
    return raw(name, json);
}

Row& Row::text(std::string_view name, const QString& value) { return text(name, utf8(value)); }

Row& Row::textOrNull(std::string_view name, std::string_view value) { return value.empty() ? raw(name, "null") : text(name, value); }

Row& Row::number(std::string_view name, std::int64_t value) { return raw(name, std::to_string(value)); }

Row& Row::flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }

Row& Row::texts(std::string_view name, const std::vector<std::string>& values) {
    return raw(name, arrayOf(values, [](const std::string& value, std::string& json) { doc::writeJsonString(value, json); }));
}

Row& Row::rows(std::string_view name, const std::vector<Row>& values) {
    return raw(name, arrayOf(values, [](const Row& value, std::string& json) { json += value.json(); }));
}

}  // namespace pb::app
