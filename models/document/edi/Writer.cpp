#include "models/document/edi/Writer.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::doc::edi {

namespace {

std::string zeroPadded(std::uint64_t number, std::size_t size) {
    std::string digits = std::to_string(number);
    digits.insert(0, digits.size() < size ? size - digits.size() : 0, '0');
    return digits;
}

std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

bool isDigits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

constexpr std::size_t isaReferenceSize = 9;
constexpr std::string_view usualVersion = "004010";

/// EDIFACT unless something says X12.
Standard standardOf(Value interchange) {
    const bool isEdifact = interchange.find("UNB") || interchange.find("UNA") || interchange.find("sets").at(0).find("UNH");
    return isEdifact ? Standard::edifact : Standard::x12;
}

}  // namespace

Writer::Writer(const EdiStyle& style, const EdiOptions& options)
    : style_(style),
      guides_(options.guides ? *options.guides : Guides::builtIn()),
      nextInterchange_(style.firstReference),
      nextGroup_(style.firstReference) {
    const std::string now = isoTime((style.clock ? *style.clock : Clock::system()).now());
    date_ = now.substr(0, 4) + now.substr(5, 2) + now.substr(8, 2);
    time_ = now.substr(11, 2) + now.substr(14, 2);
    text_.lineEnd = style.lineEnd;
}

Result<std::string> Writer::write(Value root) {
    const Value list = root.find("interchanges");
    if (!list || root.size() != 1) {
        return fail(writeError(root, say("An object with the one member “interchanges” is expected.")));
    }
    if (!list.is(Kind::array)) {
        PB_CHECK(writeInterchange(list));
    }
    for (const Value interchange : list.is(Kind::array) ? list.children() : Children()) {
        PB_CHECK(writeInterchange(interchange));
    }
    return text_.take();
}

Done Writer::checkMembers(Value object, std::initializer_list<std::string_view> known) const {
    if (!object.is(Kind::object)) {
        return fail(writeError(object, say("An object is expected here.")));
    }
    for (const Value member : object.children()) {
        if (std::find(known.begin(), known.end(), member.name()) == known.end()) {
            return fail(writeError(member, say("There is no place for “%1” here.").arg(qs(clipped(member.name(), 40)))));
        }
    }
    return {};
}

Result<Delimiters> Writer::delimitersOf(Value interchange) const {
    if (style_.delimiters) {
        return *style_.delimiters;
    }
    if (isX12()) {
        Delimiters delimiters;
        const Value isa = interchange.find("ISA");
        const std::string component = plainText(isa, "ISA16");
        const std::string repetition = plainText(isa, "ISA11");
        delimiters.component = component.size() == 1 ? component[0] : delimiters.component;
        if (plainText(isa, "ISA12") >= "00402" && repetition.size() == 1 && repetition != "U") {
            delimiters.repetition = repetition[0];
        }
        return delimiters;
    }
    Delimiters delimiters = Delimiters::edifact();
    const Value advice = interchange.find("UNA");
    const std::string_view una = advice.text();
    if (advice && una.size() != unaSize - 3) {
        return fail(writeError(advice, say("UNA has six characters.")));
    }
    if (advice) {
        delimiters = {una[1], una[0], una[4] == ' ' ? '\0' : una[4], una[5], una[3] == ' ' ? '\0' : una[3], una[2]};
    } else if (plainText(interchange.find("UNB").find("UNB01"), "UNB0102") == "4") {
        delimiters.repetition = '*';
    }
    return delimiters;
}

Done Writer::writeInterchange(Value interchange) {
    text_.standard = standardOf(interchange);
    PB_TRY(delimiters, delimitersOf(interchange));
    text_.delimiters = delimiters;
    text_.charset = Charset::utf8;
    groups_ = sets_ = 0;
    const std::size_t before = text_.count();
    PB_TRY(strays, StrayTexts::of(interchange));
    if (isX12()) {
        PB_CHECK(checkMembers(interchange, {"ISA", "TA1", "groups", "sets", "IEA", "unexpected"}));
        PB_CHECK(writeX12Header(interchange));
    } else {
        PB_CHECK(checkMembers(interchange, {"UNA", "UNB", "groups", "sets", "UNZ", "unexpected"}));
        PB_CHECK(writeEdifactHeader(interchange));
    }
    PB_CHECK(writeStrays(interchange, strays, before));
    PB_CHECK(writeChildren(interchange));
    PB_CHECK(strays.writeUpTo(static_cast<std::size_t>(-1), text_));
    return writeTrailer(isX12() ? "IEA" : "UNZ", interchange, groups_ > 0 || isX12() ? groups_ : sets_, interchangeReference_);
}

Done Writer::writeX12Header(Value interchange) {
    isa_ = interchange.find("ISA");
    interchangeReference_ = plainText(isa_, "ISA13");
    if (interchangeReference_.empty()) {
        interchangeReference_ = zeroPadded(nextInterchange_++, isaReferenceSize);
    } else if (isDigits(interchangeReference_) && interchangeReference_.size() < isaReferenceSize) {
        interchangeReference_.insert(0, isaReferenceSize - interchangeReference_.size(), '0');
    }
    const char repetition = text_.delimiters.repetition;
    return text_.write("ISA", isa_,
                       {{1, {"00"}},
                        {3, {"00"}},
                        {5, {"ZZ"}},
                        {7, {"ZZ"}},
                        {9, {date_.substr(2)}},
                        {10, {time_}},
                        {11, {std::string(1, repetition == '\0' ? 'U' : repetition)}},
                        {12, {repetition == '\0' ? "00401" : "00402"}},
                        {13, {interchangeReference_}},
                        {14, {"0"}},
                        {15, {"P"}},
                        {16, {std::string(1, text_.delimiters.component)}}});
}

