#include "models/base/Text.h"
#include "models/contract/ContractParts.h"

#include <algorithm>
#include <array>
#include <set>

namespace pb::contract {

namespace {

constexpr std::array<std::string_view, 8> methods{"get", "put", "post", "delete", "options", "head", "patch", "trace"};

std::string textOf(doc::Value value, std::string_view name) { return std::string(value.find(name).text()); }

std::string upper(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return out;
}

class Reader {
public:
    Reader(const References& references, ContractParts& parts, std::vector<Finding>& findings)
        : references_(references), parts_(parts), findings_(findings), root_(references.root()->root()) {}

    void read(int maxOperations) {
        readServers();
        for (const doc::Value item : root_.find("paths").children()) {
            const doc::Value path = references_.resolve(item);
            for (const doc::Value member : path.children()) {
                const bool isOperation = std::find(methods.begin(), methods.end(), member.name()) != methods.end();
                if (!isOperation || !member.is(doc::Kind::object)) {
                    continue;
                }
                if (static_cast<int>(parts_.operations.size()) >= maxOperations) {
                    report("contract.limit", say("The contract has more than %1 operations; the rest is not read.").arg(maxOperations), member);
                    return;
                }
                parts_.operations.push_back(operation(item.name(), path, member));
            }
        }
        checkIds();
    }

private:
    void report(const char* rule, const QString& sentence, doc::Value at) {
        Finding finding;
        finding.rule = rule;
        finding.sentence = sentence;
        finding.place = at.place();
        finding.place.address = references_.fileOf(at.document());
        findings_.push_back(std::move(finding));
    }

    void readServers() {
        for (const doc::Value server : root_.find("servers").children()) {
            std::string url = textOf(server, "url");
            for (const doc::Value variable : server.find("variables").children()) {
                const std::string mark = "{" + std::string(variable.name()) + "}";
                for (auto at = url.find(mark); at != std::string::npos; at = url.find(mark)) {
                    url.replace(at, mark.size(), variable.find("default").text());
                    if (variable.find("default").text().find(mark) != std::string_view::npos) {
                        break;
                    }
                }
            }
            parts_.servers.push_back(std::move(url));
        }
    }

    Operation operation(std::string_view path, doc::Value pathItem, doc::Value definition) {
        Operation made;
        made.method = upper(definition.name());
        made.path = path;
        made.id = textOf(definition, "operationId");
        if (made.id.empty()) {
            made.id = made.label();
        }
        made.summary = textOf(definition, "summary");
        made.deprecated = definition.find("deprecated").boolean();
        made.definition = definition;
        for (const doc::Value tag : definition.find("tags").children()) {
            made.tags.emplace_back(tag.text());
        }
        addParameters(pathItem.find("parameters"), made);
        addParameters(definition.find("parameters"), made);
        checkPathNames(made);
        if (const doc::Value body = references_.resolve(definition.find("requestBody")); body.is(doc::Kind::object)) {
            made.body = RequestBody{body.find("required").boolean(), content(body), body};
        }
        for (const doc::Value member : definition.find("responses").children()) {
            made.responses.push_back(response(member));
        }
        if (made.responses.empty()) {
            report("contract.responses", say("%1 documents no response.").arg(qs(made.label())), definition);
        }
        addSecurity(made);
        addIdempotency(made);
        return made;
    }

    void addParameters(doc::Value list, Operation& made) {
        for (const doc::Value item : list.children()) {
            const doc::Value definition = references_.resolve(item);
            Parameter parameter = this->parameter(definition, textOf(definition, "name"), textOf(definition, "in"));
            const auto same = std::find_if(made.parameters.begin(), made.parameters.end(), [&](const Parameter& other) {
                return other.name == parameter.name && other.in == parameter.in;
            });
            same == made.parameters.end() ? made.parameters.push_back(std::move(parameter)) : void(*same = std::move(parameter));
        }
    }

