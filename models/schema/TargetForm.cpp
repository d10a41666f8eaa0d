#include "models/schema/TargetForm.h"

#include "models/base/Text.h"
#include "models/schema/Expectation.h"
#include "models/schema/write/XmlArranger.h"

namespace pb::schema {

using doc::Format;
using doc::Kind;
using doc::Value;

namespace {

/// Formats whose values are all texts.
bool hasOnlyTexts(Format format) {
    return format == Format::xml || format == Format::csv || format == Format::x12 || format == Format::edifact ||
           format == Format::idoc;
}

/// Where a pointer into the arranged document leads in the source: names may have got a prefix, values may have become arrays.
Value sourceOf(Value root, std::string_view pointer) {
    Value at = root;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string token(pointer.substr(0, pointer.find('/')));
        pointer.remove_prefix(token.size());
        Value below = at.follow("/" + token);
        const std::size_t colon = token.find(':');
        if (!below && colon != std::string::npos) {
            below = at.follow("/" + token.substr(token[0] == '@' ? colon : colon + 1));
        }
        const bool isNewArray = !below && token == "0" && !at.is(Kind::array);
        if (!below && !isNewArray) {
            break;
        }
        at = below ? below : at;
    }
    return at;
}

/// As JSON is written that comes from another format.
Result<doc::DocumentPtr> laidOut(std::string json) {
    PB_TRY(document, doc::readJson(std::move(json)));
    return doc::readJson(doc::writeJson(document->root(), {.indent = 2}) + "\n");
}

Fault refusalOf(Value member) {
    Fault fault;
    fault.instance = member.pointer();
    fault.range = member.range();
    fault.place = member.place();
    fault.keyword = "content";
    fault.sentence = say("%1: The schema has no such member here.").arg(pathForPeople(member));
    return fault;
}

}  // namespace

struct TargetForm::Impl {
    std::shared_ptr<const Field> root;
    std::shared_ptr<const XsdForm> xsd;  ///< of XML
    DocumentValidatorPtr validator;      ///< null: the language has none
    bool isOfLines = false;              ///< each line or row may be a document

    Result<Arranged> arrangeOne(Value source) const;
    std::vector<Fault> faultsOf(Value arranged, Value source) const;
};

Result<TargetForm> TargetForm::open(const std::string& reference, const doc::FormatInfo& format, const FileLoader& loader) {
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    const std::string path = reference.substr(0, hash);
    PB_TRY(language, languageOfSchema(path, loader));
    if (format.format == Format::xml && language != "xsd") {
        return fail(ErrorCode::wrongUse, say("Cannot write XML by this schema. It is no XML Schema."), say("Name an .xsd file."), {path});
    }
    PB_TRY(text, loader(path));
    auto impl = std::make_shared<Impl>();
    impl->isOfLines = format.id == "ndjson" || format.format == Format::csv;
    if (format.format == Format::xml) {
        PB_TRY(xsd, XsdForm::open(text, path, loader));
        impl->root = xsd->tree.root;
        impl->xsd = std::move(xsd);
    } else {
        PB_TRY(tree, openSchema(reference, {}, loader));
        impl->root = tree.root;
    }
    const bool isPart = hash < reference.size();
    if (language == "json-schema" || language == "xsd" || (language == "openapi" && isPart)) {
        PB_TRY(validator, makeValidator(std::move(text), reference, {}, {}, loader));
        impl->validator = std::move(validator);
    }
    return TargetForm(std::move(impl));
}

std::vector<Fault> TargetForm::Impl::faultsOf(Value arranged, Value source) const {
    std::vector<Fault> faults = validator ? validator->faults(arranged) : std::vector<Fault>();
    for (Fault& fault : faults) {
        const Value value = sourceOf(source, fault.instance);
        fault.range = value.range();
        fault.place = value.place();
    }
    return faults;
}

Result<Arranged> TargetForm::Impl::arrangeOne(Value source) const {
    Arranged arranged;
    std::string json;
    if (xsd) {
        XmlArranger arranger(*xsd, false);
        json = arranger.document(source);
        for (const Value member : arranger.refused()) {
            arranged.faults.push_back(refusalOf(member));
        }
    } else {
        json = Arranger(hasOnlyTexts(source.document()->format())).arrange(source, *root);
    }
    PB_TRY(document, laidOut(std::move(json)));
    arranged.document = std::move(document);
    if (arranged.faults.empty()) {
        arranged.faults = faultsOf(arranged.document->root(), source);
    }
    return arranged;
}

Result<Arranged> TargetForm::arrange(Value root) const {
    const bool isEach = impl_->isOfLines && root.is(Kind::array) && impl_->root->type != FieldType::array;
    if (!isEach) {
        return impl_->arrangeOne(root);
    }
    Arranged all;
    std::string json = "[";
    for (const Value line : root.children()) {
        PB_TRY(one, impl_->arrangeOne(line));
        json += (json.size() > 1 ? "," : "") + doc::writeJson(one.document->root());
        all.faults.insert(all.faults.end(), one.faults.begin(), one.faults.end());
    }
    PB_TRY(document, laidOut(json + "]"));
    all.document = std::move(document);
    return all;
}

std::vector<std::string> TargetForm::columns() const {
    const Field* const row = impl_->root->type == FieldType::array ? impl_->root->child({}) : impl_->root.get();
    std::vector<std::string> names;
    for (const auto& field : row ? row->children : FieldList()) {
        if (field->name == "*") {
            return {};
        }
        names.push_back(field->name);
    }
    return names;
}

}  // namespace pb::schema
