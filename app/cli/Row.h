#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pb::app {

/// One result as a JSON object; members stand in the order in which they are added.
class Row {
public:
    Row& text(std::string_view name, std::string_view value);
    Row& text(std::string_view name, const QString& value);
    Row& text(std::string_view name, const char* value) { return text(name, std::string_view(value)); }
    Row& textOrNull(std::string_view name, std::string_view value);  ///< null when it is empty
    Row& number(std::string_view name, std::int64_t value);
    Row& flag(std::string_view name, bool value);
    Row& texts(std::string_view name, const std::vector<std::string>& values);
    Row& rows(std::string_view name, const std::vector<Row>& values);
    Row& raw(std::string_view name, std::string_view json);  ///< a value that is JSON already
    std::string json() const { return members_ + "}"; }

private:
    std::string members_ = "{";
};

}  // namespace pb::app