    Parameter parameter(doc::Value definition, std::string name, const std::string& in) {
        Parameter made;
        made.name = std::move(name);
        made.in = in == "path"     ? Parameter::In::path
                  : in == "header" ? Parameter::In::header
                  : in == "cookie" ? Parameter::In::cookie
                                   : Parameter::In::query;
        made.required = definition.find("required").boolean() || made.in == Parameter::In::path;
        made.style = textOf(definition, "style");
        const bool isForm = made.in == Parameter::In::query || made.in == Parameter::In::cookie;
        if (made.style.empty()) {
            made.style = isForm ? "form" : "simple";
        }
        const doc::Value explode = definition.find("explode");
        made.explode = explode ? explode.boolean() : made.style == "form";
        made.schema = definition.find("schema");
        made.definition = definition;
        made.examples = examples(definition);
        if (const doc::Value media = definition.find("content").at(0); media) {
            made.jsonContent = media.name().find("json") != std::string_view::npos;
            made.schema = media.find("schema");
            made.examples = examples(media);
        }
        return made;
    }

    std::vector<doc::Value> examples(doc::Value holder) const {
        std::vector<doc::Value> found;
        if (const doc::Value example = holder.find("example")) {
            found.push_back(example);
        }
        for (const doc::Value item : holder.find("examples").children()) {
            if (const doc::Value value = references_.resolve(item).find("value")) {
                found.push_back(value);
            }
        }
        return found;
    }

    std::vector<MediaType> content(doc::Value holder) const {
        std::vector<MediaType> made;
        for (const doc::Value media : holder.find("content").children()) {
            made.push_back({std::string(media.name()), media.find("schema"), media, examples(media)});
        }
        return made;
    }

    Response response(doc::Value member) {
        Response made;
        made.status = member.name();
        std::replace(made.status.begin(), made.status.end(), 'x', 'X');
        const doc::Value definition = references_.resolve(member);
        made.definition = definition ? definition : member;
        made.description = textOf(definition, "description");
        made.content = content(definition);
        for (const doc::Value header : definition.find("headers").children()) {
            made.headers.push_back(parameter(references_.resolve(header), std::string(header.name()), "header"));
        }
        return made;
    }

    void addSecurity(Operation& made) const {
        const doc::Value own = made.definition.find("security");
        for (const doc::Value alternative : (own ? own : root_.find("security")).children()) {
            std::vector<SecurityNeed> all;
            for (const doc::Value need : alternative.children()) {
                all.push_back(securityNeed(need));
            }
            made.security.push_back(std::move(all));
        }
    }

    SecurityNeed securityNeed(doc::Value need) const {
        const doc::Value scheme = references_.resolve(root_.find("components").find("securitySchemes").find(need.name()));
        SecurityNeed made;
        made.scheme = need.name();
        made.type = textOf(scheme, "type");
        made.httpScheme = textOf(scheme, "scheme");
        std::transform(made.httpScheme.begin(), made.httpScheme.end(), made.httpScheme.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        made.name = textOf(scheme, "name");
        const std::string in = textOf(scheme, "in");
        made.in = in == "query" ? Parameter::In::query : in == "cookie" ? Parameter::In::cookie : Parameter::In::header;
        for (const doc::Value scope : need.children()) {
            made.scopes.emplace_back(scope.text());
        }
        return made;
    }

    static void addIdempotency(Operation& made) {
        const doc::Value key = made.definition.find("x-patchbay-idempotency");
        if (key.is(doc::Kind::object)) {
            const bool inBody = textOf(key, "in") != "header";
            made.idempotency = IdempotencyKey{inBody, textOf(key, inBody ? "pointer" : "name")};
        }
    }

    void checkPathNames(const Operation& made) {
        std::string_view rest = made.path;
        for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
            const auto close = rest.find('}', open);
            if (close == std::string_view::npos) {
                return;
            }
            const std::string_view name = rest.substr(open + 1, close - open - 1);
            if (!made.parameter(name, Parameter::In::path)) {
                report("contract.path.parameter", say("The path of %1 has “{%2}”, which is not declared as a parameter.")
                                                      .arg(qs(made.label()), qs(name)), made.definition);
            }
            rest.remove_prefix(close + 1);
        }
    }

    void checkIds() {
        std::set<std::string_view> seen;
        for (const auto& made : parts_.operations) {
            if (!seen.insert(made.id).second) {
                report("contract.operation.id", say("The operationId “%1” is used twice.").arg(qs(made.id)), made.definition);
            }
        }
    }

    const References& references_;
    ContractParts& parts_;
    std::vector<Finding>& findings_;
    doc::Value root_;
};

}  // namespace

void readOpenApi(const References& references, int maxOperations, ContractParts& parts, std::vector<Finding>& findings) {
    Reader(references, parts, findings).read(maxOperations);
}

}  // namespace pb::contract
