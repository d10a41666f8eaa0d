#include "app/cli/nouns/DocumentInput.h"
#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/schema/Tree.h"

#include <CLI/CLI.hpp>

#include <optional>

namespace pb::app {

namespace {

using schema::Inference;
using schema::InferenceOptions;

struct InferOptions {
    std::vector<std::string> files;
    FormatChoice format;
    std::string into;
    bool whole = false;
    int tightness = 2;
    std::optional<double> requiredShare;
    std::optional<std::size_t> mostChoices, repeats;

    InferenceOptions tight() const {
        InferenceOptions options = InferenceOptions::atTightness(tightness);
        options.requiredShare = requiredShare.value_or(options.requiredShare);
        options.mostChoices = mostChoices.value_or(options.mostChoices);
        options.repeats = repeats.value_or(options.repeats);
        return options;
    }
};

/// An inference that goes on from a file, where that is there.
Result<Inference> begin(const InferOptions& options) {
    std::error_code ignored;
    if (options.into.empty() || !std::filesystem::exists(pathFromUtf8(options.into), ignored)) {
        return Inference(options.tight());
    }
    PB_TRY(memory, readFile(pathFromUtf8(options.into)));
    auto inference = Inference::restored(memory, options.tight());
    return inference ? std::move(inference) : fail(inFile(inference.error(), options.into));
}

Done addFile(const Context& context, const InferOptions& options, const std::string& file, Inference& inference) {
    if (!options.whole) {
        return streamDocuments(file, options.format, [&](const doc::DocumentPtr& document, std::uint64_t) {
            inference.add(document->root());
            return !context.stop.stop_requested();
        });
    }
    PB_TRY(opened, openInput(file, options.format));
    PB_TRY(document, readDocument(opened, file));
    inference.add(document->root());
    return {};
}

Exit infer(Context& context, const InferOptions& options) {
    if (options.files.empty() && options.into.empty()) {
        return context.failed(Error(ErrorCode::wrongUse, say("At least one file with documents is needed.")));
    }
    auto inference = begin(options);
    if (!inference) {
        return context.failed(inference.error());
    }
    for (const std::string& file : options.files) {
        const Done done = addFile(context, options, file, *inference);
        if (!done) {
            return context.failed(done.error());
        }
    }
    if (context.stop.stop_requested()) {
        return context.failed(Error(ErrorCode::cancelled, say("Stopped before all documents were read.")));
    }
    if (!options.into.empty()) {
        if (const Done written = writeFileAtomically(pathFromUtf8(options.into), inference->memory()); !written) {
            return context.failed(written.error());
        }
    }
    std::string text = inference->jsonSchema();
    text.pop_back();
    context.line(text);
    context.note(inference->count() == 1 ? say("1 document.") : say("%1 documents.").arg(inference->count()));
    return Exit::good;
}

Run inferOptions(CLI::App& parser) {
    auto options = std::make_shared<InferOptions>();
    parser.add_option("files", options->files, "Files of any format, or - for standard input; each record is a document");
    addFormat(parser, options->format);
    parser.add_flag("--whole", options->whole, "Each file is one document, whatever records it has");
    parser.add_option("--into", options->into, "File that keeps what was seen: more documents are added to it");
    parser.add_option("--tightness", options->tightness,
                      "0 types, 1 and what is required, 2 and formats and choices, 3 and bounds, 4 and no other names")
        ->check(CLI::Range(InferenceOptions::loosest, InferenceOptions::tightest))
        ->capture_default_str();
    parser.add_option("--required-share", options->requiredShare, "Share of the parents that make a member required, as 0.95")
        ->check(CLI::Range(0.0, 1.0));
    parser.add_option("--most-choices", options->mostChoices, "Most different texts that are taken for choices");
    parser.add_option("--repeats", options->repeats, "How often each of them must have come on average");
    return [options](Context& context) { return infer(context, *options); };
}

}  // namespace

std::vector<Verb> schemaInferVerbs() {
    return {
        {"schema", "infer", QT_TRANSLATE_NOOP("pb", "Makes a JSON Schema of documents"),
         "patchbay-cli schema infer orders.ndjson --tightness 3 --into orders.seen.json", inferOptions},
    };
}

}  // namespace pb::app
