#pragma once

#include "models/base/Result.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace pb::ui {

/// One field of a settings form, read from a JSON Schema property.
struct FieldSpec {
    enum class Type { text, integer, number, boolean, choice, lines };   ///< lines: an object of texts
    std::string group;                 ///< name of the nested object; empty at the top
    std::string name;
    QString title, description;
    Type type = Type::text;
    std::vector<std::string> choices;  ///< texts of an enum of strings
    std::string defaultJson;           ///< empty = none
    std::optional<double> minimum, maximum;
    QString pattern;                   ///< ECMA-262 regular expression, unanchored
    bool isRequired = false, isSecret = false;

    std::string path() const { return group.empty() ? name : group + "." + name; }
};

struct FormSpec {
    std::vector<FieldSpec> fields;
    std::vector<std::pair<std::string, QString>> groups;   ///< name and title, in order
};

/// ErrorCode::invalidInput when the text is no JSON or no schema of an object; unsupported property types are text.
Result<FormSpec> readFormSpec(const std::string& schemaJson);

/// Whether a `${variable}` stands in the text: what it will be is not known here.
bool hasVariable(const QString& text);
/// What is wrong with the text of a field; empty = nothing.
QString complaint(const FieldSpec& field, const QString& text);

}  // namespace pb::ui
