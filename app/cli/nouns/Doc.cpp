#include "app/cli/nouns/DocumentInput.h"
#include "app/cli/nouns/Faults.h"
#include "app/cli/nouns/Nouns.h"
#include "app/cli/nouns/SchemaLayout.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/JsonLine.h"
#include "models/document/JsonStream.h"
#include "models/document/edi/Acknowledge.h"
#include "models/document/edi/EdiLayout.h"
#include "models/schema/TargetForm.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct ShowOptions {
    std::string file;
    FormatChoice format;
    bool ranges = false;
    bool records = false;
};

void noteFindings(const Context& context, const doc::Document& document) {
    for (const Finding& finding : document.findings()) {
        context.note(finding.place.print() + u": " + finding.sentence);
    }
}

/// Places of a record are its own: its number and the byte in the file say where it stands.
void noteRecordFindings(const Context& context, const doc::Document& record, std::uint64_t number, std::uint64_t begin) {
    for (const Finding& finding : record.findings()) {
        const std::uint64_t byte = begin + (finding.place.byte == Place::npos ? 0 : finding.place.byte);
        context.note(say("Record %1, byte %2: %3").arg(number).arg(byte).arg(finding.sentence));
    }
}

Exit showRecords(Context& context, const ShowOptions& options) {
    std::uint64_t number = 0;
    const Done done = streamDocuments(options.file, options.format, [&](const doc::DocumentPtr& document, std::uint64_t begin) {
        context.line(doc::writeJsonLine(document->root()));
        noteRecordFindings(context, *document, ++number, begin);
        return !context.stop.stop_requested();
    });
    return done ? Exit::good : context.failed(done.error());
}

Exit show(Context& context, const ShowOptions& options) {
    if (options.records) {
        return showRecords(context, options);
    }
    const auto opened = openInput(options.file, options.format);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto document = readDocument(*opened, options.file);
    if (!document) {
        return context.failed(document.error());
    }
    const auto print = [](std::string_view piece) { std::fwrite(piece.data(), 1, piece.size(), stdout); };
    if (options.ranges) {
        doc::streamRanges((*document)->root(), print);
    } else {
        doc::streamJson((*document)->root(), {.indent = context.json ? 0 : 2}, print);
        print("\n");
    }
    noteFindings(context, **document);
    return Exit::good;
}

struct ConvertOptions {
    std::string from, to;
    FormatChoice source, target;
};

Done writeOutput(const std::string& path, std::string_view bytes) {
    if (path == "-") {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        return {};
    }
    return writeFileAtomically(pathFromUtf8(path), bytes);
}

/// Writes documents, by a schema where one is named.
struct Target {
    doc::CodecPtr codec;
    std::optional<schema::TargetForm> form;
};

Result<Target> targetBySchema(const ConvertOptions& options, const Setup& source) {
    const std::string& schema = options.target.schema;
    if (!options.target.layoutPath.empty()) {
        return fail(ErrorCode::wrongUse, say("Cannot write by a schema and by a layout."),
                    say("Name the schema in the layout, or leave the layout out."));
    }
    const bool isSaid = options.to != "-" || !options.target.id.empty();
    PB_TRY(format, isSaid ? doc::formatOf(options.target.id, {}, options.to, {}) : Result<const doc::FormatInfo*>(source.format));
    const auto located = [&](const Error& error) { return fail(inFile(error, schema)); };
    const auto layout = layoutOfTarget(schema, format->format);
    const auto codec = layout ? format->make(layout->settings) : located(layout.error());
    const auto isFormed = isFormedBy(schema, format->format);
    if (!codec || !isFormed) {
        return located(codec ? isFormed.error() : codec.error());
    }
    Target target{*codec, {}};
    if (*isFormed) {
        auto form = schema::TargetForm::open(schema, *format, loadSchemaFile);
        if (!form) {
            return located(form.error());
        }
        target.form = std::move(*form);
    }
    return target;
}

/// Without a layout of its own, a target of the source's format has the source's layout.
Result<doc::CodecPtr> codecByLayout(const ConvertOptions& options, const Setup& source) {
    if (options.target.layoutPath.empty()) {
        if (options.to == "-" && options.target.id.empty()) {
            return source.codec;
        }
        PB_TRY(format, doc::formatOf(options.target.id, {}, options.to, {}));
        return format == source.format ? source.codec : format->make({});
    }
    PB_TRY(setup, setupFor(options.target, options.to, {}));
    return setup.codec;
}

Result<Target> targetOf(const ConvertOptions& options, const Setup& source) {
    if (!options.target.schema.empty()) {
        return targetBySchema(options, source);
    }
    PB_TRY(codec, codecByLayout(options, source));
    return Target{std::move(codec), {}};
}

/// The document as the schema has it; itself where it is so already, and its bytes stay. What does not fit is told, and nothing is written then.
Result<doc::DocumentPtr> formed(const Context& context, const ConvertOptions& options, const schema::TargetForm& form,
                                const doc::DocumentPtr& source) {
    PB_TRY(arranged, form.arrange(source->root()));
    for (const schema::Fault& fault : arranged.faults) {
        context.note(qs(printFault(fault, options.from)));
    }
    if (!arranged.faults.empty()) {
        return fail(ErrorCode::invalidInput, say("Nothing is written: the document does not fit the schema %1.").arg(qs(options.target.schema)),
                    say("Change what is named above, or the schema."));
    }
    const bool isFitting = doc::isSameTree(source->root(), arranged.document->root());
    return isFitting ? source : std::move(arranged.document);
}

