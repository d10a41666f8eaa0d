#include "app/cli/Cli.h"

#include "models/base/Text.h"
#include "models/document/Json.h"

namespace pb::app {

namespace {

void printLine(std::FILE* file, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), file);
    std::fputc('\n', file);
}

void appendField(std::string& json, std::string_view name, std::string_view value) {
    json += json.back() == '{' ? "" : ",";
    doc::writeJsonString(name, json);
    json += ':';
    doc::writeJsonString(value, json);
}

void appendPlace(std::string& json, const Place& place) {
    if (!place.address.empty()) {
        appendField(json, "address", place.address);
    }
    if (place.line > 0) {
        json += ",\"line\":" + std::to_string(place.line) + ",\"column\":" + std::to_string(place.column);
    }
}

std::string asJson(const Error& error) {
    std::string json = "{";
    appendField(json, "code", wordFor(error.code));
    appendField(json, "sentence", utf8(error.sentence));
    appendPlace(json, error.place);
    if (!error.hint.isEmpty()) {
        appendField(json, "hint", utf8(error.hint));
    }
    if (error.cause) {
        json += ",\"cause\":" + asJson(*error.cause);
    }
    return json + "}";
}

std::string asJson(const Finding& finding) {
    static constexpr const char* words[] = {"note", "warning", "error"};
    std::string json = "{";
    appendField(json, "severity", words[static_cast<int>(finding.severity)]);
    appendField(json, "rule", finding.rule);
    appendField(json, "sentence", utf8(finding.sentence));
    if (!finding.why.isEmpty()) {
        appendField(json, "why", utf8(finding.why));
    }
    appendPlace(json, finding.place);
    return json + "}";
}

QString asText(const Finding& finding) {
    static const char* const words[] = {QT_TRANSLATE_NOOP("pb", "note"), QT_TRANSLATE_NOOP("pb", "warning"),
                                        QT_TRANSLATE_NOOP("pb", "error")};
    const QString place = finding.place.print();
    const QString word = say(words[static_cast<int>(finding.severity)]);
    return (place.isEmpty() ? QString() : place + u": ") + word + u": " + finding.sentence + u" [" + qs(finding.rule) + u']';
}

}  // namespace

void Context::line(std::string_view text) const { printLine(stdout, text); }

void Context::note(const QString& sentence) const { printLine(stderr, utf8(sentence)); }

Exit Context::failed(const Error& error) const {
    if (json) {
        line("{\"error\":" + asJson(error) + "}");
    } else {
        note(error.print());
    }
    switch (error.code) {
        case ErrorCode::wrongUse:
            return Exit::wrongUse;
        case ErrorCode::invalidInput:
            return Exit::findings;
        default:
            return Exit::couldNot;
    }
}

Exit Context::report(const std::vector<Finding>& findings) const {
    bool bad = false;
    std::string list = "[";
    for (const Finding& finding : findings) {
        bad = bad || finding.severity == Severity::error;
        if (json) {
            list += (list.size() > 1 ? "," : "") + asJson(finding);
        } else {
            line(utf8(asText(finding)));
        }
    }
    if (json) {
        line("{\"findings\":" + list + "]}");
    }
    return bad ? Exit::findings : Exit::good;
}

}  // namespace pb::app
