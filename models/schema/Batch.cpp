#include "models/schema/Batch.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/schema/JsonText.h"
#include "models/schema/compile/Rules.h"
#include "models/schema/compile/Uri.h"

#include <array>
#include <unordered_map>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

std::string unanswerable(const Error& error) {
    return R"({"valid": null, "errors": [], "error": )" + jsonText(utf8(error.print())) + "}";
}

/// The name that a schema without a file has in errors.
std::string fileFor(std::string_view language) {
    return language == "xsd" ? "schema.xsd" : language == "avro" ? "schema.avsc" : language == "protobuf" ? "schema.proto" : "";
}

Result<std::string> readInside(const std::filesystem::path& folder, const std::string& name) {
    const std::filesystem::path inside = pathFromUtf8(name).lexically_normal();
    if (inside.is_absolute() || inside.string().starts_with("..")) {
        return fail(ErrorCode::refused, say("“%1” leads out of the folder.").arg(qs(name)));
    }
    return readFile(folder / inside);
}

}  // namespace

Resolver folderResolver(std::string uriPrefix, std::filesystem::path folder) {
    return [prefix = std::move(uriPrefix), folder = std::move(folder)](std::string_view uri) -> Result<doc::DocumentPtr> {
        if (!uri.starts_with(prefix)) {
            return fail(ErrorCode::notFound, say("“%1” is not below “%2”.").arg(qs(uri), qs(prefix)));
        }
        PB_TRY(text, readInside(folder, percentDecoded(uri.substr(prefix.size()))));
        return doc::readJson(std::move(text));
    };
}

FileLoader folderLoader(std::filesystem::path folder) {
    return [folder = std::move(folder)](const std::string& path) { return readInside(folder, path); };
}

std::optional<Dialect> dialectFromText(std::string_view text) {
    struct Named {
        std::string_view name;
        Dialect dialect;
    };
    static constexpr std::array<Named, 13> names{{
        {"3", Dialect::draft3}, {"03", Dialect::draft3}, {"4", Dialect::draft4}, {"04", Dialect::draft4},
        {"6", Dialect::draft6}, {"06", Dialect::draft6}, {"7", Dialect::draft7}, {"07", Dialect::draft7},
        {"2019-09", Dialect::draft2019}, {"2019", Dialect::draft2019}, {"2020-12", Dialect::draft2020},
        {"2020", Dialect::draft2020}, {"next", Dialect::draft2020},
    }};
    if (text == "openapi-3.0" || text == "openapi3.0") {
        return Dialect::openApi30;
    }
    if (text == "openapi-3.1" || text == "openapi3.1") {
        return Dialect::openApi31;
    }
    if (text.starts_with("draft")) {
        text.remove_prefix(5);
    }
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    for (const Named& entry : names) {
        if (entry.name == text) {
            return entry.dialect;
        }
    }
    return dialectOf(text);
}

struct BatchValidator::Impl {
    static constexpr std::size_t mostKept = 256;

    Resolver resolver;
    FileLoader loader;
    std::unordered_map<std::string, DocumentValidatorPtr> kept;

    Result<CompileOptions> optionsOf(Value request) const {
        CompileOptions options;
        options.resolver = resolver;
        options.assertFormats = request.find("formats").boolean();
        const Value draft = request.find("draft");
        if (draft.isValid()) {
            const auto dialect = dialectFromText(draft.is(Kind::string) ? draft.text() : draft.raw());
            if (!dialect) {
                return fail(ErrorCode::wrongUse, say("“%1” is no draft.").arg(qs(draft.raw())),
                            say("3, 4, 6, 7, 2019-09, 2020-12, openapi-3.0 and openapi-3.1 are."));
            }
            options.dialect = *dialect;
        }
        return options;
    }

    Result<DocumentValidatorPtr> validatorFor(Value request) {
        PB_TRY(options, optionsOf(request));
        const Value schema = request.find("schema");
        const std::string_view said = request.find("language").text();
        const std::string_view language = said.substr(0, said.find('#'));
        std::string key = std::to_string(int(options.dialect)) + (options.assertFormats ? "f" : " ");
        key.append(said).append(" ").append(schema.raw());
        if (const auto known = kept.find(key); known != kept.end()) {
            return known->second;
        }
        const bool isText = schema.is(Kind::string) && !language.empty();
        std::string text(isText ? schema.text() : schema.raw());  // alone, so that # is the schema
        PB_TRY(validator, makeValidator(std::move(text), fileFor(language) + std::string(said.substr(language.size())),
                                        language.empty() ? "json-schema" : language, options, loader));
        if (kept.size() >= mostKept) {
            kept.clear();
        }
        kept.emplace(std::move(key), validator);
        return validator;
    }

    Result<std::string> answer(std::string_view line) {
        PB_TRY(document, doc::readJson(line, nullptr));
        const Value request = document->root();
        const Value instance = request.find("instance");
        if (!request.find("schema").isValid() || !instance.isValid()) {
            return fail(ErrorCode::wrongUse, say("Cannot answer the line. “schema” and “instance” are required."));
        }
        PB_TRY(validator, validatorFor(request));
        PB_TRY(alone, doc::readJson(std::string(instance.raw())));  // pointers and bytes of the instance alone
        const auto faults = validator->faults(alone->root());
        return std::string(R"({"valid": )") + (faults.empty() ? "true" : "false") + R"(, "errors": )" + faultsJson(faults) + "}";
    }
};

BatchValidator::BatchValidator(Resolver resolver, FileLoader loader) : impl_(std::make_unique<Impl>()) {
    impl_->resolver = std::move(resolver);
    impl_->loader = std::move(loader);
}
BatchValidator::~BatchValidator() = default;

std::string BatchValidator::answer(std::string_view line) {
    const auto answer = impl_->answer(line);
    return answer ? *answer : unanswerable(answer.error());
}

}  // namespace pb::schema
