#include "models/schema/CodecValidator.h"

#include "models/base/Text.h"
#include "models/document/avro/Container.h"
#include "models/document/avro/Encoder.h"
#include "models/document/protobuf/MessageWriter.h"
#include "models/schema/Expectation.h"
#include "models/schema/JsonText.h"
#include "models/schema/tree/ProtoFiles.h"

#include <algorithm>
#include <functional>

namespace pb::schema {

namespace {

using doc::Value;

using Misfits = std::function<std::vector<doc::Misfit>(Value root)>;
constexpr std::size_t mostFaults = 100;

/// The field that a pointer leads to, or its nearest parent that has one; and the last on the way that has a place.
struct Declared {
    const Field* field;
    const Field* placed;
};

Declared declaredAt(const Field& root, std::string_view pointer) {
    const Field* field = &root;
    const Field* placed = &root;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string_view token = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(token.size());
        const Field* below = field->type == FieldType::array ? field->child({}) : field->child(token);
        below = below ? below : field->child("*");
        if (!below) {
            break;
        }
        field = below;
        placed = field->place.line > 0 && !field->schemaPointer.empty() ? field : placed;
    }
    return {field, placed};
}

QString choicesOf(const Field& field) {
    constexpr std::size_t mostShown = 200;  ///< bytes
    std::string all;
    for (const std::string& choice : field.choices) {
        all += (all.empty() ? "" : ", ") + choice;
    }
    return qs(clipped(all, mostShown));
}

class CodecValidator : public DocumentValidator {
public:
    struct Setup {
        const doc::FormatInfo* format = nullptr;
        Misfits misfits;                                   ///< of one datum or message; at most mostFaults
        std::shared_ptr<const doc::CheckingCodec> reader;  ///< of whatever the bytes begin with
        std::string file;
        Tree tree;
    };
    explicit CodecValidator(Setup setup) : setup_(std::move(setup)) {}

    std::vector<Fault> faults(Value root) const override {
        std::vector<Fault> all;
        for (const doc::Misfit& misfit : setup_.misfits(root)) {
            all.push_back(faultOf(misfit));
        }
        std::stable_sort(all.begin(), all.end(), [](const Fault& a, const Fault& b) { return a.range.begin < b.range.begin; });
        return all;
    }

    bool isEncoding(doc::Format format) const override { return format == setup_.format->format; }

    std::vector<Fault> encodingFaults(std::string_view bytes) const override {
        const auto reading = setup_.reader->readAll(bytes);
        if (!reading) {
            Fault fault = faultAt({}, *setup_.tree.root, "encoding");
            fault.place = reading.error().place;
            fault.place.address.clear();
            fault.range = byteAt(fault.place.byte == Place::npos ? 0 : fault.place.byte);
            fault.sentence = reading.error().sentence;
            return {std::move(fault)};
        }
        std::vector<Fault> all;
        for (const doc::Misreading& misreading : reading->misreadings.all()) {
            all.push_back(faultOf(misreading, Value(reading->document.get(), misreading.node), bytes));
            if (all.size() == mostFaults) {
                break;
            }
        }
        std::stable_sort(all.begin(), all.end(), [](const Fault& a, const Fault& b) { return a.place.byte < b.place.byte; });
        return all;
    }

private:
    Fault faultAt(Value value, const Field& field, const char* rule) const {
        Fault fault;
        fault.instance = value.pointer();
        fault.range = value.range();
        fault.place = value.isValid() ? value.place() : Place();
        fault.keyword = rule;
        fault.schemaPlace = field.place;
        fault.schemaPlace.address = field.place.address.empty() ? setup_.file : field.place.address;
        fault.schema = fault.schemaPlace.address;
        fault.at = field.schemaPointer;
        return fault;
    }

    Fault faultOf(const doc::Misfit& misfit) const {
        const auto [field, placed] = declaredAt(*setup_.tree.root, misfit.value.pointer());
        const Field* const missing = misfit.member.empty() ? nullptr : field->child(misfit.member);
        Fault fault = faultAt(misfit.value, missing ? *missing : *placed, misfit.rule);
        const auto isOne = [&](auto... rules) { return ((fault.keyword == rules) || ...); };
        const QString path = pathForPeople(misfit.value);
        fault.sentence = isOne("required", "unknown", "key", "oneof") ? say("%1: %2").arg(path, misfit.reason)
                                                                     : say("%1 is %2. %3").arg(path, describe(misfit.value), misfit.reason);
        if (isOne("enum") && !field->choices.empty()) {
            fault.sentence += u' ' + say("It has %1.").arg(choicesOf(*field));
        }
        return fault;
    }

