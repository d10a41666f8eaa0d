#include "models/schema/diff/RuleComparison.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/schema/check/Decimal.h"
#include "models/schema/diff/Differ.h"
#include "models/schema/diff/PatternContainment.h"

#include <algorithm>
#include <map>
#include <set>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

constexpr int deepestSchema = 10;  ///< schemas inside of rules that are compared in turn

/// The rules of one field by keyword; those that stand for themselves only are `opaque`.
struct RuleSet {
    std::map<std::string, doc::DocumentPtr, std::less<>> byKeyword;
    std::set<std::string, std::less<>> opaque;

    Value find(std::string_view keyword) const {
        const auto found = byKeyword.find(keyword);
        return found == byKeyword.end() ? Value() : found->second->root();
    }
};

/// One rule a line: "keyword:json". What only some alternatives ask begins with "?".
RuleSet read(std::string_view lines) {
    RuleSet rules;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        const std::size_t colon = std::min(line.find(':'), line.size());
        const std::string keyword(line.substr(0, colon));
        const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        const bool isWord = colon < line.size() && std::all_of(keyword.begin(), keyword.end(), isLetter);
        const auto json = isWord ? doc::readJson(std::string(line.substr(colon + 1))) : Result<doc::DocumentPtr>(nullptr);
        const bool isKnown = json && *json && rules.byKeyword.emplace(keyword, *json).second;
        if (!isKnown) {
            rules.opaque.emplace(line);
        }
    }
    return rules;
}

Breaks worse(Breaks left, Breaks right) {
    return left == Breaks::yes || right == Breaks::yes ? Breaks::yes : left == Breaks::no ? right : left;
}
Verdict both(const Verdict& left, const Verdict& right) {
    return {worse(left.reader, right.reader), worse(left.writer, right.writer)};
}
Verdict turned(const Verdict& verdict) { return {verdict.writer, verdict.reader}; }
bool isHarmless(const Verdict& verdict) { return verdict.reader == Breaks::no && verdict.writer == Breaks::no; }

/// A keyword came that asks something, or nothing new.
constexpr Verdict perhapsLess{Breaks::no, Breaks::cannotTell};

/// By order of two counts, of which the greater allows less.
Verdict byCount(const Decimal& old, const Decimal& now) {
    const int order = compare(now, old);
    return order > 0 ? allowsLess : order < 0 ? allowsMore : harmless;
}

class RuleJudge {
public:
    RuleJudge(const FieldPair& pair, const ComparisonRules& rules)
        : pair_(pair), rules_(rules), old_(read(pair.old->otherRules)), now_(read(pair.now->otherRules)) {}

    void run(std::vector<Change>& changes) {
        std::set<std::string> keywords;
        for (const RuleSet* side : {&old_, &now_}) {
            for (const auto& [keyword, json] : side->byKeyword) {
                keywords.insert(keyword == "minContains" || keyword == "maxContains" ? "contains" : keyword);
            }
        }
        for (const std::string& keyword : keywords) {
            const Value old = old_.find(keyword), now = now_.find(keyword);
            const bool isSame = keyword != "contains" && old.isValid() == now.isValid() && equals(old, now);
            const Verdict verdict = isSame || keyword == "types" ? harmless : judge(keyword, old, now);
            if (!isHarmless(verdict)) {
                tell(keyword, old, now, verdict, changes);
            }
        }
        const bool isSameType = pair_.old->type == pair_.now->type;
        if (old_.opaque != now_.opaque && isSameType && (!rules_.oneIsAList || haveSameNames(*pair_.old, *pair_.now))) {
            changes.push_back(changeOf(
                pair_, ChangeKind::rules,
                say("Other rules of %1 (alternatives, conditions, order) changed.").arg(shownPath(pair_.newPath)), undecided));
        }
    }

private:
    Verdict judge(const std::string& keyword, Value old, Value now) const {
        if (keyword == "uniqueItems") {
            return byCount(Decimal(old.boolean() ? "1" : "0"), Decimal(now.boolean() ? "1" : "0"));
        }
        if (keyword.starts_with("min") || keyword.starts_with("max")) {
            return judgeCount(keyword.starts_with("min"), old, now);
        }
        if (keyword == "contains") {
            return hasUnevaluated() ? undecided : judgeContains();
        }
        if (keyword == "patternProperties") {
            return judgePatterns(old, now);
        }
        if (keyword == "dependentRequired" || keyword == "dependencies" || keyword == "dependentSchemas") {
            return judgeDependencies(old, now);
        }
        static constexpr std::string_view schemas[] = {"propertyNames", "unevaluatedProperties", "unevaluatedItems", "items",
                                                       "additionalItems"};
        if (std::find(std::begin(schemas), std::end(schemas), keyword) != std::end(schemas)) {
            return compareSchemas(old, now);
        }
        if (keyword == "not" || keyword == "disallow") {
            return hasUnevaluated() ? undecided : judgeNegation(keyword, old, now);
        }
        const bool isCondition = keyword == "anyOf" || keyword == "oneOf" || keyword == "if";
        if (isCondition && !hasUnevaluated() && !(old.isValid() && now.isValid())) {
            return now.isValid() ? perhapsLess : turned(perhapsLess);
        }
        return undecided;
    }

