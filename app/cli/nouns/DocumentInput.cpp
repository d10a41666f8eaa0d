#include "app/cli/nouns/DocumentInput.h"

#include "app/cli/nouns/Nouns.h"
#include "app/cli/nouns/SchemaLayout.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/LineStream.h"
#include "models/document/Yaml.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace pb::app {

namespace {

constexpr std::size_t headSize = 64 * 1024;

Result<Setup> makeSetup(const FormatChoice& choice, const doc::CodecSettings& settings, const std::string& path,
                        std::string_view bytes) {
    PB_TRY(format, doc::formatOf(choice.id, settings, path, bytes));
    PB_TRY(codec, format->make(settings));
    return Setup{format, std::move(codec)};
}

Result<Setup> setupBySchema(const FormatChoice& choice, const std::string& path, std::string_view bytes) {
    if (!choice.layoutPath.empty()) {
        return fail(ErrorCode::wrongUse, say("Cannot read by a schema and by a layout."),
                    say("Name the schema in the layout, or leave the layout out."));
    }
    PB_TRY(format, doc::formatOf(choice.id, {}, path, bytes));
    auto layout = layoutOfSchema(choice.schema, format->format);
    if (!layout) {
        return fail(inFile(layout.error(), choice.schema));
    }
    auto codec = format->make(layout->settings);
    return codec ? Result<Setup>(Setup{format, std::move(*codec)}) : fail(inFile(codec.error(), choice.schema));
}

Result<doc::ByteSource> sourceOf(const std::string& path) {
    if (path == "-") {
        return [](std::string& bytes, std::size_t size) -> Done {
            appendFrom(std::cin, bytes, size);
            return {};
        };
    }
    PB_TRY(file, FileStream::open(pathFromUtf8(path)));
    return [stream = std::make_shared<FileStream>(std::move(file))](std::string& bytes, std::size_t size) {
        return stream->append(bytes, size);
    };
}

Done streamFrom(const std::string& path, const FormatChoice& choice, const doc::EachDocument& each) {
    PB_TRY(source, sourceOf(path));
    std::string head;
    PB_CHECK(source(head, headSize));
    PB_TRY(setup, setupFor(choice, path, head));
    if (setup.format->id == "json" || setup.format->id == "ndjson") {
        return doc::streamJsonLines(std::move(head), source, each);
    }
    PB_TRY(file, path == "-" ? MappedFile::copyOf(std::move(head), source) : mapInput(path));
    const auto passed = [&file](std::size_t end) { file.forget(end); };
    const auto forgetting = [&](const doc::DocumentPtr& document, std::uint64_t begin) {
        passed(begin);
        return each(document, begin);
    };
    return setup.codec->stream(file.bytes(), forgetting, passed);
}

}  // namespace

void addFormat(CLI::App& parser, FormatChoice& choice) {
    parser.add_option("--format", choice.id, "Format; without it the name and the first bytes say it");
    parser.add_option("--layout", choice.layoutPath, "YAML file that says what the bytes do not");
}

Error inFile(Error error, const std::string& path) {
    if (error.place.address.empty()) {
        error.place.address = path;
    }
    return error;
}

Result<Layout> readLayout(const std::string& path) {
    Layout layout;
    if (path.empty()) {
        return layout;
    }
    const auto folder = pathFromUtf8(path).parent_path();
    PB_TRY(text, readFile(pathFromUtf8(path)));
    auto document = doc::readYaml(std::move(text));
    if (!document) {
        return fail(inFile(document.error(), path));
    }
    layout.document = std::move(*document);
    layout.settings.layout = layout.document->root();
    layout.settings.load = [folder](const std::string& name) { return readFile(folder / pathFromUtf8(name)); };
    return layout;
}

Result<Setup> setupFor(const FormatChoice& choice, const std::string& path, std::string_view bytes) {
    if (!choice.schema.empty()) {
        return setupBySchema(choice, path, bytes);
    }
    PB_TRY(layout, readLayout(choice.layoutPath));
    auto setup = makeSetup(choice, layout.settings, path, bytes);
    return setup || choice.layoutPath.empty() ? setup : fail(inFile(setup.error(), choice.layoutPath));
}

Result<Opened> openInput(const std::string& path, const FormatChoice& choice) {
    PB_TRY(text, readInput(path));
    auto bytes = std::make_shared<const std::string>(std::move(text));
    PB_TRY(setup, setupFor(choice, path, *bytes));
    return Opened{std::move(bytes), std::move(setup)};
}

Result<doc::DocumentPtr> readDocument(const Opened& opened, const std::string& path) {
    auto document = opened.setup.codec->read(*opened.bytes, opened.bytes);
    return document ? document : fail(inFile(document.error(), path));
}

Done streamDocuments(const std::string& path, const FormatChoice& choice, const doc::EachDocument& each) {
    const Done done = streamFrom(path, choice, each);
    return done ? done : fail(inFile(done.error(), path));
}

Result<MappedFile> mapInput(const std::string& path) {
    if (path != "-") {
        return MappedFile::open(pathFromUtf8(path));
    }
    PB_TRY(source, sourceOf(path));
    return MappedFile::copyOf({}, source);
}

}  // namespace pb::app
