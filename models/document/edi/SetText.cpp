#include "models/document/edi/SetText.h"

#include "models/base/Text.h"

#include <algorithm>
#include <charconv>

namespace pb::doc::edi {

namespace {

constexpr int deepest = 100;  ///< loops in loops

/// A segment's members are named by it: {"N1": {"N101": …}}; a loop's are not.
bool isSegment(std::string_view name, Value value) {
    const Value one = value.is(Kind::array) ? value.at(0) : value;
    for (const Value member : one.children()) {
        const std::string_view key = member.name();
        if (!key.starts_with(name) || key.size() < name.size() + 2 || key[name.size()] < '0' || key[name.size()] > '9') {
            return false;
        }
    }
    return one.is(Kind::object);
}

}  // namespace

Result<StrayTexts> StrayTexts::of(Value parent) {
    StrayTexts strays;
    for (const Value member : parent.find("unexpected").children()) {
        const std::string_view name = member.name();
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error != std::errc() || end != name.data() + name.size() || !member.is(Kind::object) || member.size() != 1) {
            return fail(writeError(member, say("Unexpected segments are named by their number and hold one segment.")));
        }
        strays.segments_[number] = member.at(0);
    }
    return strays;
}

Done StrayTexts::writeUpTo(std::size_t next, SegmentText& text) {
    while (!segments_.empty() && segments_.begin()->first <= next) {
        const Value segment = segments_.begin()->second;
        segments_.erase(segments_.begin());
        PB_CHECK(text.write(segment.name(), segment));
        ++next;
    }
    return {};
}

bool SetText::isFrame(std::string_view name) const {
    return name == "unexpected" || name == "ST" || name == "SE" || name == "UNH" || name == "UNT";
}

Done SetText::write(Value set, const Fill& header, std::string_view reference) {
    before_ = text_.count();
    PB_TRY(strays, StrayTexts::of(set));
    strays_ = std::move(strays);
    const std::string_view tag = text_.standard == Standard::x12 ? "ST" : "UNH";
    PB_CHECK(writeSegment(tag, set.find(tag), header));
    if (const Value list = set.find("segments")) {
        for (const Value one : list.children()) {
            if (!one.is(Kind::object) || one.size() != 1) {
                return fail(writeError(one, say("An object with one segment is expected here.")));
            }
            PB_CHECK(writeSegment(one.at(0).name(), one.at(0)));
        }
        for (const Value member : set.children()) {
            if (!isFrame(member.name()) && member.name() != "segments") {
                return fail(writeError(member, say("Beside “segments” there is no place for “%1”.").arg(qs(member.name()))));
            }
        }
    } else {
        PB_CHECK(guide_ ? writeLoop(guide_->root, set) : writeInOrder(set));
    }
    return writeTrailer(set, reference);
}

Done SetText::writeTrailer(Value set, std::string_view reference) {
    PB_CHECK(strays_.writeUpTo(static_cast<std::size_t>(-1), text_));
    const std::string_view tag = text_.standard == Standard::x12 ? "SE" : "UNT";
    return text_.write(tag, set.find(tag),
                       {{1, {std::to_string(text_.count() - before_ + 1)}}, {2, {std::string(reference)}}});
}

Done SetText::writeLoop(const Loop& loop, Value object) {
    if (!object.is(Kind::object)) {
        return fail(writeError(object, say("An object with segments and loops is expected here.")));
    }
    for (const Value member : object.children()) {
        const bool isKnown = std::any_of(loop.items.begin(), loop.items.end(),
                                         [&](const Item& item) { return item.name == member.name(); });
        if (!isKnown && !isFrame(member.name())) {
            return fail(writeError(member, say("The guide of %1 has no “%2” here.")
                                               .arg(qs(guide_->set), qs(clipped(member.name(), 40))),
                                   say("It has %1.").arg([&] {
                                       QString names;
                                       for (const Item& item : loop.items) {
                                           names += (names.isEmpty() ? QString() : QStringLiteral(", ")) + qs(item.name);
                                       }
                                       return names;
                                   }())));
        }
    }
    for (const Item& item : loop.items) {
        if (const Value value = object.find(item.name); value && !isFrame(item.name)) {
            PB_CHECK(writeItem(item, value));
        }
    }
    return {};
}

Done SetText::writeItem(const Item& item, Value value) {
    if (value.is(Kind::null)) {
        return {};
    }
    if (value.is(Kind::array)) {
        for (const Value one : value.children()) {
            PB_CHECK(item.loop ? writeLoop(*item.loop, one) : writeSegment(item.name, one));
        }
        return {};
    }
    return item.loop ? writeLoop(*item.loop, value) : writeSegment(item.name, value);
}

Done SetText::writeInOrder(Value object) {
    if (!object.is(Kind::object)) {
        return fail(writeError(object, say("An object with segments and loops is expected here.")));
    }
    if (++depth_ > deepest) {
        return fail(writeError(object, say("Loops are nested more than %1 deep.").arg(deepest)));
    }
    for (const Value member : object.children()) {
        if (!isFrame(member.name()) && !member.is(Kind::null)) {
            PB_CHECK(writeMember(member.name(), member));
        }
    }
    --depth_;
    return {};
}

Done SetText::writeMember(std::string_view name, Value value) {
    if (!value.is(Kind::array)) {
        return isSegment(name, value) ? writeSegment(name, value) : writeInOrder(value);
    }
    const bool areSegments = isSegment(name, value);
    for (const Value one : value.children()) {
        PB_CHECK(areSegments ? writeSegment(name, one) : writeInOrder(one));
    }
    return {};
}

Done SetText::writeSegment(std::string_view tag, Value elements, const Fill& fill) {
    PB_CHECK(strays_.writeUpTo(text_.count() - before_ + 1, text_));
    if (elements && !elements.is(Kind::object)) {
        return fail(writeError(elements, say("An object with the elements of %1 is expected.").arg(qs(tag))));
    }
    return text_.write(tag, elements, fill);
}

}  // namespace pb::doc::edi