    /// These count what the other keywords have looked at.
    bool hasUnevaluated() const {
        const auto has = [](const RuleSet& side) { return side.find("unevaluatedProperties") || side.find("unevaluatedItems"); };
        return has(old_) || has(now_);
    }

    static Verdict judgeCount(bool isLeast, Value old, Value now) {
        if (!old.isValid() || !now.isValid()) {
            const bool asksNothing = isLeast && Decimal((old ? old : now).digits()).isZero();
            return asksNothing ? harmless : now ? allowsLess : allowsMore;
        }
        const Verdict verdict = byCount(Decimal(old.digits()), Decimal(now.digits()));
        return isLeast ? verdict : turned(verdict);
    }

    /// `contains` with its counts: without it none is asked for.
    Verdict judgeContains() const {
        struct Side {
            Value schema;
            Decimal least{"0"};
            std::string most;  ///< "" = any number
        };
        const auto side = [](const RuleSet& rules) {
            Side made{rules.find("contains"), Decimal("0"), {}};
            if (made.schema) {
                const Value least = rules.find("minContains"), most = rules.find("maxContains");
                made.least = Decimal(least ? least.digits() : "1");
                made.most = most ? most.digits() : std::string_view();
            }
            return made;
        };
        const Side old = side(old_), now = side(now_);
        Verdict verdict = byCount(old.least, now.least);
        const Verdict most = old.most.empty() == now.most.empty()
                                 ? old.most.empty() ? harmless : turned(byCount(Decimal(old.most), Decimal(now.most)))
                             : old.most.empty() ? allowsLess
                                                : allowsMore;
        verdict = both(verdict, most);
        if (!old.schema || !now.schema || equals(old.schema, now.schema)) {
            return verdict;
        }
        const Verdict schemas = compareSchemas(old.schema, now.schema);
        const bool asksForMore = !old.least.isZero() || !now.least.isZero();
        const bool asksForLess = !old.most.empty() || !now.most.empty();
        const Verdict items = both(asksForMore ? schemas : harmless, asksForLess ? turned(schemas) : harmless);
        return both(verdict, items);
    }

    Verdict judgeNegation(const std::string& keyword, Value old, Value now) const {
        if (!old.isValid() || !now.isValid()) {
            return now.isValid() ? perhapsLess : turned(perhapsLess);
        }
        const bool mayBeVain = pair_.old->type != FieldType::any || pair_.now->type != FieldType::any;
        return keyword != "not" || mayBeVain ? undecided : turned(compareSchemas(old, now));
    }

    /// Names of members, or schemas, that a member asks for.
    Verdict judgeDependencies(Value old, Value now) const {
        std::set<std::string_view> names;
        for (const Value side : {old, now}) {
            for (const Value each : side.children()) {
                names.insert(each.name());
            }
        }
        Verdict verdict = harmless;
        for (const std::string_view name : names) {
            const Value before = old.find(name), after = now.find(name);
            const bool isSchema = (before.isValid() && !before.is(Kind::array)) || (after.isValid() && !after.is(Kind::array));
            verdict = both(verdict, !isSchema          ? requiredNames(before, after)
                                    : hasUnevaluated() ? undecided
                                                       : compareSchemas(before, after));
        }
        return verdict;
    }

    static Verdict requiredNames(Value old, Value now) {
        const auto namesOf = [](Value list) {
            std::set<std::string_view> names;
            for (const Value each : list.children()) {
                names.insert(each.text());
            }
            return names;
        };
        const auto before = namesOf(old), after = namesOf(now);
        const auto includes = [](const auto& large, const auto& small) {
            return std::includes(large.begin(), large.end(), small.begin(), small.end());
        };
        return {includes(after, before) ? Breaks::no : Breaks::yes, includes(before, after) ? Breaks::no : Breaks::yes};
    }

