#include "app/cli/Cli.h"

#include "models/base/Text.h"

namespace pb::app {

namespace {

void printLine(std::FILE* file, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), file);
    std::fputc('\n', file);
}

void addPlace(Row& row, const Place& place) {
    if (!place.address.empty()) {
        row.text("address", place.address);
    }
    if (place.line > 0) {
        row.number("line", place.line).number("column", place.column);
    }
}

Row rowOf(const Error& error) {
    Row row;
    row.text("code", wordFor(error.code)).text("sentence", error.sentence);
    addPlace(row, error.place);
    if (!error.hint.isEmpty()) {
        row.text("hint", error.hint);
    }
    if (error.cause) {
        row.raw("cause", rowOf(*error.cause).json());
    }
    return row;
}

Row rowOf(const Finding& finding) {
    static constexpr const char* words[] = {"note", "warning", "error"};
    Row row;
    row.text("severity", words[static_cast<int>(finding.severity)]).text("rule", finding.rule).text("sentence", finding.sentence);
    if (!finding.why.isEmpty()) {
        row.text("why", finding.why);
    }
    addPlace(row, finding.place);
    return row;
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

void Context::row(const Row& row, std::string_view text) const { line(json ? row.json() : text); }

void Context::note(const QString& sentence) const { printLine(stderr, utf8(sentence)); }

Exit Context::failed(const Error& error) const {
    if (json) {
        line(Row().raw("error", rowOf(error).json()).json());
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
    std::vector<Row> rows;
    for (const Finding& finding : findings) {
        bad = bad || finding.severity == Severity::error;
        if (json) {
            rows.push_back(rowOf(finding));
        } else {
            line(utf8(asText(finding)));
        }
    }
    if (json) {
        line(Row().rows("findings", rows).json());
    }
    return bad ? Exit::findings : Exit::good;
}

}  // namespace pb::app
