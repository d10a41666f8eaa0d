#include "models/contract/Cases.h"

#include "models/base/Text.h"
#include "models/contract/Check.h"
#include "models/contract/RequestDraft.h"
#include "models/contract/Variations.h"

#include <algorithm>
#include <array>
#include <set>

namespace pb::contract {

namespace {

const char* placeWord(Parameter::In in) {
    return in == Parameter::In::path ? "path" : in == Parameter::In::header ? "header" : in == Parameter::In::cookie ? "cookie" : "query";
}

/// The cases of one operation.
class OperationCases {
public:
    OperationCases(const Contract& contract, std::size_t index, const CaseOptions& options)
        : contract_(contract), operation_(contract.operations()[index]), index_(index), options_(options),
          random_(options.seed * 0x9e3779b97f4a7c15u + index) {}

    Result<std::vector<Case>> make() {
        PB_TRY(base, baseDraft());
        base_ = std::move(base);
        addExamples();
        addPlain();
        varyParameters();
        varyBody();
        breakFraming();
        return bounded();
    }

private:
    Result<RequestDraft> baseDraft() {
        RequestDraft draft;
        for (std::size_t i = 0; i < operation_.parameters.size(); ++i) {
            const Parameter& parameter = operation_.parameters[i];
            auto value = parameterValue(parameter);
            if (value && parameter.required) {
                draft.parameters[i] = std::move(*value);
            } else if (parameter.required) {
                return fail(ErrorCode::unsupported, say("No value was found for the %1 parameter “%2” of %3.")
                                                        .arg(QLatin1String(placeWord(parameter.in)), qs(parameter.name), qs(operation_.label())));
            }
        }
        media_ = jsonMedia();
        if (!media_) {
            return draft;
        }
        draft.contentType = media_->range;
        draft.body = media_->schema ? sampleValue(contract_, media_->schema, random_) : std::nullopt;
        if (!media_->examples.empty()) {
            draft.body = JsonValue::of(media_->examples.front());
        }
        if (!draft.body && operation_.body->required) {
            return fail(ErrorCode::unsupported, say("No body was found that %1 accepts.").arg(qs(operation_.label())));
        }
        return draft;
    }

    std::optional<JsonValue> parameterValue(const Parameter& parameter) {
        if (!parameter.examples.empty()) {
            return JsonValue::of(parameter.examples.front());
        }
        return parameter.schema ? sampleValue(contract_, parameter.schema, random_) : std::optional(JsonValue::string("text"));
    }

    const MediaType* jsonMedia() const {
        if (!operation_.body) {
            return nullptr;
        }
        const auto& content = operation_.body->content;
        const auto found = std::find_if(content.begin(), content.end(), [](const MediaType& media) { return isJsonMediaType(media.range); });
        return found == content.end() ? nullptr : &*found;
    }

    void addExamples() {
        if (!options_.examples) {
            return;
        }
        const std::size_t count = media_ ? media_->examples.size() : 0;
        for (std::size_t i = 0; i < count; ++i) {
            RequestDraft draft = base_;
            draft.body = JsonValue::of(media_->examples[i]);
            add(CaseKind::example, draft, "body", "example " + std::to_string(i + 1), "example", say("is an example of the contract"), media_->examples[i]);
        }
    }

    void addPlain() {
        RequestDraft least = base_;
        if (media_ && media_->schema) {
            SampleStyle style;
            style.optionalMembers = false;
            if (auto body = sampleValue(contract_, media_->schema, random_, style)) {
                least.body = std::move(body);
            }
        }
        add(CaseKind::positive, least, "request", "required", "required", say("has only what is required"), operation_.definition);
        RequestDraft full = base_;
        for (std::size_t i = 0; i < operation_.parameters.size(); ++i) {
            if (auto value = full.parameters.contains(i) ? std::nullopt : parameterValue(operation_.parameters[i])) {
                full.parameters[i] = std::move(*value);
            }
        }
        add(CaseKind::positive, full, "request", "all", "optional", say("has everything"), operation_.definition);
    }

