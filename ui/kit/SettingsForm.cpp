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
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int fieldWidth = 340;

struct Field {
    FieldSpec spec;
    QLineEdit* line = nullptr;    // one of the three
    QComboBox* combo = nullptr;
    QCheckBox* check = nullptr;
    QLabel* problem = nullptr;
    std::string reference;        // of a secret, as it was set

    QWidget* widget() const { return line ? static_cast<QWidget*>(line) : combo ? static_cast<QWidget*>(combo) : check; }
    QString text() const { return line ? line->text() : combo ? combo->currentText() : QString(); }
};

QString defaultText(const FieldSpec& spec) {
    const auto value = spec.defaultJson.empty() ? nullptr : doc::readJson(spec.defaultJson).value_or(nullptr);
    if (!value) return {};
    return value->root().is(doc::Kind::string) ? qs(value->root().text()) : qs(spec.defaultJson);
}

void setField(Field& field, doc::Value value) {
    if (field.check) {
        field.check->setChecked(value.boolean());
    } else if (field.combo) {
        field.combo->setCurrentText(qs(value.text()));
    } else if (field.spec.isSecret) {
        field.reference = std::string(value.text());
        field.line->setPlaceholderText(field.reference.empty() ? QString() : SettingsForm::tr("Stored as %1; type to replace it").arg(qs(field.reference)));
    } else {
        field.line->setText(value.is(doc::Kind::string) ? qs(value.text()) : qs(value.digits()));
    }
}

/// The JSON of what the field holds; empty = leave it out.
std::string jsonOf(const Field& field) {
    if (field.check) return field.check->isChecked() ? "true" : "false";
    std::string text = field.spec.isSecret ? field.reference : utf8(field.text());
    if (text.empty()) return {};
    const bool isNumber = field.spec.type == FieldSpec::Type::integer || field.spec.type == FieldSpec::Type::number;
    if (isNumber && complaint(field.spec, field.text()).isEmpty()) return text;
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
    for (FieldSpec& spec : impl_->spec.fields) impl_->fields.push_back({std::move(spec), nullptr, nullptr, nullptr, nullptr, {}});
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

std::string SettingsForm::values() const {
    std::string object;
    for (const Field& field : impl_->fields) {
        if (field.spec.group.empty()) addMember(object, field.spec.name, jsonOf(field));
    }
    const auto addUnknown = [this](std::string& into, const std::string& prefix) {
        for (const auto& [path, json] : impl_->unknown) {
            const std::size_t dot = path.find('.');
            const bool isInner = dot != std::string::npos && std::any_of(impl_->spec.groups.begin(), impl_->spec.groups.end(), [&](const auto& g) { return g.first == path.substr(0, dot); });
            if (prefix.empty() ? !isInner : isInner && path.substr(0, dot) == prefix) addMember(into, prefix.empty() ? path : path.substr(dot + 1), json);
        }
    };
    for (const auto& [group, title] : impl_->spec.groups) {
        std::string inner;
        for (const Field& field : impl_->fields) {
            if (field.spec.group == group) addMember(inner, field.spec.name, jsonOf(field));
        }
        addUnknown(inner, group);
        if (!inner.empty()) addMember(object, group, "{" + inner + "}");
    }
    addUnknown(object, {});
    return "{" + object + "}";
}

std::map<std::string, Secret> SettingsForm::secrets() const {
    std::map<std::string, Secret> typed;
    for (const Field& field : impl_->fields) {
        if (field.spec.isSecret && !field.line->text().isEmpty()) typed.emplace(field.spec.path(), Secret(utf8(field.line->text())));
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
