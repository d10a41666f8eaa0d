#include "ui/kit/SettingsSpec.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

#include <QRegularExpression>

#include <algorithm>

namespace pb::ui {

namespace {

/// "bootstrapServers" → "Bootstrap servers", where the schema has no title.
QString titleFromName(std::string_view name) {
    QString title;
    for (const QChar letter : qs(name)) {
        if (letter == QChar(u'_') || letter == QChar(u'-') || letter == QChar(u'.')) {
            title += QChar(u' ');
        } else if (letter.isUpper() && !title.isEmpty()) {
            title += QString(QChar(u' ') + letter.toLower());
        } else {
            title += title.isEmpty() ? letter.toUpper() : letter;
        }
    }
    return title;
}

QString titleOf(doc::Value property) {
    const std::string_view title = property.find("title").text();
    return title.empty() ? titleFromName(property.name()) : qs(title);
}

std::optional<double> numberOf(doc::Value value) {
    return value.is(doc::Kind::number) ? std::optional(value.number()) : std::nullopt;
}

FieldSpec::Type typeOf(doc::Value property) {
    if (property.find("enum").is(doc::Kind::array)) return FieldSpec::Type::choice;
    const std::string_view type = property.find("type").text();
    if (type == "integer") return FieldSpec::Type::integer;
    if (type == "number") return FieldSpec::Type::number;
    if (type == "boolean") return FieldSpec::Type::boolean;
    if (type == "object") return FieldSpec::Type::lines;
    return FieldSpec::Type::text;
}

bool isRequired(doc::Value schema, std::string_view name) {
    for (const doc::Value required : schema.find("required").children()) {
        if (required.text() == name) return true;
    }
    return false;
}

FieldSpec readField(doc::Value schema, doc::Value property, std::string group) {
    FieldSpec field;
    field.group = std::move(group);
    field.name = std::string(property.name());
    field.title = titleOf(property);
    field.description = qs(property.find("description").text());
    field.type = typeOf(property);
    for (const doc::Value choice : property.find("enum").children()) field.choices.emplace_back(choice.text());
    if (const doc::Value value = property.find("default")) field.defaultJson = doc::writeJson(value);
    field.minimum = numberOf(property.find("minimum"));
    field.maximum = numberOf(property.find("maximum"));
    field.pattern = qs(property.find("pattern").text());
    field.isRequired = isRequired(schema, property.name());
    field.isSecret = property.find("x-secret").boolean();
    return field;
}

QString rangeComplaint(const FieldSpec& field, double value) {
    if (field.minimum && value < *field.minimum) return say("At least %1.").arg(*field.minimum);
    if (field.maximum && value > *field.maximum) return say("At most %1.").arg(*field.maximum);
    return {};
}

}  // namespace

Result<FormSpec> readFormSpec(const std::string& schemaJson) {
    PB_TRY(document, doc::readJson(schemaJson));
    const doc::Value root = document->root();
    const doc::Value properties = root.find("properties");
    if (!properties.is(doc::Kind::object)) {
        return fail(ErrorCode::invalidInput, say("Cannot make the settings form. The schema describes no object with properties."));
    }
    FormSpec spec;
    for (const doc::Value property : properties.children()) {
        const doc::Value nested = property.find("properties");
        if (!nested.is(doc::Kind::object)) {
            spec.fields.push_back(readField(root, property, {}));
            continue;
        }
        const std::string group(property.name());
        spec.groups.emplace_back(group, titleOf(property));
        for (const doc::Value inner : nested.children()) spec.fields.push_back(readField(property, inner, group));
    }
    // Fields without a group come first: the groups are boxes below them.
    std::stable_partition(spec.fields.begin(), spec.fields.end(), [](const FieldSpec& field) { return field.group.empty(); });
    return spec;
}

bool hasVariable(const QString& text) { return text.contains(QStringLiteral("${")); }

namespace {

QString linesComplaint(const QString& text) {
    for (const QString& line : text.split(QChar(u'\n'), Qt::SkipEmptyParts)) {
        if (line.indexOf(QChar(u':')) <= 0) return say("“%1” is not “name: text”.").arg(line.trimmed());
    }
    return {};
}

}  // namespace

QString complaint(const FieldSpec& field, const QString& text) {
    if (text.isEmpty()) return field.isRequired ? say("This is required.") : QString();
    if (field.type == FieldSpec::Type::lines) return linesComplaint(text);
    if (hasVariable(text)) return {};
    bool ok = true;
    if (field.type == FieldSpec::Type::integer) {
        const qint64 value = text.toLongLong(&ok);
        return ok ? rangeComplaint(field, static_cast<double>(value)) : say("This is not a whole number.");
    }
    if (field.type == FieldSpec::Type::number) {
        const double value = text.toDouble(&ok);
        return ok ? rangeComplaint(field, value) : say("This is not a number.");
    }
    const QRegularExpression pattern(field.pattern);
    if (!field.pattern.isEmpty() && pattern.isValid() && !pattern.match(text).hasMatch()) {
        return say("This does not look like “%1”.").arg(field.pattern);
    }
    return {};
}

}  // namespace pb::ui
