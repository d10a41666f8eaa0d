#include "ui/kit/SettingsForm.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/SettingsSpec.h"
#include "ui/kit/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int fieldWidth = 340, linesHeight = 84;
constexpr std::string_view secretPrefix = "secret:";

struct Field {
    FieldSpec spec;
    QLineEdit* line = nullptr;    // one of the four
    QComboBox* combo = nullptr;
    QCheckBox* check = nullptr;
    QPlainTextEdit* lines = nullptr;
    QLabel* problem = nullptr;
    std::string reference;        // of a secret, as it was set
    bool wasSet = false;

    QWidget* widget() const {
        if (lines) return lines;
        return line ? static_cast<QWidget*>(line) : combo ? static_cast<QWidget*>(combo) : check;
    }
    QString text() const { return line ? line->text() : combo ? combo->currentText() : lines ? lines->toPlainText() : QString(); }
};

QString defaultText(const FieldSpec& spec) {
    const auto value = spec.defaultJson.empty() ? nullptr : doc::readJson(spec.defaultJson).value_or(nullptr);
    if (!value) return {};
    return value->root().is(doc::Kind::string) ? qs(value->root().text()) : qs(spec.defaultJson);
}

QString linesOf(doc::Value object) {
    QStringList lines;
    for (const doc::Value member : object.children()) lines << QString(qs(member.name()) + u": " + qs(member.is(doc::Kind::string) ? std::string(member.text()) : doc::writeJson(member)));
    return lines.join(QChar(u'\n'));
}

std::string jsonOfLines(const QString& text) {
    std::string object;
    for (const QString& one : text.split(QChar(u'\n'), Qt::SkipEmptyParts)) {
        const qsizetype colon = one.indexOf(QChar(u':'));
        if (colon <= 0) continue;
        object += object.empty() ? "{" : ",";
        doc::writeJsonString(utf8(one.left(colon).trimmed()), object);
        object += ':';
        doc::writeJsonString(utf8(one.mid(colon + 1).trimmed()), object);
    }
    return object.empty() ? object : object + "}";
}

/// A reference is named; a secret that stands in the file in clear text is not shown again.
QString storedText(const std::string& reference) {
    if (reference.empty()) return {};
    if (!std::string_view(reference).starts_with(secretPrefix)) return SettingsForm::tr("Written in the file as clear text; type to move it into the store");
    return SettingsForm::tr("Stored as %1; type to replace it").arg(qs(std::string_view(reference).substr(secretPrefix.size())));
}

void setField(Field& field, doc::Value value) {
    field.wasSet = true;
    if (field.lines) {
        field.lines->setPlainText(linesOf(value));
    } else if (field.check) {
        field.check->setChecked(value.boolean());
    } else if (field.combo) {
        field.combo->setCurrentText(qs(value.text()));
    } else if (field.spec.isSecret) {
        field.reference = std::string(value.text());
        field.line->clear();
        field.line->setPlaceholderText(storedText(field.reference));
    } else {
        field.line->setText(value.is(doc::Kind::string) ? qs(value.text()) : qs(value.digits()));
    }
}

/// The JSON of what the field holds; empty = leave it out.
std::string jsonOf(const Field& field, const std::string& reference) {
    if (field.check) return field.check->isChecked() ? "true" : "false";
    if (field.lines) return jsonOfLines(field.text());
    std::string text = field.spec.isSecret ? reference : utf8(field.text());
    if (text.empty()) return {};
    const bool isNumber = field.spec.type == FieldSpec::Type::integer || field.spec.type == FieldSpec::Type::number;
    if (isNumber && !hasVariable(field.text()) && complaint(field.spec, field.text()).isEmpty()) return text;
    std::string quoted;
    doc::writeJsonString(text, quoted);
    return quoted;
}

void addMember(std::string& object, std::string_view name, const std::string& json) {
    if (json.empty()) return;
    if (!object.empty()) object += ",";
    doc::writeJsonString(name, object);
    object += ":" + json;
}

}  // namespace

struct SettingsForm::Impl {
    FormSpec spec;
    std::vector<Field> fields;
    std::vector<std::pair<std::string, std::string>> unknown;   // members the schema does not know: name, JSON
    std::function<std::string(const std::string&)> nameOf = [](const std::string& field) { return field; };

