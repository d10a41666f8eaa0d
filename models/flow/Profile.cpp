#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Yaml.h"
#include "models/flow/DeadLetter.h"
#include "models/flow/FieldReading.h"

namespace pb::flow {

namespace {

tl::unexpected<Error> wrong(doc::Value where, const QString& what) {
    return fail(ErrorCode::invalidInput, QString(say("Cannot use the dead-letter profile. ") + what), {},
                where ? where.place() : Place());
}

Result<doc::DocumentPtr> readEither(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool isJson = first != std::string_view::npos && text[first] == '{';
    return isJson ? doc::readJson(text) : doc::readYaml(text);
}

Result<std::vector<std::string>> readNames(doc::Value root, std::string_view member) {
    std::vector<std::string> out;
    const doc::Value list = root.find(member);
    if (list && !list.is(doc::Kind::array)) return wrong(list, say("“%1” must be a list of header names.").arg(qs(member)));
    for (const doc::Value each : list.children()) {
        if (!each.is(doc::Kind::string) || each.text().empty()) {
            return wrong(each, say("“%1” must be a list of header names.").arg(qs(member)));
        }
        out.emplace_back(each.text());
    }
    return out;
}

Result<FieldRule> readRule(doc::Value member) {
    const auto field = failureFieldNamed(member.name());
    if (!field) return wrong(member, say("There is no field “%1”.").arg(qs(member.name())));
    FieldRule out;
    out.field = *field;
    const bool isObject = member.is(doc::Kind::object);
    out.header = isObject ? member.find("header").text() : member.text();
    if (out.header.empty()) return wrong(member, say("The field “%1” names no header.").arg(qs(member.name())));
    const std::string_view encoding = member.find("encoding").text();
    if (!encoding.empty() && encoding != "automatic" && encoding != "bigEndian") {
        return wrong(member.find("encoding"), say("The encoding “%1” is not known; use automatic or bigEndian.").arg(qs(encoding)));
    }
    out.encoding = encoding == "bigEndian" ? FieldEncoding::bigEndian : FieldEncoding::automatic;
    out.takesLast = member.find("last").boolean();
    return out;
}

}  // namespace

Done Conventions::addProfile(std::string_view jsonOrYaml) {
    PB_TRY(document, readEither(jsonOrYaml));
    const doc::Value root = document->root();
    Convention out;
    out.id = root.find("id").text();
    if (out.id.empty()) return wrong(root, say("It has no “id”."));
    out.name = root.find("name").is(doc::Kind::string) ? root.find("name").text() : out.id;
    PB_TRY(signature, readNames(root, "signature"));
    if (signature.empty()) return wrong(root, say("It has no “signature”, so no message would ever be taken for one of these."));
    PB_TRY(dropped, readNames(root, "drop"));
    out.signature = std::move(signature);
    out.dropped = std::move(dropped);
    for (const doc::Value member : root.find("fields").children()) {
        PB_TRY(rule, readRule(member));
        out.dropped.push_back(rule.header);
        out.rules.push_back(std::move(rule));
    }
    add(std::move(out));
    return {};
}

}  // namespace pb::flow