    /// The field "*" tells of the first pattern's schema already.
    Verdict judgePatterns(Value old, Value now) const {
        if (!old.isValid() || !now.isValid()) {
            return (old.isValid() ? old : now).size() > 1 ? undecided : harmless;
        }
        const bool isClosed = pair_.old->bounds.closed && pair_.now->bounds.closed;
        const bool isOpen = !pair_.old->bounds.closed && !pair_.now->bounds.closed && !hasUnevaluated();
        Verdict verdict = harmless;
        for (const Value before : old.children()) {
            const Value after = now.find(before.name());
            const bool isFirst = before == *old.children().begin();
            verdict = both(verdict, after      ? isFirst ? harmless : compareSchemas(before, after)
                                    : isClosed ? allowsLess
                                    : isOpen   ? turned(perhapsLess)
                                               : undecided);
        }
        for (const Value after : now.children()) {
            if (!old.find(after.name())) {
                verdict = both(verdict, isClosed ? allowsMore : isOpen ? perhapsLess : undecided);
            }
        }
        return verdict;
    }

    /// Which values the new schema allows of those of the old one, and the other way round. Not there is `true`.
    Verdict compareSchemas(Value old, Value now) const {
        const std::string before = old ? doc::writeJson(old) : "true", after = now ? doc::writeJson(now) : "true";
        const auto isAll = [](const std::string& text) { return text == "true" || text == "{}"; };
        if (before == after || (isAll(before) && isAll(after))) {
            return harmless;
        }
        if (before == "false" || after == "false") {
            return after == "false" ? allowsLess : allowsMore;
        }
        const bool hasReference = before.find("Ref\"") != std::string::npos || after.find("Ref\"") != std::string::npos ||
                                  before.find("$ref\"") != std::string::npos || after.find("$ref\"") != std::string::npos;
        if (hasReference || rules_.depth >= deepestSchema) {
            return undecided;
        }
        const auto oldTree = treeOf(before), newTree = treeOf(after);
        if (!oldTree || !newTree) {
            return undecided;
        }
        ComparisonRules inner = rules_;
        ++inner.depth;
        Verdict verdict = harmless;
        for (const Change& change : Differ(inner).run(*oldTree->root, *newTree->root)) {
            verdict = both(verdict, {change.reader, change.writer});
        }
        return verdict;
    }

    static Result<Tree> treeOf(const std::string& text) {
        PB_TRY(document, doc::readJson(text == "true" ? std::string("{}") : text));
        return treeFromJsonSchema(document, document->root());
    }

    void tell(const std::string& keyword, Value old, Value now, const Verdict& verdict, std::vector<Change>& changes) const {
        constexpr std::size_t longest = 80;
        const auto shown = [](Value value) { return qs(clipped(doc::writeJson(value), longest)); };
        const QString path = shownPath(pair_.newPath), word = qs(keyword);
        const QString sentence =
            !old.isValid()     ? say("%1 has the new rule %2: %3.").arg(path, word, shown(now))
            : !now.isValid()   ? say("%1 no longer has the rule %2: %3.").arg(path, word, shown(old))
            : equals(old, now) ? say("How many entries of %1 must be as %2 asks changed.").arg(path, word)
                               : say("The rule %2 of %1 was %3 and is %4.").arg(path, word, shown(old), shown(now));
        const bool mayAllowMore = verdict.reader != Breaks::no, mayAllowLess = verdict.writer != Breaks::no;
        const ChangeKind kind = mayAllowMore == mayAllowLess ? ChangeKind::rules
                                : mayAllowMore               ? ChangeKind::loosened
                                                             : ChangeKind::tightened;
        changes.push_back(changeOf(pair_, kind, sentence, verdict));
    }

    static bool haveSameNames(const Field& old, const Field& now) {
        std::set<std::string_view> oldNames, newNames;
        for (const auto& child : old.children) {
            oldNames.insert(child->name);
        }
        for (const auto& child : now.children) {
            newNames.insert(child->name);
        }
        return oldNames == newNames;
    }

    const FieldPair& pair_;
    const ComparisonRules& rules_;
    RuleSet old_, now_;
};

}  // namespace

void compareRules(const FieldPair& pair, const ComparisonRules& rules, std::vector<Change>& changes) {
    if (pair.old->otherRules != pair.now->otherRules) {
        RuleJudge(pair, rules).run(changes);
    }
}

}  // namespace pb::schema
