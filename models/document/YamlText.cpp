#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/YamlEdit.h"

namespace pb::doc {

namespace {

/// The old tree as JSON with one change in it: what an edit must come to.
class ExpectedTree {
public:
    enum class Change { replace, remove, addTo };

    ExpectedTree(Value target, Change change, std::string json, std::string_view key = {})
        : target_(target), change_(change), json_(std::move(json)), key_(key) {}

    std::string write(Value root) {
        put(root);
        return std::move(out_);
    }

private:
    void put(Value value) {
        if (value == target_ && change_ == Change::replace) {
            out_ += json_;
        } else if (value.is(Kind::array) || value.is(Kind::object)) {
            putContainer(value);
        } else {
            out_ += writeJson(value);
        }
    }

    void putContainer(Value container) {
        const bool isObject = container.is(Kind::object);
        out_.push_back(isObject ? '{' : '[');
        bool isFirst = true;
        for (const Value child : container.children()) {
            if (child == target_ && change_ == Change::remove) {
                continue;
            }
            separate(isFirst, isObject, child.name());
            put(child);
        }
        if (container == target_ && change_ == Change::addTo) {
            separate(isFirst, isObject, key_);
            out_ += json_;
        }
        out_.push_back(isObject ? '}' : ']');
    }

    void separate(bool& isFirst, bool isObject, std::string_view name) {
        out_ += isFirst ? "" : ",";
        isFirst = false;
        if (isObject) {
            writeJsonString(name, out_);
            out_.push_back(':');
        }
    }