Exit convert(Context& context, const ConvertOptions& options) {
    const auto opened = openInput(options.from, options.source);
    if (!opened) {
        return context.failed(opened.error());
    }
    const auto target = targetOf(options, opened->setup);
    if (!target) {
        return context.failed(target.error());
    }
    const auto source = readDocument(*opened, options.from);
    if (!source) {
        return context.failed(source.error());
    }
    noteFindings(context, **source);
    const auto document = target->form ? formed(context, options, *target->form, *source) : source;
    if (!document) {
        return context.failed(inFile(document.error(), options.from));
    }
    const auto written = target->codec->write((*document)->root());
    if (!written) {
        Error error = written.error();
        error.place = *document == *source ? error.place : Place();  // of a text that nobody sees
        return context.failed(inFile(std::move(error), options.from));
    }
    const Done done = writeOutput(options.to, *written);
    return done ? Exit::good : context.failed(done.error());
}

struct AcknowledgeOptions {
    std::string file;
    FormatChoice format;
    bool isStrict = false;
};

/// The 997 or CONTRL on stdout; what it tells of each fault on stderr too, for people.
Exit acknowledge(Context& context, const AcknowledgeOptions& options) {
    const auto text = readInput(options.file);
    if (!text) {
        return context.failed(text.error());
    }
    const auto layout = readLayout(options.format.layoutPath);
    const auto format = layout ? doc::formatOf(options.format.id, layout->settings, options.file, *text) : fail(layout.error());
    if (!format) {
        return context.failed(format.error());
    }
    if ((*format)->format != doc::Format::x12 && (*format)->format != doc::Format::edifact) {
        return context.failed({ErrorCode::wrongUse, say("Cannot acknowledge the file. It is neither X12 nor EDIFACT."),
                               say("Name its format with --format."), {options.file}});
    }
    const auto setup = doc::readEdiLayout(layout->settings);
    if (!setup) {
        return context.failed(inFile(setup.error(), options.format.layoutPath));
    }
    const auto reading = doc::readEdiForAnswer(*text, nullptr, setup->options());
    doc::EdiAnswerOptions answer;
    answer.rejectsElementErrors = options.isStrict;
    answer.lineEnd = setup->style.lineEnd;
    answer.guides = setup->guides.get();
    const auto written = reading ? doc::acknowledgeEdi(*reading, answer) : fail(reading.error());
    if (!written) {
        return context.failed(inFile(written.error(), options.file));
    }
    noteFindings(context, *reading->document);
    if (written->bytes.empty()) {
        context.note(say("There is nothing to acknowledge: the file holds only acknowledgements."));
    }
    const Done done = writeOutput("-", written->bytes);
    return !done ? context.failed(done.error()) : doc::rejectsAny(*reading, answer) ? Exit::findings : Exit::good;
}

Run showOptions(CLI::App& parser) {
    auto options = std::make_shared<ShowOptions>();
    parser.add_option("file", options->file, "File, or - for standard input")->required();
    addFormat(parser, options->format);
    parser.add_option("--schema", options->format.schema, "Schema of the document: its messages' types, its elements that repeat");
    parser.add_flag("--ranges", options->ranges, "One line a node: its pointer and byte range");
    parser.add_flag("--records", options->records, "One line a record (row, message, line), in flat memory");
    return [options](Context& context) { return show(context, *options); };
}

Run convertOptions(CLI::App& parser) {
    auto options = std::make_shared<ConvertOptions>();
    parser.add_option("in", options->from, "File, or - for standard input")->required();
    parser.add_option("out", options->to, "File, or - for standard output")->required();
    addFormat(parser, options->source);
    parser.add_option("--to", options->target.id, "Format to write; without it the name says it");
    parser.add_option("--schema", options->source.schema, "Schema of the document that is read");
    parser.add_option("--to-layout", options->target.layoutPath, "Layout to write with");
    parser.add_option("--to-schema", options->target.schema, "Schema to write by: order, names, what does not fit is told");
    return [options](Context& context) { return convert(context, *options); };
}

Run echoOptions(CLI::App& parser) {
    auto options = std::make_shared<ConvertOptions>();
    options->to = "-";
    parser.add_option("file", options->from, "File, or - for standard input")->required();
    addFormat(parser, options->source);
    parser.add_option("--schema", options->source.schema, "Schema of the document");
    return [options](Context& context) { return convert(context, *options); };
}

Run acknowledgeOptions(CLI::App& parser) {
    auto options = std::make_shared<AcknowledgeOptions>();
    parser.add_option("file", options->file, "X12 or EDIFACT file, or - for standard input")->required();
    addFormat(parser, options->format);
    parser.add_flag("--strict", options->isStrict, "Wrong elements reject their set; without it they are accepted with errors");
    return [options](Context& context) { return acknowledge(context, *options); };
}

}  // namespace

std::vector<Verb> docVerbs() {
    return {
        {"doc", "show", QT_TRANSLATE_NOOP("pb", "Shows the tree of a document as JSON"),
         "patchbay-cli doc show samples/order.csv --ranges", showOptions},
        {"doc", "echo", QT_TRANSLATE_NOOP("pb", "Reads a document and writes it again"),
         "patchbay-cli doc echo order.json", echoOptions},
        {"doc", "convert", QT_TRANSLATE_NOOP("pb", "Reads a document and writes it in another format"),
         "patchbay-cli doc convert orders.csv orders.json", convertOptions},
        {"doc", "acknowledge", QT_TRANSLATE_NOOP("pb", "Writes the 997 or CONTRL that answers a file; 1 when it rejects"),
         "patchbay-cli doc acknowledge order.x12", acknowledgeOptions},
    };
}

}  // namespace pb::app
