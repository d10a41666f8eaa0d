#include "models/document/JsonDiagnosis.h"

#include "models/base/Text.h"
#include "models/document/Number.h"
#include "models/document/Utf8.h"

namespace pb::doc {

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
           c == '.';
}

QString named(char bracket) {
    return bracket == '{' ? say("object") : say("array");
}

QString closer(char bracket) {
    return bracket == '{' ? QStringLiteral("}") : QStringLiteral("]");
}

}  // namespace

bool JsonScanner::refuse(std::size_t at, QString reason, QString hint) {
    fault_ = {ErrorCode::invalidInput, at, std::move(reason), std::move(hint)};
    return false;
}

std::size_t JsonScanner::skipBlanks(std::size_t at) const {
    while (at < bytes_.size() && isBlank(bytes_[at])) {
        ++at;
    }
    return at;
}

bool JsonScanner::scanDocument() {
    std::size_t end = 0;
    if (!scanValue(bytes_.starts_with(utf8Mark) ? utf8Mark.size() : 0, end)) {
        return false;
    }
    end = skipBlanks(end);
    return end == bytes_.size() ||
           refuse(end, say("There is more text after the end of the value."),
                  say("Remove it, or read the file as JSON lines if it holds several documents."));
}

bool JsonScanner::scanValue(std::size_t from, std::size_t& end) {
    at_ = from;
    stack_.clear();
    expect_ = Expect::value;
    bool goesOn = true;
    do {
        at_ = skipBlanks(at_);
        goesOn = step();
    } while (goesOn && !(stack_.empty() && expect_ == Expect::separator));
    end = at_;
    return goesOn;
}

bool JsonScanner::step() {
    switch (expect_) {
        case Expect::firstElement:
            return isAt(']') ? close() : takeValue();
        case Expect::firstMember:
            return isAt('}') ? close() : takeMember();
        case Expect::member:
            return takeMember();
        case Expect::separator:
            return takeSeparator();
        case Expect::value:
            break;
    }
    return takeValue();
}

bool JsonScanner::takeValue() {
    expect_ = Expect::separator;
    if (atEnd()) {
        return refuse(at_, stack_.empty() ? say("There is no value.") : say("The text ends where a value is expected."),
                      say("Check whether the file was cut off."));
    }
    switch (bytes_[at_]) {
        case '{':
        case '[':
            return open();
        case '"':
            return takeString();
        case 't':
            return takeWord("true");
        case 'f':
            return takeWord("false");
        case 'n':
            return takeWord("null");
        default:
            return bytes_[at_] == '-' || (bytes_[at_] >= '0' && bytes_[at_] <= '9') ? takeNumber() : refuseStart();
    }
}

bool JsonScanner::open() {
    if (static_cast<int>(stack_.size()) >= limits_.depth) {
        fault_ = {ErrorCode::limit, at_, say("It is nested deeper than the limit of %1 levels.").arg(limits_.depth),
                  say("Raise the depth limit if the document is meant to be so deep.")};
        return false;
    }
    stack_.push_back(bytes_[at_]);
    expect_ = bytes_[at_] == '{' ? Expect::firstMember : Expect::firstElement;
    ++at_;
    return true;
}

bool JsonScanner::close() {
    stack_.pop_back();
    expect_ = Expect::separator;
    ++at_;
    return true;
}

bool JsonScanner::takeMember() {
    if (!isAt('"')) {
        if (atEnd()) {
            return refuse(at_, say("The text ends inside of an object."), say("Check whether the file was cut off."));
        }
        if (isAt('}')) {
            return refuse(at_, say("A name is expected after the comma."), say("Remove the comma before “}”."));
        }
        return refuse(at_, say("A name in double quotes is expected."), say("Write names as \"name\"."));
    }
    if (!takeString()) {
        return false;
    }
    at_ = skipBlanks(at_);
    if (!isAt(':')) {
        return refuse(at_, say("A colon is expected after the name."), say("Write \"name\": value."));
    }
    ++at_;
    expect_ = Expect::value;
    return true;
}

