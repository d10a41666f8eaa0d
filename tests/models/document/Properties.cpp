#include "tests/models/document/Properties.h"

#include "models/base/Text.h"
#include "models/document/JsonLine.h"
#include "models/document/Yaml.h"
#include "tests/models/document/Samples.h"

namespace pb::test {

using namespace pb::doc;

namespace {

std::string printed(const Error& error) {
    return utf8(error.print());
}

std::string textOfLeaf(Value leaf) {
    switch (leaf.kind()) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return leaf.boolean() ? "true" : "false";
        case Kind::number:
            return std::string(leaf.digits());
        default:
            return std::string(leaf.text());
    }
}

std::string firstDifference(const std::string& left, const std::string& right) {
    const auto at = static_cast<std::size_t>(
        std::mismatch(left.begin(), left.end(), right.begin(), right.end()).first - left.begin());
    const std::size_t from = at < 40 ? 0 : at - 40;
    return " at byte " + std::to_string(at) + ":\n  " + left.substr(from, 90) + "\n  " + right.substr(from, 90);
}

std::string faultOfError(const Error& error) {
    const bool hasPlace = error.place.line > 0 && error.place.column > 0 && error.place.byte != Place::npos;
    return hasPlace && !error.hint.isEmpty() && !error.sentence.isEmpty()
               ? std::string()
               : "an error without line, column, byte or hint: " + printed(error);
}

}  // namespace

DocumentPtr layoutOf(const std::string& yaml) {
    auto document = readYaml(yaml);
    if (!document) {
        qFatal("%s", qPrintable(document.error().print()));
    }
    return std::move(*document);
}

CodecPtr codecOf(const char* id, const std::string& layout, const std::map<std::string, std::string>& files) {
    const DocumentPtr document = layoutOf(layout);
    const FormatInfo* format = formatById(id);
    const auto load = [&files](const std::string& name) -> Result<std::string> {
        const auto file = files.find(name);
        return file == files.end() ? fail(ErrorCode::notFound, QStringLiteral("no such file"))
                                   : Result<std::string>(file->second);
    };
    const auto codec = format ? format->make({layout.empty() ? Value() : document->root(), load})
                              : fail(ErrorCode::notFound, QStringLiteral("no such format"));
    if (!codec) {
        qFatal("%s: %s", id, qPrintable(codec.error().print()));
    }
    return *codec;
}

FormatProperties::FormatProperties(CodecPtr codec, Decode decode)
    : codec_(std::move(codec)), decode_(decode ? std::move(decode) : [](Value leaf) { return std::string(leaf.raw()); }) {}

std::string FormatProperties::roundTrip(const std::string& bytes) const {
    const auto document = codec_->read(bytes, nullptr);
    if (!document) {
        return printed(document.error());
    }
    const auto same = codec_->write((*document)->root());
    if (!same) {
        return printed(same.error());
    }
    if (*same != bytes) {
        return "the unchanged document is not the same" + firstDifference(*same, bytes);
    }
    return writtenTree((*document)->root());
}

std::string FormatProperties::writtenTree(Value tree) const {
    const auto plain = asJsonDocument(tree);
    if (!plain) {
        return printed(plain.error());
    }
    const auto written = codec_->write((*plain)->root());
    if (!written) {
        return printed(written.error());
    }
    const auto again = codec_->read(*written, nullptr);
    if (!again) {
        return printed(again.error()) + "\n" + *written;
    }
    if (isSameTree((*again)->root(), tree)) {
        return {};
    }
    return "the tree is not the same" + firstDifference(writeJsonLine((*again)->root()),
                                                        writeJsonLine(tree)) +
           "\n" + *written;
}

std::string FormatProperties::ranges(const std::string& bytes, bool anyOrder) const {
    const auto document = codec_->read(bytes, nullptr);
    if (!document) {
        return printed(document.error());
    }
    if ((*document)->bytes() != bytes) {
        return "the document does not have the bytes that came";
    }
    if (std::string fault = anyOrder ? std::string() : treeFault(**document); !fault.empty()) {
        return fault;
    }
    for (std::uint32_t index = 0; index < (*document)->nodes().size(); ++index) {
        const Value value(document->get(), index);
        if (!value.node().isContainer() && decode_(value) != textOfLeaf(value)) {
            return "at " + value.pointer() + " the bytes are “" + std::string(value.raw()) + "”, the value is “" +
                   textOfLeaf(value) + "”";
        }
    }
    return {};
}

std::string FormatProperties::faultOfDamaged(const std::string& bytes) const {
    const auto document = codec_->read(bytes, nullptr);
    if (!document) {
        return faultOfError(document.error());
    }
    for (const Node& node : (*document)->nodes()) {
        if (node.end < node.begin || node.end > (*document)->bytes().size()) {
            return "a range outside of the bytes";
        }
    }
    const Done done = codec_->stream(bytes, [](const DocumentPtr&, std::uint64_t) { return true; });
    return done ? std::string() : faultOfError(done.error());
}

std::string FormatProperties::damage(const std::string& bytes) const {
    std::string fault;
    forEachDamage(bytes, [&](const std::string& damaged) {
        if (fault.empty()) {
            fault = faultOfDamaged(damaged);
            fault += fault.empty() ? "" : "\nin: " + damaged;
        }
    });
    return fault;
}

std::string FormatProperties::streamed(const std::string& bytes) const {
    const auto document = codec_->read(bytes, nullptr);
    if (!document) {
        return printed(document.error());
    }
    std::uint32_t count = 0;
    std::string fault;
    const Value all = (*document)->root();
    const Done done = codec_->stream(bytes, [&](const DocumentPtr& record, std::uint64_t firstByte) {
        const Value expected = all.at(count++);
        const ByteRange range = record->root().range();
        if (!expected || writeJsonLine(record->root()) != writeJsonLine(expected)) {
            fault = "record " + std::to_string(count) + " is not that of the document";
        } else if (firstByte + range.begin != expected.range().begin || range.size() != expected.range().size()) {
            fault = "record " + std::to_string(count) + " has another range";
        }
        return fault.empty();
    });
    if (!done) {
        return printed(done.error());
    }
    return fault.empty() && count != all.size() ? "the stream has " + std::to_string(count) + " records" : fault;
}

}  // namespace pb::test
