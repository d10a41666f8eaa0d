#include "models/document/Layout.h"

#include "models/base/Text.h"

#include <algorithm>
#include <charconv>

namespace pb::doc {

namespace {

QString quotedList(std::initializer_list<std::string_view> words) {
    QString list;
    for (const std::string_view word : words) {
        list += list.isEmpty() ? qs(word) : QString(QStringLiteral(", ") + qs(word));
    }
    return list;
}

}  // namespace

Error layoutError(Value where, const QString& reason, const QString& hint) {
    return {ErrorCode::wrongUse, say("Cannot use the layout. %1").arg(reason),
            hint.isEmpty() ? say("Correct the layout; what it may hold is written in models/document/README.md.")
                           : hint,
            where ? where.place() : Place()};
}

LayoutMembers::LayoutMembers(Value mapping) : mapping_(mapping) {
    if (mapping && !mapping.is(Kind::object)) {
        refuse(mapping, say("A mapping (name: value) is expected here."));
    }
}

Value LayoutMembers::value(std::string_view name) {
    known_.push_back(name);
    return mapping_.find(name);
}

Value LayoutMembers::required(std::string_view name) {
    const Value found = value(name);
    if (!found) {
        refuse(mapping_, say("The member “%1” is missing.").arg(qs(name)));
    }
    return found;
}

Value LayoutMembers::take(std::string_view name, Kind wanted, const QString& expected) {
    const Value found = value(name);
    if (found && !found.is(wanted)) {
        refuse(found, say("“%1” must be %2.").arg(qs(name), expected));
        return {};
    }
    return found;
}

std::string LayoutMembers::text(std::string_view name, std::string_view fallback) {
    const Value found = value(name);
    if (found.is(Kind::number)) {
        return std::string(found.digits());  // an unquoted 01 or 10 in YAML
    }
    if (found && !found.is(Kind::string)) {
        refuse(found, say("“%1” must be %2.").arg(qs(name), say("a text")));
    }
    return std::string(found.is(Kind::string) ? found.text() : fallback);
}

std::size_t LayoutMembers::choice(std::string_view name, std::initializer_list<std::string_view> words,
                                  std::size_t fallback) {
    const Value found = take(name, Kind::string, say("one of: %1").arg(quotedList(words)));
    if (!found) {
        return fallback;
    }
    const auto word = std::find(words.begin(), words.end(), found.text());
    if (word == words.end()) {
        refuse(found, say("“%1” must be %2.").arg(qs(name), say("one of: %1").arg(quotedList(words))));
        return fallback;
    }
    return static_cast<std::size_t>(word - words.begin());
}

int LayoutMembers::integer(std::string_view name, int fallback, int least, int most) {
    const Value found = value(name);
    if (!found) {
        return fallback;
    }
    int number = 0;
    const std::string_view digits = found.digits();
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.empty() || number < least ||
        number > most) {
        refuse(found, say("“%1” must be a whole number from %2 to %3.").arg(qs(name)).arg(least).arg(most));
        return fallback;
    }
    return number;
}

std::optional<bool> LayoutMembers::flagIfSaid(std::string_view name) {
    const Value found = take(name, Kind::boolean, say("true or false"));
    return found ? std::optional(found.boolean()) : std::nullopt;
}

bool LayoutMembers::flag(std::string_view name, bool fallback) {
    return flagIfSaid(name).value_or(fallback);
}

std::vector<std::string> LayoutMembers::texts(std::string_view name) {
    std::vector<std::string> all;
    for (const Value element : take(name, Kind::array, say("a list of texts")).children()) {
        if (!element.is(Kind::string)) {
            refuse(element, say("“%1” must be %2.").arg(qs(name), say("a list of texts")));
        }
        all.emplace_back(element.text());
    }
    return all;
}

std::optional<Charset> LayoutMembers::charset(std::string_view name) {
    const Value found = take(name, Kind::string, say("the name of a character set, in quotes"));
    if (!found) {
        return std::nullopt;
    }
    const auto charset = charsetNamed(found.text());
    if (!charset) {
        refuse(found, say("There is no character set “%1”.").arg(qs(clipped(found.text(), 60))));
    }
    return charset;
}

void LayoutMembers::refuse(Value where, const QString& reason) {
    refuse(layoutError(where, reason));
}

void LayoutMembers::refuse(Error error) {
    if (!error_) {
        error_ = std::move(error);
    }
}

Done LayoutMembers::finish() {
    for (const Value member : mapping_.children()) {
        if (std::find(known_.begin(), known_.end(), member.name()) == known_.end()) {
            refuse(member, say("It has no member “%1”.").arg(qs(clipped(member.name(), 60))));
        }
    }
    return error_ ? Done(fail(*error_)) : Done();
}

}  // namespace pb::doc