    void varyParameters() {
        for (std::size_t i = 0; i < operation_.parameters.size(); ++i) {
            const Parameter& parameter = operation_.parameters[i];
            const std::string part = std::string(placeWord(parameter.in)) + " " + parameter.name;
            if (parameter.required && parameter.in != Parameter::In::path) {
                RequestDraft draft = base_;
                draft.parameters.erase(i);
                add(CaseKind::negative, draft, part, "missing", "required", say("is missing"), parameter.definition);
            }
            const auto value = parameter.schema ? parameterValue(parameter) : std::nullopt;
            if (!value) {
                continue;
            }
            for (const auto& variation : variationsOf(contract_, parameter.schema, *value, random_)) {
                RequestDraft draft = base_;
                draft.parameters[i] = variation.value;
                add(variation, draft, part);
            }
        }
    }

    void varyBody() {
        if (!media_ || !media_->schema || !base_.body) {
            return;
        }
        for (const auto& variation : variationsOf(contract_, media_->schema, *base_.body, random_)) {
            RequestDraft draft = base_;
            draft.body = variation.value;
            add(variation, draft, "body");
        }
    }

    void breakFraming() {
        if (!media_ || !base_.body) {
            return;
        }
        RequestDraft none = base_;
        none.body.reset();
        add(CaseKind::negative, none, "body", "missing", "required", say("is missing"), operation_.body->definition.find("required"));
        RequestDraft half = base_;
        half.rawBody = base_.body->json();
        half.rawBody.pop_back();
        half.body.reset();
        add(CaseKind::negative, half, "body", "half", "json", say("is cut off"), media_->definition);
        RequestDraft other = base_;
        other.contentType = "text/plain";
        add(CaseKind::negative, other, "header Content-Type", "other", "content", say("is text/plain"), operation_.body->definition.find("content"));
    }

    void add(const Variation& variation, const RequestDraft& draft, const std::string& part) {
        const std::string name = (variation.where.empty() ? "" : variation.where + "/") + variation.keyword;
        const QString what = variation.where.empty() ? variation.what : say("%1 %2").arg(qs(variation.where), variation.what);
        add(variation.keeps ? CaseKind::positive : CaseKind::negative, draft, part, name, variation.keyword, what, variation.clause);
    }

    /// The contract's own check decides: what it judges otherwise than meant is left out.
    void add(CaseKind kind, RequestDraft draft, const std::string& part, const std::string& name, const std::string& keyword,
             const QString& what, doc::Value clause) {
        const bool isNegative = kind == CaseKind::negative;
        if ((isNegative && !options_.negative) || (kind == CaseKind::positive && !options_.positive)) {
            return;
        }
        if (kind == CaseKind::positive) {
            freshKey(draft);
        }
        Case made;
        made.request = requestOf(operation_, draft, options_.baseUrl);
        const OperationMatch match = contract_.match(made.request.method, made.request.url);
        if (match.operation != &operation_ || checkRequest(contract_, match, made.request).empty() == isNegative) {
            return;
        }
        if (!seen_.insert(textOf(made.request)).second) {
            return;
        }
        static constexpr std::array<const char*, 3> kinds{"example", "positive", "negative"};
        made.id = operation_.id + "/" + kinds[static_cast<std::size_t>(kind)] + "/" + part + "/" + name;
        const int repeat = ids_[made.id]++;
        made.id += repeat > 0 ? "#" + std::to_string(repeat + 1) : "";
        made.kind = kind;
        made.operation = index_;
        made.title = say("%1: %2").arg(qs(part), what);
        made.part = part;
        made.keyword = keyword;
        made.clause = contract_.clauseOf(clause);
        cases_.push_back(std::move(made));
    }

