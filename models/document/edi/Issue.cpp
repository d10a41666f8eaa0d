#include "models/document/edi/Issue.h"

#include "models/base/Text.h"

#include <array>

namespace pb::doc::edi {

namespace {

using Level = IssueLevel;

constexpr auto error = Severity::error;
constexpr auto warning = Severity::warning;

constexpr std::array<IssueTraits, 33> table = {{
    {Level::interchange, error, "edi.interchange.trailer", "023", "13"},
    {Level::interchange, error, "edi.interchange.reference", "001", "28"},
    {Level::interchange, error, "edi.interchange.count", "021", "29"},
    {Level::interchange, error, "edi.interchange.stray", "024", "33"},
    {Level::group, error, "edi.group.trailer", "3", "13"},
    {Level::group, error, "edi.group.reference", "4", "28"},
    {Level::group, error, "edi.group.count", "5", "29"},
    {Level::group, error, "edi.group.header", "6", "33"},
    {Level::group, error, "edi.group.stray", "6", "33"},
    {Level::set, error, "edi.set.trailer", "2", "13"},
    {Level::set, error, "edi.set.reference", "3", "28"},
    {Level::set, error, "edi.set.count", "4", "29"},
    {Level::note, Severity::note, "edi.guide.none", "", ""},
    {Level::segment, error, "edi.segment.unknown", "6", "15"},
    {Level::segment, error, "edi.segment.unexpected", "7", "15"},
    {Level::segment, error, "edi.segment.missing", "3", "13"},
    {Level::segment, error, "edi.segment.often", "5", "35"},
    {Level::segment, error, "edi.loop.often", "4", "36"},
    {Level::segment, error, "edi.segment.unterminated", "8", "18"},
    {Level::note, warning, "edi.segment.empty", "", ""},
    {Level::element, error, "edi.element.missing", "1", "13"},
    {Level::element, error, "edi.element.required", "2", "13"},
    {Level::element, error, "edi.element.many", "3", "16"},
    {Level::element, error, "edi.element.short", "4", "40"},
    {Level::element, error, "edi.element.long", "5", "39"},
    {Level::element, error, "edi.element.characters", "6", "37"},
    {Level::element, error, "edi.element.code", "7", "12"},
    {Level::element, error, "edi.element.date", "8", "12"},
    {Level::element, error, "edi.element.time", "9", "12"},
    {Level::element, error, "edi.element.excluded", "10", "15"},
    {Level::element, error, "edi.element.often", "3", "35"},
    {Level::note, Severity::note, "edi.line.breaks", "", ""},
    {Level::note, warning, "edi.charset", "", ""},
}};

QString quoted(const std::string& text) {
    return u'“' + qs(text) + u'”';
}

/// "BEG03 (Purchase order number)", "segment 4, DTM01 component 2 (…)"
QString where(const Issue& issue) {
    QString name = qs(issue.tag);
    if (issue.element > 0) {
        name += QString::number(issue.element).rightJustified(2, u'0');
    }
    if (issue.component > 0) {
        name += QString::number(issue.component).rightJustified(2, u'0');
    }
    return issue.title.empty() ? name : name + u" (" + qs(issue.title) + u')';
}

QString envelopeSentence(const Issue& issue) {
    switch (issue.kind) {
        case IssueKind::interchangeTrailerMissing:
        case IssueKind::groupTrailerMissing:
        case IssueKind::setTrailerMissing:
            return say("The trailer %1 is missing.").arg(qs(issue.wanted));
        case IssueKind::interchangeReferenceDiffers:
        case IssueKind::groupReferenceDiffers:
        case IssueKind::setReferenceDiffers:
            return say("%1 is %2, but the header says %3.").arg(where(issue), quoted(issue.value), quoted(issue.wanted));
        case IssueKind::groupCountDiffers:
        case IssueKind::setCountDiffers:
        case IssueKind::segmentCountDiffers:
            return say("%1 counts %2, but there are %3.").arg(where(issue), quoted(issue.value), qs(issue.wanted));
        case IssueKind::groupHeaderMissing:
            return say("%1 stands outside of a group.").arg(where(issue));
        case IssueKind::interchangeStray:
        case IssueKind::groupStray:
            return say("The segment %1 belongs into no set.").arg(where(issue));
        case IssueKind::guideMissing:
            return say("There is no guide for %1: its segments are shown by position and not checked.")
                .arg(qs(issue.wanted));
        case IssueKind::lineBreaks:
            return say("Line ends inside of segments are left out.");
        case IssueKind::charset:
            return say("The character set %1 is not known here: the text is read as ISO 8859-1.").arg(quoted(issue.value));
        default:
            return say("%1 empty segments are left out.").arg(qs(issue.value));
    }
}

QString segmentSentence(const Issue& issue) {
    switch (issue.kind) {
        case IssueKind::segmentUnknown:
            return say("The segment %1 is not part of %2.").arg(where(issue), qs(issue.wanted));
        case IssueKind::segmentUnexpected:
            return say("The segment %1 is not expected at this place of %2.").arg(where(issue), qs(issue.wanted));
        case IssueKind::segmentMissing:
            return say("The mandatory segment %1 is missing before this place.").arg(where(issue));
        case IssueKind::segmentTooOften:
            return say("The segment %1 occurs more than %2 times here.").arg(where(issue), qs(issue.wanted));
        case IssueKind::loopTooOften:
            return say("The loop %1 occurs more than %2 times here.").arg(qs(issue.loop), qs(issue.wanted));
        default:
            return say("The segment %1 has no terminator at its end.").arg(where(issue));
    }
}

QString elementSentence(const Issue& issue) {
    switch (issue.kind) {
        case IssueKind::elementMissing:
            return say("%1 is mandatory and missing.").arg(where(issue));
        case IssueKind::elementRequired:
            return say("%1 is missing; the rule %2 asks for it.").arg(where(issue), qs(issue.wanted));
        case IssueKind::elementTooMany:
            return say("%1 is more than the segment has: it ends with position %2.").arg(where(issue), qs(issue.wanted));
        case IssueKind::elementTooShort:
            return say("%1 is too short: %2 has less than %3 characters.").arg(where(issue), quoted(issue.value), qs(issue.wanted));
        case IssueKind::elementTooLong:
            return say("%1 is too long: %2 has more than %3 characters.").arg(where(issue), quoted(issue.value), qs(issue.wanted));
        case IssueKind::elementCode:
            return say("%1 is %2, which is none of its codes: %3.").arg(where(issue), quoted(issue.value), qs(issue.wanted));
        case IssueKind::elementDate:
            return say("%1 is %2, which is no date.").arg(where(issue), quoted(issue.value));
        case IssueKind::elementTime:
            return say("%1 is %2, which is no time of day.").arg(where(issue), quoted(issue.value));
        case IssueKind::elementExcluded:
            return say("%1 must not be there; the rule %2 excludes it.").arg(where(issue), qs(issue.wanted));
        case IssueKind::elementTooOften:
            return say("%1 is repeated more than %2 times.").arg(where(issue), qs(issue.wanted));
        default:
            return say("%1 is %2: not the characters of %3.").arg(where(issue), quoted(issue.value), qs(issue.wanted));
    }
}

}  // namespace

const IssueTraits& traitsOf(IssueKind kind) {
    return table[static_cast<std::size_t>(kind)];
}

Finding findingOf(const Issue& issue) {
    const IssueTraits& traits = traitsOf(issue.kind);
    Finding finding;
    finding.severity = traits.severity;
    finding.rule = traits.rule;
    finding.sentence = traits.level == Level::element   ? elementSentence(issue)
                       : traits.level == Level::segment ? segmentSentence(issue)
                                                        : envelopeSentence(issue);
    if (issue.segment > 0 && traits.level >= Level::segment) {
        finding.why = say("Segment %1 of the set.").arg(issue.segment);
    }
    finding.place.byte = issue.byte;
    return finding;
}

}  // namespace pb::doc::edi
