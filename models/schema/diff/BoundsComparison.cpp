#include "models/schema/diff/BoundsComparison.h"

#include "models/base/Text.h"
#include "models/schema/check/Decimal.h"
#include "models/schema/diff/PatternContainment.h"

#include <algorithm>
#include <optional>

namespace pb::schema {

namespace {

/// One end of a range: a number that is in or out, or none.
struct End {
    std::string number;
    bool isOut = false;
    int inward = 1;  ///< +1 for a lower end, -1 for an upper one

    bool isOpen() const { return number.empty(); }
    QString shown() const {
        return isOpen() ? say("none") : (isOut ? (inward > 0 ? say("> %1") : say("< %1")) : qs("%1")).arg(qs(number));
    }
};

/// Whole numbers > 0 are those ≥ 1.
End normalised(End end, FieldType type) {
    std::int64_t small = 0;
    if (type == FieldType::integer && end.isOut && asSmallInteger(end.number, small)) {
        return {std::to_string(small + end.inward), false, end.inward};
    }
    return end;
}

/// Above 0 where the new end leaves less room than the old one.
int tighter(const End& old, const End& now) {
    if (old.isOpen() || now.isOpen()) {
        return static_cast<int>(old.isOpen()) - static_cast<int>(now.isOpen());
    }
    const int order = compare(Decimal(now.number), Decimal(old.number)) * old.inward;
    return order != 0 ? order : static_cast<int>(now.isOut) - static_cast<int>(old.isOut);
}

Change boundChange(const FieldPair& pair, int direction, const QString& sentence) {
    return direction > 0 ? changeOf(pair, ChangeKind::tightened, sentence, allowsLess)
                         : changeOf(pair, ChangeKind::loosened, sentence, allowsMore);
}

void compareEnds(const FieldPair& pair, const End& oldEnd, const End& newEnd, std::vector<Change>& changes) {
    const End old = normalised(oldEnd, pair.old->type), now = normalised(newEnd, pair.now->type);
    if (const int direction = tighter(old, now); direction != 0) {
        const QString sentence =
            old.inward > 0 ? say("The least value of %1 was %2 and is %3.") : say("The greatest value of %1 was %2 and is %3.");
        changes.push_back(boundChange(pair, direction, sentence.arg(shownPath(pair.newPath), oldEnd.shown(), newEnd.shown())));
    }
}

QString shownCount(std::uint64_t count) { return count == Field::unlimited ? say("unlimited") : QString::number(count); }

void compareLengths(const FieldPair& pair, std::vector<Change>& changes) {
    const Bounds& old = pair.old->bounds;
    const Bounds& now = pair.now->bounds;
    if (old.shortest != now.shortest) {
        changes.push_back(boundChange(pair, now.shortest > old.shortest ? 1 : -1,
                                      say("The least length of %1 was %2 and is %3.")
                                          .arg(shownPath(pair.newPath), shownCount(old.shortest), shownCount(now.shortest))));
    }
    if (old.longest != now.longest) {
        changes.push_back(boundChange(pair, now.longest < old.longest ? 1 : -1,
                                      say("The greatest length of %1 was %2 and is %3.")
                                          .arg(shownPath(pair.newPath), shownCount(old.longest), shownCount(now.longest))));
    }
}

void compareSteps(const FieldPair& pair, std::vector<Change>& changes) {
    const std::string& old = pair.old->bounds.step;
    const std::string& now = pair.now->bounds.step;
    if (old.empty() ? now.empty() : !now.empty() && compare(Decimal(old), Decimal(now)) == 0) {
        return;
    }
    const bool less = old.empty() || (!now.empty() && Decimal(now).isMultipleOf(Decimal(old)));
    const bool more = now.empty() || (!old.empty() && Decimal(old).isMultipleOf(Decimal(now)));
    const QString sentence =
        say("Values of %1 were multiples of %2 and are multiples of %3.")
            .arg(shownPath(pair.newPath), old.empty() ? say("anything") : qs(old), now.empty() ? say("anything") : qs(now));
    changes.push_back(changeOf(pair,
                               less   ? ChangeKind::tightened
                               : more ? ChangeKind::loosened
                                      : ChangeKind::rules,
                               sentence,
                               less   ? allowsLess
                               : more ? allowsMore
                                      : allowsOther));
}

/// Whether each text that has all of the `inner` patterns has those of `outer`: where one inner one is in each outer one. With
/// several inner ones "no" is not certain.
Breaks allowsNew(const std::vector<std::string>& outer, const std::vector<std::string>& inner) {
    Breaks worst = Breaks::no;
    for (const std::string& wide : outer) {
        Breaks best = inner.empty() ? Breaks::yes : Breaks::cannotTell;
        for (const std::string& narrow : inner) {
            const auto isInside = wide == narrow ? std::optional(true) : patternIncludes(wide, narrow);
            const bool isCertain = isInside.has_value() && inner.size() == 1 && best == Breaks::cannotTell;
            best = isInside.value_or(false) ? Breaks::no : isCertain ? Breaks::yes : best;
        }
        worst = best == Breaks::yes || worst == Breaks::yes ? Breaks::yes : best == Breaks::no ? worst : best;
    }
    return worst;
}

void comparePatterns(const FieldPair& pair, std::vector<Change>& changes) {
    auto old = pair.old->bounds.patterns, now = pair.now->bounds.patterns;
    std::sort(old.begin(), old.end());
    std::sort(now.begin(), now.end());
    if (old == now) {
        return;
    }
    const auto shown = [](const std::vector<std::string>& patterns) {
        QString text;
        for (const std::string& pattern : patterns) {
            text += (text.isEmpty() ? QString() : say(" and ")) + qs(clipped(pattern, 80));
        }
        return text.isEmpty() ? say("nothing") : text;
    };
    const Verdict verdict{allowsNew(old, now), allowsNew(now, old)};
    changes.push_back(changeOf(pair,
                               verdict.reader == Breaks::no   ? ChangeKind::tightened
                               : verdict.writer == Breaks::no ? ChangeKind::loosened
                                                              : ChangeKind::rules,
                               say("The pattern of %1 was %2 and is %3.").arg(shownPath(pair.newPath), shown(old), shown(now)),
                               verdict));
}

}  // namespace

void compareBounds(const FieldPair& pair, std::vector<Change>& changes) {
    const Bounds& old = pair.old->bounds;
    const Bounds& now = pair.now->bounds;
    compareEnds(pair, {old.least, old.leastIsOut, 1}, {now.least, now.leastIsOut, 1}, changes);
    compareEnds(pair, {old.most, old.mostIsOut, -1}, {now.most, now.mostIsOut, -1}, changes);
    compareSteps(pair, changes);
    compareLengths(pair, changes);
    comparePatterns(pair, changes);
    if (old.closed != now.closed) {
        const QString sentence =
            now.closed ? say("%1 no longer takes members that are not listed.") : say("%1 takes members that are not listed.");
        changes.push_back(boundChange(pair, now.closed ? 1 : -1, sentence.arg(shownPath(pair.newPath))));
    }
}

}  // namespace pb::schema
