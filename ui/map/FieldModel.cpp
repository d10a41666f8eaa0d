#include "ui/map/FieldModel.h"

#include "models/base/Text.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

#include <QMimeData>

#include <algorithm>

namespace pb::ui {

namespace {

const QString mimeType = QStringLiteral("application/x-patchbay-field");

QString nameOf(schema::FieldType type) {
    switch (type) {
    case schema::FieldType::any: return FieldModel::tr("any");
    case schema::FieldType::null: return FieldModel::tr("null");
    case schema::FieldType::boolean: return FieldModel::tr("boolean");
    case schema::FieldType::integer: return FieldModel::tr("integer");
    case schema::FieldType::number: return FieldModel::tr("number");
    case schema::FieldType::string: return FieldModel::tr("text");
    case schema::FieldType::array: return FieldModel::tr("list");
    case schema::FieldType::object: return FieldModel::tr("object");
    }
    return {};
}

}  // namespace

/// A row that was looked at. An array and its items are one row: its children are those of the items.
struct FieldModel::Node {
    const schema::Field* field = nullptr;
    Node* parent = nullptr;
    int row = 0;
    std::string path;
    bool isOpen = false;
    std::vector<std::unique_ptr<Node>> children;

    const schema::Field* inner() const {
        const bool isList = field->type == schema::FieldType::array && !field->children.empty();
        return isList ? field->children.front().get() : field;
    }
    std::string childPrefix() const {
        const std::string own = field->type == schema::FieldType::array ? path + "[]" : path;
        return own.empty() ? own : own + ".";
    }
};

FieldModel::FieldModel(Side side, QObject* parent) : QAbstractItemModel(parent), side_(side) {}
FieldModel::~FieldModel() = default;

void FieldModel::set(std::shared_ptr<schema::Field> root) {
    beginResetModel();
    root_ = std::move(root);
    top_ = std::make_unique<Node>();
    top_->field = root_.get();
    if (root_) open(*top_);
    endResetModel();
}

void FieldModel::setLinks(std::set<std::string> linked, std::set<std::string> missing, std::function<QString(const std::string&)> describe) {
    linked_ = std::move(linked);
    missing_ = std::move(missing);
    describe_ = std::move(describe);
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, typeColumn));
}

void FieldModel::open(Node& node) {
    if (node.isOpen || !node.field) return;
    node.isOpen = true;
    for (const auto& child : node.inner()->children) {
        auto made = std::make_unique<Node>();
        made->field = child.get();
        made->parent = &node;
        made->row = static_cast<int>(node.children.size());
        made->path = node.childPrefix() + child->name;
        node.children.push_back(std::move(made));
    }
}

FieldModel::Node* FieldModel::nodeOf(const QModelIndex& index) const {
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : top_.get();
}

std::string FieldModel::pathOf(const QModelIndex& index) const { return index.isValid() ? nodeOf(index)->path : std::string(); }

const schema::Field* FieldModel::fieldOf(const QModelIndex& index) const { return index.isValid() ? nodeOf(index)->field : nullptr; }

QModelIndex FieldModel::indexOf(const std::string& path) const {
    Node* node = top_.get();
    QModelIndex found;
    while (node && node->field) {
        open(*node);
        const auto next = std::find_if(node->children.begin(), node->children.end(), [&](const auto& child) {
            const std::string& own = child->path;
            return path.starts_with(own) && (path.size() == own.size() || path[own.size()] == '.' || path[own.size()] == '[');
        });
        if (next == node->children.end()) break;
        node = next->get();
        found = createIndex(node->row, nameColumn, node);
    }
    return found;
}

QModelIndex FieldModel::index(int row, int column, const QModelIndex& parent) const {
    Node* node = nodeOf(parent);
    if (!node || row < 0 || column < 0 || column > typeColumn) return {};
    open(*node);
    return row < static_cast<int>(node->children.size()) ? createIndex(row, column, node->children[static_cast<std::size_t>(row)].get()) : QModelIndex();
}

QModelIndex FieldModel::parent(const QModelIndex& child) const {
    Node* parent = child.isValid() ? nodeOf(child)->parent : nullptr;
    return !parent || parent == top_.get() ? QModelIndex() : createIndex(parent->row, nameColumn, parent);
}

bool FieldModel::hasChildren(const QModelIndex& parent) const {
    const Node* node = nodeOf(parent);
    return node && node->field && parent.column() <= nameColumn && !node->inner()->children.empty();
}

int FieldModel::rowCount(const QModelIndex& parent) const {
    Node* node = nodeOf(parent);
    if (!node || !node->field || parent.column() > nameColumn) return 0;
    open(*node);
    return static_cast<int>(node->children.size());
}

int FieldModel::columnCount(const QModelIndex&) const { return typeColumn + 1; }

QString FieldModel::typeText(const schema::Field& field) const {
    QString text = nameOf(field.type);
    if (!field.format.empty()) text += u' ' + qs(field.format);
    if (!field.constraint.empty()) text += u' ' + qs(field.constraint);
    return field.nullable ? text + u'?' : text;
}

QVariant FieldModel::data(const QModelIndex& index, int role) const {
    const Node& node = *nodeOf(index);
    const bool isMissing = missing_.contains(node.path);
    if (role == Qt::DisplayRole) {
        const QString name = qs(node.field->name) + (node.field->type == schema::FieldType::array ? QStringLiteral("[]") : QString());
        return index.column() == nameColumn ? name : typeText(*node.field);
    }
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
        QStringList lines{qs(node.path), typeText(*node.field)};
        if (!node.field->documentation.empty()) lines += qs(node.field->documentation);
        if (isMissing) lines += tr("Required, and nothing feeds it.");
        if (describe_ && linked_.contains(node.path)) lines += describe_(node.path);
        return lines.join(role == Qt::ToolTipRole ? QLatin1Char('\n') : QLatin1Char(' '));
    }
    if (index.column() == typeColumn) return role == inkRole ? QVariant(static_cast<int>(Role::inkSoft)) : QVariant();
    if (role == badgeRole) return isMissing ? tr("✕ not mapped") : side_ == Side::target && node.field->required ? tr("required") : QVariant();
    if (role == badgeInkRole) return static_cast<int>(isMissing ? Role::bad : Role::inkSoft);
    return {};
}

QVariant FieldModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    if (section == typeColumn) return tr("Type");
    return side_ == Side::source ? tr("Source") : tr("Target");
}

Qt::ItemFlags FieldModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return !index.isValid() ? plain : plain | (side_ == Side::source ? Qt::ItemIsDragEnabled : Qt::ItemIsDropEnabled);
}

QStringList FieldModel::mimeTypes() const { return {mimeType}; }

QMimeData* FieldModel::mimeData(const QModelIndexList& indexes) const {
    auto* data = new QMimeData;
    if (!indexes.isEmpty()) data->setData(mimeType, QByteArray::fromStdString(pathOf(indexes.first())));
    return data;
}

bool FieldModel::dropMimeData(const QMimeData* data, Qt::DropAction, int, int, const QModelIndex& parent) {
    if (side_ != Side::target || !parent.isValid() || !data->hasFormat(mimeType)) return false;
    emit dropped(data->data(mimeType).toStdString(), pathOf(parent));
    return false;  // nothing moved between the models: the text changes
}

}  // namespace pb::ui