    Value target_;
    Change change_;
    std::string json_;
    std::string_view key_;
    std::string out_;
};

using Change = ExpectedTree::Change;

tl::unexpected<Error> refused(const QString& doing, const QString& reason, const QString& hint, Place place = {}) {
    return fail(ErrorCode::refused, say("Cannot %1. %2").arg(doing, reason), hint, std::move(place));
}

tl::unexpected<Error> harmful(const QString& doing, Place place) {
    return refused(doing, say("The rest of the file would not stay as it is."),
                   say("The place may be under an anchor that is used elsewhere, or be laid out in an unusual way. "
                       "Edit the text by hand."),
                   std::move(place));
}

struct Edit {
    QString doing;
    Splice splice;
    std::string expected;  ///< JSON of the whole tree
    Place place;
};

/// The text after the edit, when it means what it should.
Result<std::string> applied(const std::string& text, const Edit& edit) {
    const Splice& splice = edit.splice;
    if (splice.begin > splice.end || splice.end > text.size()) {
        return harmful(edit.doing, edit.place);
    }
    std::string changed = text.substr(0, splice.begin) + splice.text + text.substr(splice.end);
    const auto document = readYaml(changed);
    const auto expected = readJson(edit.expected);
    if (!document || !expected || !equals((*document)->root(), (*expected)->root())) {
        return harmful(edit.doing, edit.place);
    }
    return changed;
}

Result<Value> existing(const YamlTree& tree, std::string_view pointer, const QString& doing) {
    const Value target = tree.document->root().follow(pointer);
    if (!target) {
        return fail(ErrorCode::notFound, say("Cannot %1. There is nothing at “%2”.").arg(doing, qs(pointer)),
                    say("Check the path; the file may have changed."));
    }
    if (tree.isFromAlias(target)) {
        return refused(doing, say("The value at “%1” comes from an anchor elsewhere in the file.").arg(qs(pointer)),
                       say("Change it at its anchor, or write the value out in place of the alias."), target.place());
    }
    return target;
}

std::string jsonOfScalar(std::string_view value, bool asString) {
    std::string json;
    if (asString) {
        writeJsonString(value, json);
    } else if (const auto document = readYaml(value); document && !(*document)->root().node().isContainer()) {
        json = writeJson((*document)->root());
    }
    return json;
}

DocumentPtr jsonDocument(const std::string& json) {
    return *readJson(json);
}

/// `{"key": json}` or `[json]`, for what stands in the place of an empty value.
std::string wrapped(Kind kind, std::string_view key, const std::string& json) {
    std::string text;
    if (kind == Kind::array) {
        return "[" + json + "]";
    }
    writeJsonString(key, text);
    return "{" + text + ":" + json + "}";
}

/// An addition to a collection, or to nothing (`key:`), which then becomes one.
Edit addition(const YamlTree& tree, Value parent, Kind kind, std::string_view key, Value json, const QString& doing) {
    const Value root = tree.document->root();
    const YamlEditor editor(tree);
    const std::string text = writeJson(json);
    const bool isEmptyFlow =
        parent.size() == 0 && parent.parent() && tree.event(parent.parent()).style == YamlStyle::block;
    if (parent.is(Kind::null) || isEmptyFlow || (parent.size() == 0 && !parent.parent())) {
        const std::string whole = wrapped(kind, key, text);
        const DocumentPtr replacement = jsonDocument(whole);
        return {doing, editor.replace(parent, replacement->root()),
                ExpectedTree(parent, Change::replace, whole).write(root), parent.place()};
    }
    return {doing, kind == Kind::object ? editor.insert(parent, key, json) : editor.append(parent, json),
            ExpectedTree(parent, Change::addTo, text, key).write(root), parent.place()};
}

}  // namespace

Result<YamlText> YamlText::parse(std::string text) {
    YamlText parsed;
    parsed.text_ = std::make_shared<const std::string>(std::move(text));
    PB_TRY(tree, readYamlTree(*parsed.text_, parsed.text_, {}));
    parsed.document_ = tree.document;
    return parsed;
}

template <typename Plan>
Done YamlText::edit(const Plan& plan) {
    PB_TRY(tree, readYamlTree(*text_, text_, {}));
    PB_TRY(planned, plan(tree));
    PB_TRY(changed, applied(*text_, planned));
    PB_TRY(next, parse(std::move(changed)));
    *this = std::move(next);
    return {};
}

Done YamlText::setScalar(std::string_view pointer, std::string_view plainValue, bool asString) {
    const QString doing = say("change “%1”").arg(qs(pointer));
    return edit([&](const YamlTree& tree) -> Result<Edit> {
        PB_TRY(target, existing(tree, pointer, doing));
        if (target.node().isContainer()) {
            return refused(doing, say("A list or a map stands there."), say("Replace it as a whole value."),
                           target.place());
        }
        const std::string json = jsonOfScalar(plainValue, asString);
        if (json.empty()) {
            return refused(doing, say("“%1” is not a single plain value.").arg(qs(plainValue)),
                           say("Set it as a text."), target.place());
        }
        return Edit{doing, YamlEditor(tree).replaceScalar(target, plainValue, asString),
                    ExpectedTree(target, Change::replace, json).write(tree.document->root()), target.place()};
    });
}

Done YamlText::setValue(std::string_view pointer, Value json) {
    const QString doing = say("change “%1”").arg(qs(pointer));
    return edit([&](const YamlTree& tree) -> Result<Edit> {
        PB_TRY(target, existing(tree, pointer, doing));
        const YamlEditor editor(tree);
        const bool isText = json.is(Kind::string) && target.is(Kind::string);
        return Edit{doing, isText ? editor.replaceScalar(target, json.text(), true) : editor.replace(target, json),
                    ExpectedTree(target, Change::replace, writeJson(json)).write(tree.document->root()),
                    target.place()};
    });
}

Done YamlText::insert(std::string_view parentPointer, std::string_view key, Value json) {
    const QString doing = say("add “%1” to “%2”").arg(qs(key), qs(parentPointer));
    return edit([&](const YamlTree& tree) -> Result<Edit> {
        PB_TRY(parent, existing(tree, parentPointer, doing));
        if (!parent.is(Kind::object) && !parent.is(Kind::null)) {
            return refused(doing, say("No map stands there."), say("Replace the value by a map first."),
                           parent.place());
        }
        if (parent.find(key)) {
            return fail(ErrorCode::conflict, say("Cannot %1. The key is there already.").arg(doing),
                        say("Change its value instead."), parent.find(key).place());
        }
        return addition(tree, parent, Kind::object, key, json, doing);
    });
}

Done YamlText::append(std::string_view sequencePointer, Value json) {
    const QString doing = say("add to “%1”").arg(qs(sequencePointer));
    return edit([&](const YamlTree& tree) -> Result<Edit> {
        PB_TRY(parent, existing(tree, sequencePointer, doing));
        if (!parent.is(Kind::array) && !parent.is(Kind::null)) {
            return refused(doing, say("No list stands there."), say("Replace the value by a list first."),
                           parent.place());
        }
        return addition(tree, parent, Kind::array, {}, json, doing);
    });
}

Done YamlText::remove(std::string_view pointer) {
    const QString doing = say("remove “%1”").arg(qs(pointer));
    return edit([&](const YamlTree& tree) -> Result<Edit> {
        const Value whole = tree.document->root().follow(pointer);
        if (whole == tree.document->root()) {
            return refused(doing, say("It is the whole document."), say("Delete the file instead."));
        }
        if (whole && tree.isFromAlias(whole) && whole.parent() && !tree.isFromAlias(whole.parent())) {
            return Edit{doing, YamlEditor(tree).remove(whole),
                        ExpectedTree(whole, Change::remove, {}).write(tree.document->root()), whole.place()};
        }
        PB_TRY(target, existing(tree, pointer, doing));
        return Edit{doing, YamlEditor(tree).remove(target),
                    ExpectedTree(target, Change::remove, {}).write(tree.document->root()), target.place()};
    });
}

}  // namespace pb::doc
