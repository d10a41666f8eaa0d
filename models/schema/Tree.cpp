#include "models/schema/Tree.h"

#include "models/schema/tree/TreeBuilder.h"

namespace pb::schema {

namespace {

/// Takes the next step off a path: a name (unquoted), or "" for `[]`. False where the path is malformed.
bool takeStep(std::string_view& path, std::string& name) {
    name.clear();
    if (path.starts_with("[]")) {
        path.remove_prefix(2);
        return true;
    }
    if (!path.starts_with('`')) {
        name = path.substr(0, path.find_first_of(".["));
        path.remove_prefix(name.size());
        return !name.empty();
    }
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (path[i] != '`') {
            name.push_back(path[i]);
        } else if (i + 1 < path.size() && path[i + 1] == '`') {
            name.push_back(path[++i]);
        } else {
            path.remove_prefix(i + 1);
            return true;
        }
    }
    return false;
}

}  // namespace

const FieldList::List& FieldList::list() const {
    static const List nothing;
    return list_ ? *list_ : nothing;
}

void FieldList::push_back(std::shared_ptr<Field> field) {
    if (!list_ || list_.use_count() > 1) {
        list_ = std::make_shared<List>(list());
    }
    list_->push_back(std::move(field));
}

const Field* Field::child(std::string_view childName) const {
    const Field* any = nullptr;
    for (const auto& each : children) {
        if (each->name == childName) {
            return each.get();
        }
        if (each->name == "*") {
            any = each.get();
        }
    }
    return childName.empty() ? nullptr : any;
}

std::string pathStep(std::string_view name) {
    if (!name.empty() && name.find_first_of(".[]`") == std::string_view::npos) {
        return std::string(name);
    }
    std::string out = "`";
    for (const char c : name) {
        out.append(c == '`' ? 2 : 1, c);
    }
    return out + "`";
}

std::string pathBelow(const std::string& path, const Field& child) {
    if (child.name.empty()) {
        return path + "[]";
    }
    return path.empty() ? pathStep(child.name) : path + "." + pathStep(child.name);
}

const char* wordFor(FieldType type) {
    static constexpr const char* words[] = {"any", "null", "boolean", "integer", "number", "string", "array", "object"};
    return words[static_cast<int>(type)];
}

const Field* findField(const Field& root, std::string_view path) {
    const Field* field = &root;
    std::string name;
    while (!path.empty() && field != nullptr) {
        const bool items = path.starts_with("[]");
        if (!takeStep(path, name)) {
            return nullptr;
        }
        field = items ? field->child("") : name.empty() ? nullptr : field->child(name);
        if (path.starts_with('.')) {
            path.remove_prefix(1);
            if (path.empty()) {
                return nullptr;
            }
        }
    }
    return field;
}

Result<Tree> treeFromJsonSchema(doc::DocumentPtr document, doc::Value root, const CompileOptions& options) {
    return TreeBuilder(options).build(std::move(document), root);
}

}  // namespace pb::schema