    /// A file has many data: the first step into its tree is none of the schema's.
    Fault faultOf(const doc::Misreading& misreading, Value value, std::string_view bytes) const {
        const std::string pointer = value.pointer();
        const std::size_t begin = doc::avro::isContainer(bytes) ? std::min(pointer.find('/', 1), pointer.size()) : 0;
        Fault fault = faultAt(value, *declaredAt(*setup_.tree.root, std::string_view(pointer).substr(begin)).placed, misreading.rule);
        fault.place = doc::placeFrom(doc::firstPlace(), bytes, misreading.byte);
        const bool isInside = fault.range.begin <= misreading.byte && misreading.byte <= fault.range.end;
        fault.range = isInside ? fault.range : byteAt(misreading.byte);
        fault.sentence = say("%1: %2").arg(pathForPeople(value), misreading.reason);
        return fault;
    }

    static doc::ByteRange byteAt(std::size_t byte) {
        return {static_cast<std::uint32_t>(byte), static_cast<std::uint32_t>(byte)};
    }

    Setup setup_;
};

/// A codec whose layout names the schema; the loader gives `text` for its file.
Result<doc::CodecPtr> makeCodec(const doc::FormatInfo& format, const std::string& layout, const FileLoader& loader) {
    PB_TRY(document, doc::readJson("{" + layout + "}"));
    doc::CodecSettings settings;
    settings.layout = document->root();
    settings.load = loader;
    return format.make(settings);
}

Result<Misfits> avroMisfits(const std::string& text) {
    PB_TRY(schema, doc::avro::Schema::parse(text));
    return [schema](Value root) { return doc::avro::misfitsOf(schema->root(), root, mostFaults); };
}

Result<Misfits> protobufMisfits(const std::string& path, const FileLoader& loader, const std::string& message) {
    PB_TRY(pool, openProto(path, loader));
    const auto* const type = pool->message(message);
    return [pool, type](Value root) { return doc::protobuf::MessageWriter(pool->pool()).misfitsOf(*type, root, mostFaults); };
}

/// The message that no other one of the file has as a field.
Result<std::string> onlyMessage(const std::string& path, const FileLoader& loader) {
    PB_TRY(tree, treeFromProtobuf(path, loader));
    QString names;
    for (const auto& message : tree.root->children) {
        names += (names.isEmpty() ? QString() : QStringLiteral(", ")) + qs(message->typeName);
    }
    if (tree.root->children.size() != 1) {
        return fail(ErrorCode::wrongUse, say("The schema does not say which message the documents are: it has %1.").arg(
                        names.isEmpty() ? say("none") : names), say("Name it, as “order.proto#shop.Order”."), {path});
    }
    return tree.root->children.front()->typeName;
}

}  // namespace

Result<DocumentValidatorPtr> makeCodecValidator(std::string_view language, std::string text, const std::string& path,
                                                std::string part, const FileLoader& loader) {
    const bool isAvro = language == "avro";
    const FileLoader withText = [&](const std::string& name) -> Result<std::string> {
        if (name == path) {
            return text;
        }
        return loader ? loader(name) : fail(ErrorCode::notFound, say("Nothing says where “%1” is.").arg(qs(name)));
    };
    CodecValidator::Setup setup;
    setup.format = doc::formatById(language);
    setup.file = path;
    if (!isAvro && part.empty()) {
        PB_TRY(only, onlyMessage(path, withText));
        part = std::move(only);
    }
    PB_TRY(tree, isAvro ? treeFromAvro(text) : treeFromProtobuf(path, withText, part));
    const std::string schema = R"("schema": )" + jsonText(path);
    const std::string other = isAvro ? R"(, "reader": )" + jsonText(path) : R"(, "message": )" + jsonText(part);
    PB_TRY(reader, makeCodec(*setup.format, schema + other, withText));
    PB_TRY(misfits, isAvro ? avroMisfits(text) : protobufMisfits(path, withText, part));
    setup.reader = std::static_pointer_cast<const doc::CheckingCodec>(reader);
    setup.misfits = std::move(misfits);
    setup.tree = std::move(tree);
    return std::make_shared<CodecValidator>(std::move(setup));
}

}  // namespace pb::schema