    /// `secret:NAME` of a secret field: what was typed as a reference, what was set, else a new name; empty without any.
    std::string referenceOf(const Field& field) const {
        const std::string typed = field.spec.isSecret ? utf8(field.text()) : std::string();
        if (typed.starts_with(secretPrefix)) return typed;
        if (typed.empty() || field.reference.starts_with(secretPrefix)) return field.reference;
        return std::string(secretPrefix) + nameOf(field.spec.path());
    }
    bool isOnlyDefault(const Field& field, const std::string& json) const {
        return !field.wasSet && (json == field.spec.defaultJson || (field.check && field.spec.defaultJson.empty() && json == "false"));
    }
    std::string values(bool withDefaults) const;

    Field* find(const std::string& path) {
        for (Field& field : fields) {
            if (field.spec.path() == path || field.spec.name == path) return &field;
        }
        return nullptr;
    }
};

namespace {

QLabel* smallLabel(const QString& text, Role ink) {
    auto* label = new QLabel(text);
    label->setFont(smallFont());
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    setInk(*label, ink);
    return label;
}

/// The editor of one field with its description and the place for a complaint under it.
QWidget* makeCell(Field& field, SettingsForm* form) {
    const FieldSpec& spec = field.spec;
    if (spec.type == FieldSpec::Type::boolean) {
        field.check = new QCheckBox(spec.title);
        field.check->setChecked(spec.defaultJson == "true");
        QObject::connect(field.check, &QCheckBox::toggled, form, &SettingsForm::edited);
    } else if (spec.type == FieldSpec::Type::choice) {
        field.combo = new QComboBox;
        if (!spec.isRequired && spec.defaultJson.empty()) field.combo->addItem(QString());
        for (const std::string& choice : spec.choices) field.combo->addItem(qs(choice));
        field.combo->setCurrentText(defaultText(spec));
        QObject::connect(field.combo, &QComboBox::currentTextChanged, form, &SettingsForm::edited);
    } else if (spec.type == FieldSpec::Type::lines) {
        field.lines = new QPlainTextEdit;
        field.lines->setFixedHeight(linesHeight);
        field.lines->setTabChangesFocus(true);
        field.lines->setPlaceholderText(SettingsForm::tr("name: text, one a line"));
        QObject::connect(field.lines, &QPlainTextEdit::textChanged, form, &SettingsForm::edited);
    } else {
        field.line = new QLineEdit(spec.isSecret ? QString() : defaultText(spec));
        if (spec.isSecret) field.line->setEchoMode(QLineEdit::Password);
        QObject::connect(field.line, &QLineEdit::textEdited, form, &SettingsForm::edited);
    }
    field.widget()->setAccessibleName(spec.title);
    field.widget()->setAccessibleDescription(spec.description);
    field.widget()->setMaximumWidth(fieldWidth);
    field.problem = smallLabel({}, Role::bad);
    field.problem->hide();
    auto* cell = new QWidget;
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, smallGap);
    column->setSpacing(3);
    column->addWidget(field.widget());
    column->addWidget(field.problem);
    if (!spec.description.isEmpty()) column->addWidget(smallLabel(spec.description, Role::inkSoft));
    return cell;
}

void addRow(QFormLayout& layout, Field& field, SettingsForm* form) {
    QWidget* cell = makeCell(field, form);
    if (field.check) return layout.addRow(QString(), cell);
    auto* label = new QLabel(field.spec.isRequired ? SettingsForm::tr("%1 *").arg(field.spec.title) : field.spec.title);
    label->setBuddy(field.widget());
    label->setFixedHeight(fieldHeight);
    layout.addRow(label, cell);
}

QFormLayout* newFormLayout() {
    auto* layout = new QFormLayout;
    layout->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->setHorizontalSpacing(wideGap);
    layout->setVerticalSpacing(gap);
    return layout;
}

}  // namespace

Result<SettingsForm*> SettingsForm::make(const std::string& schemaJson, QWidget* parent) {
    PB_TRY(spec, readFormSpec(schemaJson));
    auto impl = std::make_unique<Impl>();
    impl->spec = std::move(spec);
    return new SettingsForm(std::move(impl), parent);
}

SettingsForm::SettingsForm(std::unique_ptr<Impl> impl, QWidget* parent) : QWidget(parent), impl_(std::move(impl)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    for (FieldSpec& spec : impl_->spec.fields) impl_->fields.push_back({std::move(spec), nullptr, nullptr, nullptr, nullptr, nullptr, {}});
    const auto addGroup = [&](const std::string& group) {
        QFormLayout* layout = newFormLayout();
        for (Field& field : impl_->fields) {
            if (field.spec.group == group) addRow(*layout, field, this);
        }
        column->addLayout(layout);
    };
    addGroup({});
    for (const auto& [name, title] : impl_->spec.groups) {
        auto* heading = new QLabel(title);
        heading->setFont(strongFont());
        heading->setContentsMargins(0, gap, 0, 0);
        column->addWidget(heading);
        addGroup(name);
    }
    column->addStretch(1);
}

