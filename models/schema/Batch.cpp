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

std::string violationJson(const Violation& violation) {
    const doc::ByteRange range = violation.instance.range();
    std::string out = R"({"instance": )" + jsonText(violation.instance.pointer());
    out += R"(, "begin": )" + std::to_string(range.begin) + R"(, "end": )" + std::to_string(range.end);
    out += R"(, "keyword": )" + jsonText(violation.keyword) + R"(, "schema": )" + jsonText(violation.schemaPointer);
    if (violation.schema.isValid()) {
        const Place place = violation.schema.place();
        out += R"(, "at": )" + jsonText(violation.schema.pointer()) + R"(, "line": )" + std::to_string(place.line) +
               R"(, "column": )" + std::to_string(place.column);
    }
    return out + R"(, "sentence": )" + jsonText(utf8(violation.sentence())) + "}";
}

}  // namespace

Resolver folderResolver(std::string uriPrefix, std::filesystem::path folder) {
    return [prefix = std::move(uriPrefix), folder = std::move(folder)](std::string_view uri) -> Result<doc::DocumentPtr> {
        if (!uri.starts_with(prefix)) {
            return fail(ErrorCode::notFound, say("“%1” is not below “%2”.").arg(qs(uri), qs(prefix)));
        }
        const std::filesystem::path inside = pathFromUtf8(percentDecoded(uri.substr(prefix.size()))).lexically_normal();
        if (inside.is_absolute() || inside.string().starts_with("..")) {
            return fail(ErrorCode::refused, say("“%1” leads out of the folder.").arg(qs(uri)));
        }
        PB_TRY(text, readFile(folder / inside));
        return doc::readJson(std::move(text));
    };
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

std::string violationsJson(const std::vector<Violation>& violations) {
    std::string out = "[";
    for (const Violation& violation : violations) {
        out += (out.size() > 1 ? ", " : "") + violationJson(violation);
    }
    return out + "]";
}

struct BatchValidator::Impl {
    static constexpr std::size_t mostKept = 256;

    Resolver resolver;
    std::unordered_map<std::string, Validator> kept;

    Result<Validator> validatorFor(Value request) {
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
        const Value schema = request.find("schema");
        const std::string key = std::to_string(int(options.dialect)) + (options.assertFormats ? "f" : " ") + std::string(schema.raw());
        if (const auto known = kept.find(key); known != kept.end()) {
            return known->second;
        }
        PB_TRY(document, doc::readJson(std::string(schema.raw())));  // alone, so that # is the schema
        PB_TRY(validator, Validator::compile(document, document->root(), options));
        if (kept.size() >= mostKept) {
            kept.clear();
        }
        kept.emplace(key, validator);
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
        const auto violations = validator.violations(alone->root());
        return std::string(R"({"valid": )") + (violations.empty() ? "true" : "false") + R"(, "errors": )" +
               violationsJson(violations) + "}";
    }
};

BatchValidator::BatchValidator(Resolver resolver) : impl_(std::make_unique<Impl>()) { impl_->resolver = std::move(resolver); }
BatchValidator::~BatchValidator() = default;

std::string BatchValidator::answer(std::string_view line) {
    const auto answer = impl_->answer(line);
    return answer ? *answer : unanswerable(answer.error());
}

}  // namespace pb::schema
