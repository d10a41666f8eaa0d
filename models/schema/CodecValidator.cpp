#include "models/schema/CodecValidator.h"

#include "models/base/Text.h"
#include "models/document/Records.h"
#include "models/schema/Expectation.h"
#include "models/schema/JsonText.h"

namespace pb::schema {

namespace {

using doc::Value;

/// The field that a pointer leads to; its nearest parent that has one.
const Field& nearestField(const Field& root, std::string_view pointer) {
    const Field* field = &root;
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
    }
    return *field;
}

/// What the writer said of a value, without what it was about to do.
struct Unfit {
    Value value;
    QString reason;
};

/// An error of doc::writeError names the pointer and the first byte of its value; parents may begin at the same byte.
Unfit unfitOf(const Error& error, const char* title, Value root) {
    const auto& nodes = root.document()->nodes();
    for (std::uint32_t i = root.index(); i < nodes.size(); ++i) {
        const Value value(root.document(), i);
        if (nodes[i].begin != error.place.byte) {
            continue;
        }
        const QString prefix = doc::writeError(title, value, {}).sentence;
        if (error.sentence.startsWith(prefix)) {
            return {value, error.sentence.mid(prefix.size())};
        }
    }
    return {root, error.sentence};
}

class CodecValidator : public DocumentValidator {
public:
    struct Setup {
        const doc::FormatInfo* format = nullptr;
        const char* title = nullptr;  ///< of doc::writeError
        doc::CodecPtr writer;         ///< of one datum or message, without a frame
        doc::CodecPtr reader;         ///< of whatever the bytes begin with
        std::string file;
        Tree tree;
    };
    explicit CodecValidator(Setup setup) : setup_(std::move(setup)) {}

    std::vector<Fault> faults(Value root) const override {
        const auto written = setup_.writer->write(root);
        if (written) {
            return {};
        }
        const Unfit unfit = unfitOf(written.error(), setup_.title, root);
        Fault fault;
        fault.instance = unfit.value.pointer();
        fault.range = unfit.value.range();
        fault.place = unfit.value.place();
        fault.keyword = "type";
        fault.sentence = say("%1: %2").arg(pathForPeople(unfit.value), unfit.reason);
        fault.schemaPlace = nearestField(*setup_.tree.root, fault.instance).place;
        addFile(fault);
        return {std::move(fault)};
    }

    bool isEncoding(doc::Format format) const override { return format == setup_.format->format; }

    std::vector<Fault> encodingFaults(std::string_view bytes) const override {
        const auto document = setup_.reader->read(bytes, nullptr);
        if (document) {
            return {};
        }
        Fault fault;
        fault.place = document.error().place;
        const bool isKnown = fault.place.byte != Place::npos;
        const auto byte = static_cast<std::uint32_t>(isKnown ? fault.place.byte : 0);
        fault.range = {byte, byte};
        fault.place.address.clear();
        fault.keyword = "encoding";
        fault.sentence = document.error().sentence;
        addFile(fault);
        return {std::move(fault)};
    }

private:
    void addFile(Fault& fault) const {
        fault.schemaPlace.address = fault.schemaPlace.address.empty() ? setup_.file : fault.schemaPlace.address;
        fault.schema = fault.schemaPlace.address;
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
    setup.title = isAvro ? "Avro data" : "Protobuf message";
    setup.file = path;
    if (!isAvro && part.empty()) {
        PB_TRY(only, onlyMessage(path, withText));
        part = std::move(only);
    }
    const std::string schema = R"("schema": )" + jsonText(path);
    const std::string message = R"(, "message": )" + jsonText(part);
    PB_TRY(writer, makeCodec(*setup.format, isAvro ? schema + R"(, "wire": "datum")" : schema + message, withText));
    PB_TRY(reader, makeCodec(*setup.format, isAvro ? schema + R"(, "reader": )" + jsonText(path) : schema + message, withText));
    PB_TRY(tree, isAvro ? treeFromAvro(text) : treeFromProtobuf(path, withText, part));
    setup.writer = std::move(writer);
    setup.reader = std::move(reader);
    setup.tree = std::move(tree);
    return std::make_shared<CodecValidator>(std::move(setup));
}

}  // namespace pb::schema