SettingsForm::~SettingsForm() = default;

Done SettingsForm::setValues(const std::string& json) {
    PB_TRY(document, doc::readJson(json));
    if (!document->root().is(doc::Kind::object)) {
        return fail(ErrorCode::invalidInput, tr("Cannot show the settings. They are not a JSON object."));
    }
    impl_->unknown.clear();
    const auto take = [this](doc::Value member, const std::string& path) {
        if (Field* field = impl_->find(path)) {
            setField(*field, member);
        } else {
            impl_->unknown.emplace_back(path, doc::writeJson(member));
        }
    };
    for (const doc::Value member : document->root().children()) {
        const std::string name(member.name());
        const bool isGroup = std::any_of(impl_->spec.groups.begin(), impl_->spec.groups.end(), [&](const auto& group) { return group.first == name; });
        if (!isGroup) {
            take(member, name);
            continue;
        }
        for (const doc::Value inner : member.children()) take(inner, name + "." + std::string(inner.name()));
    }
    return {};
}

std::string SettingsForm::Impl::values(bool withDefaults) const {
    std::string object;
    const auto addFields = [&](std::string& into, const std::string& group) {
        for (const Field& field : fields) {
            if (field.spec.group != group) continue;
            const std::string json = jsonOf(field, referenceOf(field));
            if (withDefaults || !isOnlyDefault(field, json)) addMember(into, field.spec.name, json);
        }
    };
    const auto isGroup = [this](std::string_view name) {
        return std::any_of(spec.groups.begin(), spec.groups.end(), [&](const auto& group) { return group.first == name; });
    };
    const auto addUnknown = [&](std::string& into, const std::string& group) {
        for (const auto& [path, json] : unknown) {
            const std::size_t dot = path.find('.');
            const bool isInner = dot != std::string::npos && isGroup(std::string_view(path).substr(0, dot));
            if (group.empty() ? !isInner : isInner && path.substr(0, dot) == group) addMember(into, group.empty() ? path : path.substr(dot + 1), json);
        }
    };
    addFields(object, {});
    for (const auto& [group, title] : spec.groups) {
        std::string inner;
        addFields(inner, group);
        addUnknown(inner, group);
        if (!inner.empty()) addMember(object, group, "{" + inner + "}");
    }
    addUnknown(object, {});
    return "{" + object + "}";
}

void SettingsForm::setSecretNames(std::function<std::string(const std::string& field)> nameOf) { impl_->nameOf = std::move(nameOf); }

std::string SettingsForm::values() const { return impl_->values(true); }

std::string SettingsForm::valuesToWrite() const { return impl_->values(false); }

std::map<std::string, Secret> SettingsForm::secrets() const {
    std::map<std::string, Secret> typed;
    for (const Field& field : impl_->fields) {
        const std::string text = field.spec.isSecret ? utf8(field.text()) : std::string();
        if (text.empty() || text.starts_with(secretPrefix)) continue;
        typed.emplace(impl_->referenceOf(field).substr(secretPrefix.size()), Secret(text));
    }
    return typed;
}

bool SettingsForm::validate() {
    const Field* first = nullptr;
    for (Field& field : impl_->fields) {
        if (field.check) continue;
        const bool isStored = field.spec.isSecret && !field.reference.empty() && field.text().isEmpty();
        const QString problem = isStored ? QString() : complaint(field.spec, field.text());
        field.problem->setText(problem);
        field.problem->setVisible(!problem.isEmpty());
        field.widget()->setAccessibleDescription(problem.isEmpty() ? field.spec.description : problem);
        if (!problem.isEmpty() && !first) first = &field;
    }
    if (first) first->widget()->setFocus(Qt::OtherFocusReason);
    return first == nullptr;
}

void SettingsForm::showError(const std::string& name, const QString& sentence) {
    Field* field = impl_->find(name);
    if (!field || !field->problem) return;
    field->problem->setText(sentence);
    field->problem->show();
    field->widget()->setFocus(Qt::OtherFocusReason);
}

}  // namespace pb::ui