Done Writer::writeEdifactHeader(Value interchange) {
    const Value unb = interchange.find("UNB");
    if (const Value advice = interchange.find("UNA")) {
        text_.raw("UNA" + std::string(advice.text()) + style_.lineEnd);
    }
    const std::string level = unb.find("UNB01") ? plainText(unb.find("UNB01"), "UNB0101") : "UNOC";
    const bool isUnicode = level == "UNOW" || level == "UNOX" || level == "UNOY";
    text_.charset = level >= "UNOC" && level <= "UNOK" && !isUnicode ? Charset::latin1 : Charset::utf8;
    interchangeReference_ = plainText(unb, "UNB05");
    if (interchangeReference_.empty()) {
        interchangeReference_ = std::to_string(nextInterchange_++);
    }
    return text_.write("UNB", unb, {{1, {"UNOC", "3"}}, {4, {date_.substr(2), time_}}, {5, {interchangeReference_}}});
}

Done Writer::writeChildren(Value interchange) {
    for (const Value acknowledgement : interchange.find("TA1").children()) {
        PB_CHECK(text_.write("TA1", acknowledgement));
    }
    version_.clear();
    if (isX12() && interchange.find("sets")) {
        return fail(writeError(interchange.find("sets"), say("X12 sets stand in groups.")));
    }
    PB_CHECK(writeSets(interchange.find("sets")));
    const Value groups = interchange.find("groups");
    if (groups.is(Kind::object)) {
        return writeGroup(groups);
    }
    for (const Value group : groups.children()) {
        PB_CHECK(writeGroup(group));
    }
    return {};
}

Done Writer::writeGroup(Value group) {
    ++groups_;
    sets_ = 0;
    nextSet_ = 1;
    const std::size_t before = text_.count();
    PB_TRY(strays, StrayTexts::of(group));
    PB_CHECK(checkMembers(group, isX12() ? std::initializer_list<std::string_view>{"GS", "sets", "GE", "unexpected"}
                                         : std::initializer_list<std::string_view>{"UNG", "sets", "UNE", "unexpected"}));
    PB_CHECK(writeGroupHeader(group));
    PB_CHECK(writeStrays(group, strays, before));
    PB_CHECK(writeSets(group.find("sets")));
    PB_CHECK(strays.writeUpTo(static_cast<std::size_t>(-1), text_));
    return writeTrailer(isX12() ? "GE" : "UNE", group, sets_, groupReference_);
}

Done Writer::writeGroupHeader(Value group) {
    const Value header = group.find(isX12() ? "GS" : "UNG");
    groupReference_ = plainText(header, isX12() ? "GS06" : "UNG05");
    if (groupReference_.empty()) {
        groupReference_ = std::to_string(nextGroup_++);
    }
    if (!isX12()) {
        return text_.write("UNG", header, {{4, {date_.substr(2), time_}}, {5, {groupReference_}}});
    }
    version_ = plainText(header, "GS08");
    version_ = version_.empty() ? usualVersion : version_;
    const Value sets = group.find("sets");
    PB_TRY(guide, guideFor(sets.is(Kind::array) ? sets.at(0) : sets));
    Fill fill = {{4, {date_}}, {5, {time_}}, {6, {groupReference_}}, {7, {"X"}}, {8, {version_}}};
    if (guide && !guide->group.empty()) {
        fill[1] = {guide->group};
    }
    for (const auto& [position, name] : {std::pair(2, "ISA06"), std::pair(3, "ISA08")}) {
        if (std::string partner = trimmed(plainText(isa_, name)); !partner.empty()) {
            fill[static_cast<std::size_t>(position)] = {std::move(partner)};
        }
    }
    return text_.write("GS", header, fill);
}

Done Writer::writeSets(Value sets) {
    if (sets.is(Kind::object)) {
        return writeSet(sets);
    }
    for (const Value set : sets.children()) {
        PB_CHECK(writeSet(set));
    }
    return {};
}

Done Writer::writeSet(Value set) {
    if (!set.is(Kind::object)) {
        return fail(writeError(set, say("An object with the segments of a set is expected here.")));
    }
    ++sets_;
    PB_TRY(guide, guideFor(set));
    const std::size_t position = isX12() ? 2 : 1;
    std::string reference = plainText(set.find(isX12() ? "ST" : "UNH"), isX12() ? "ST02" : "UNH01");
    const std::uint64_t number = nextSet_++;
    if (reference.empty()) {
        reference = isX12() ? zeroPadded(number, 4) : std::to_string(number);
    }
    return SetText(text_, guide).write(set, {{position, {reference}}}, reference);
}

Result<const Guide*> Writer::guideFor(Value set) const {
    if (isX12()) {
        return guides_.find(Standard::x12, version_, plainText(set.find("ST"), "ST01"));
    }
    const Value identifier = set.find("UNH").find("UNH02");
    return guides_.find(Standard::edifact, plainText(identifier, "UNH0202") + plainText(identifier, "UNH0203"),
                        plainText(identifier, "UNH0201"));
}

Done Writer::writeStrays(Value parent, StrayTexts& strays, std::size_t before) {
    return parent.find("unexpected") ? strays.writeUpTo(text_.count() - before + 1, text_) : Done();
}

Done Writer::writeTrailer(std::string_view tag, Value parent, std::size_t count, const std::string& reference) {
    return text_.write(tag, parent.find(tag), {{1, {std::to_string(count)}}, {2, {reference}}});
}

}  // namespace pb::doc::edi