bool JsonScanner::takeSeparator() {
    const char bracket = stack_.back();
    if (isAt(closer(bracket).at(0).toLatin1())) {
        return close();
    }
    if (isAt(',')) {
        ++at_;
        expect_ = bracket == '{' ? Expect::member : Expect::value;
        return true;
    }
    if (atEnd()) {
        return refuse(at_, say("The text ends inside of an %1.").arg(named(bracket)),
                      say("Check whether the file was cut off."));
    }
    return refuse(at_, say("A comma or “%1” is expected here.").arg(closer(bracket)),
                  say("Check whether a comma or a closing bracket is missing before this place."));
}

bool JsonScanner::takeString() {
    const std::size_t begin = at_;
    ++at_;
    while (!atEnd() && bytes_[at_] != '"') {
        const auto c = static_cast<unsigned char>(bytes_[at_]);
        if (c == '\\') {
            if (!takeEscape()) {
                return false;
            }
        } else if (c < 0x20) {
            return refuse(
                at_, say("A control character (code %1) stands in a string.").arg(c),
                say("Write it as \\u%1, or close the string before the line ends.").arg(c, 4, 16, QLatin1Char('0')));
        } else if (const std::size_t length = utf8SequenceAt(bytes_, at_)) {
            at_ += length;
        } else {
            return refuse(at_, say("The bytes are not UTF-8 here."), say("Convert the file to UTF-8."));
        }
    }
    if (atEnd()) {
        return refuse(begin, say("The string that begins here has no closing quote."), say("Close it with \"."));
    }
    ++at_;
    return true;
}

bool JsonScanner::takeEscape() {
    const std::size_t begin = at_++;
    const char letter = atEnd() ? '\0' : bytes_[at_++];
    if (letter == 'u') {
        const std::string_view digits = bytes_.substr(at_, 4);
        if (digits.size() == 4 && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos) {
            at_ += 4;
            return true;
        }
        return refuse(begin, say("“\\u” needs four hexadecimal digits."), say("Write for example \\u00e4."));
    }
    if (letter != '\0' && std::string_view("\"\\/bfnrt").find(letter) != std::string_view::npos) {
        return true;
    }
    return refuse(begin, say("JSON does not know this escape."), say("Write a backslash itself as \\\\."));
}

bool JsonScanner::takeWord(std::string_view word) {
    std::size_t end = at_;
    while (end < bytes_.size() && isWordLetter(bytes_[end])) {
        ++end;
    }
    if (bytes_.substr(at_, end - at_) != word) {
        return refuseStart();
    }
    at_ = end;
    return true;
}

bool JsonScanner::takeNumber() {
    const std::size_t end = jsonNumberEnd(bytes_, at_);
    if (end == std::string_view::npos || (end < bytes_.size() && isWordLetter(bytes_[end]))) {
        return refuse(
            at_, say("This is not a number as JSON writes it."),
            say("No leading zeros or plus sign, digits on both sides of the point, no NaN, Infinity or hexadecimal."));
    }
    at_ = end;
    return true;
}

bool JsonScanner::refuseStart() {
    const char c = bytes_[at_];
    if (isOpen('[') && c == ']') {
        return refuse(at_, say("A value is expected after the comma."), say("Remove the comma before “]”."));
    }
    if (c == '\'') {
        return refuse(at_, say("Strings stand in double quotes."), say("Replace ' by \"."));
    }
    if (c == '/') {
        return refuse(at_, say("JSON has no comments."), say("Remove the comment."));
    }
    return refuse(at_, say("A value is expected here."),
                  say("A value is an object, an array, a string in double quotes, a number, true, false or null."));
}

Error jsonError(const JsonFault& fault, std::string_view bytes) {
    const Place place = placeFrom(firstPlace(), bytes, fault.byte);
    return {fault.code,
            say("Cannot read the JSON. Line %1, column %2: %3").arg(place.line).arg(place.column).arg(fault.reason),
            fault.hint, place};
}

}  // namespace pb::doc
