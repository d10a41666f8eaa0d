#include "models/flow/Problem.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/flow/Cause.h"
#include "models/flow/FieldReading.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace pb::flow {

namespace {

constexpr std::size_t maxErrors = 100;
constexpr std::size_t maxTemplateErrors = 5;
constexpr std::size_t maxDetail = 1u << 20;

using Names = std::initializer_list<std::string_view>;

doc::Value firstOf(doc::Value object, Names names) {
    for (const std::string_view name : names) {
        if (const doc::Value found = object.find(name)) return found;
    }
    return {};
}

std::string_view scalar(doc::Value value) {
    return value.is(doc::Kind::number) ? value.digits() : value.text();
}

/// FastAPI: "loc": ["body", "lines", 0, "qty"].
std::string pointerFrom(doc::Value loc) {
    std::string out;
    for (const doc::Value part : loc.children()) {
        if (part.index() != loc.index() + 1 || part.text() != "body") out.append("/").append(scalar(part));
    }
    return out;
}

ProblemError readError(doc::Value entry) {
    ProblemError out;
    if (entry.is(doc::Kind::string)) {
        out.sentence = entry.text();
        return out;
    }
    const doc::Value place = firstOf(entry, {"pointer", "instancePath", "instanceLocation", "path", "propertyPath", "field",
                                             "property", "name", "loc"});
    out.pointer = place.is(doc::Kind::array) ? pointerFrom(place) : std::string(place.text());
    out.keyword = scalar(firstOf(entry, {"keyword", "rule", "code", "type", "error"}));
    out.schema = firstOf(entry, {"schemaPointer", "schemaPath", "absoluteKeywordLocation", "keywordLocation",
                                 "schemaLocation", "schema"}).text();
    out.sentence = firstOf(entry, {"message", "detail", "msg", "reason", "title", "description"}).text();
    return out;
}

/// ASP.NET: "errors": {"lines[0].qty": ["must be a number"]}.
ProblemError readMember(doc::Value member) {
    ProblemError out;
    out.pointer = member.name();
    out.sentence = member.is(doc::Kind::array) ? member.at(0).text() : member.text();
    return out;
}

std::vector<ProblemError> readErrors(doc::Value root) {
    std::vector<ProblemError> out;
    for (const std::string_view name : {"errors", "violations", "invalid-params", "invalidParams", "details", "detail"}) {
        const doc::Value list = root.find(name);
        if (!list.is(doc::Kind::array) && !list.is(doc::Kind::object)) continue;
        for (const doc::Value entry : list.children()) {
            if (out.size() < maxErrors) out.push_back(list.is(doc::Kind::array) ? readError(entry) : readMember(entry));
        }
        break;
    }
    return out;
}

/// Positions in lists are no part of a cause: "/lines/3/qty" and "lines[3].qty" → "/lines/*/qty", "lines[*].qty".
std::string maskPointer(std::string_view pointer) {
    std::string out;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        out += pointer[i];
        if (pointer[i] != '/' && pointer[i] != '[' && pointer[i] != '.') continue;
        std::size_t end = i + 1;
        while (end < pointer.size() && pointer[end] >= '0' && pointer[end] <= '9') ++end;
        const bool isIndex = end > i + 1 && (end == pointer.size() || std::string_view("/].").find(pointer[end]) != std::string_view::npos);
        if (!isIndex) continue;
        out += '*';
        i = end - 1;
    }
    return out;
}

std::string templateOfProblem(const ProblemDocument& problem) {
    std::string out = problem.status > 0 ? std::to_string(problem.status) : std::string();
    std::vector<std::string> parts;
    for (const ProblemError& error : problem.errors) {
        std::string part = maskPointer(error.pointer);
        if (!part.empty()) part += ' ';
        part += error.keyword.empty() ? templateOf(error.sentence) : error.keyword;
        if (std::ranges::find(parts, part) == parts.end() && parts.size() < maxTemplateErrors) parts.push_back(std::move(part));
    }
    std::ranges::sort(parts);
    for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? " " : "; ") + parts[i];
    if (!parts.empty()) return out;
    const std::string_view named = problem.type.empty() || problem.type == "about:blank" ? problem.title : problem.type;
    return out + ' ' + std::string(named);
}

}  // namespace

Result<ProblemDocument> readProblem(std::string_view detail) {
    PB_TRY(document, doc::readJson(detail, nullptr, {.depth = 64, .bytes = maxDetail}));
    const doc::Value root = document->root();
    ProblemDocument out;
    out.type = root.find("type").text();
    out.title = root.find("title").text();
    out.sentence = firstOf(root, {"detail", "message", "error_description", "error"}).text();
    out.instance = root.find("instance").text();
    out.status = readNumber(scalar(firstOf(root, {"status", "statusCode", "code"}))).value_or(0);
    out.errors = readErrors(root);
    if (out.title.empty() && out.status == 0 && out.errors.empty() && out.sentence.empty()) {
        return fail(ErrorCode::invalidInput, say("The answer is no problem document: it names no title, status or error."));
    }
    return out;
}

std::string detailTemplateOf(std::string_view detail) {
    const std::size_t first = detail.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    if (detail[first] == '{') {
        if (const auto problem = readProblem(detail)) return templateOfProblem(*problem);
    }
    return templateOf(detail);
}

}  // namespace pb::flow