    /// Two positives with one idempotency key would be a conflict, not a test.
    void freshKey(RequestDraft& draft) {
        if (!operation_.idempotency || !operation_.idempotency->inBody || !draft.body) {
            return;
        }
        const JsonPath path = pathOf(operation_.idempotency->name);
        const JsonValue* present = at(*draft.body, path);
        doc::Value schema = media_->schema;
        for (const auto& step : path) {
            const Shape shape = shapeOf(contract_, schema, random_);
            const auto found = std::find_if(shape.properties.begin(), shape.properties.end(),
                                            [&](const auto& one) { return one.first == std::get<std::string>(step); });
            schema = found == shape.properties.end() ? doc::Value() : found->second;
        }
        SampleStyle style;
        style.useExamples = false;
        const auto fresh = present && schema ? sampleValue(contract_, schema, random_, style) : std::nullopt;
        if (fresh) {
            *at(*draft.body, path) = *fresh;
        }
    }

    static std::string textOf(const HttpRequest& request) {
        std::string text = request.url + '\n' + request.body;
        for (const auto& [name, value] : request.headers) {
            text += '\n' + name + ':' + value;
        }
        return text;
    }

    /// Examples first. Of too many the first of each rule stays, and of the rest an even choice.
    std::vector<Case> bounded() {
        std::stable_sort(cases_.begin(), cases_.end(), [](const Case& a, const Case& b) { return a.kind < b.kind; });
        const std::size_t most = std::max<std::size_t>(1, options_.maxPerOperation);
        if (cases_.size() <= most) {
            return std::move(cases_);
        }
        std::vector<std::size_t> firsts, rest, chosen;
        std::set<std::pair<CaseKind, std::string>> rules;
        for (std::size_t i = 0; i < cases_.size(); ++i) {
            (rules.emplace(cases_[i].kind, cases_[i].keyword).second ? firsts : rest).push_back(i);
        }
        for (std::size_t i = 0; i < most; ++i) {
            const std::size_t left = most - std::min(most, firsts.size());
            chosen.push_back(i < firsts.size() ? firsts[i] : rest[(i - firsts.size()) * rest.size() / left]);
        }
        std::sort(chosen.begin(), chosen.end());
        std::vector<Case> kept;
        for (const std::size_t index : chosen) {
            kept.push_back(std::move(cases_[index]));
        }
        return kept;
    }

    const Contract& contract_;
    const Operation& operation_;
    std::size_t index_;
    const CaseOptions& options_;
    std::mt19937_64 random_;
    const MediaType* media_ = nullptr;
    RequestDraft base_;
    std::vector<Case> cases_;
    std::set<std::string> seen_;
    std::map<std::string, int> ids_;
};

}  // namespace

Result<CaseSet> makeCases(const Contract& contract, const CaseOptions& options) {
    CaseOptions filled = options;
    if (filled.baseUrl.empty() && !contract.servers().empty()) {
        filled.baseUrl = contract.servers().front();
    }
    if (filled.baseUrl.empty()) {
        return fail(ErrorCode::wrongUse, say("The contract “%1” names no server.").arg(qs(contract.file())), say("Give a base URL."));
    }
    CaseSet set;
    set.seed = options.seed;
    for (std::size_t i = 0; i < contract.operations().size(); ++i) {
        const Operation& operation = contract.operations()[i];
        const auto& wanted = options.operations;
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), operation.id) == wanted.end()) {
            continue;
        }
        auto cases = OperationCases(contract, i, filled).make();
        if (!cases) {
            Finding finding;
            finding.severity = Severity::warning;
            finding.rule = "contract.cases";
            finding.sentence = cases.error().sentence;
            finding.place = contract.clauseOf(operation.definition).place;
            set.findings.push_back(std::move(finding));
            continue;
        }
        std::move(cases->begin(), cases->end(), std::back_inserter(set.cases));
    }
    return set;
}

}  // namespace pb::contract
