#include "models/schema/xsd/TextRules.h"

#include "models/base/Text.h"
#include "models/schema/xsd/XsdPattern.h"

#include <algorithm>

namespace pb::schema::xsd {

namespace {

constexpr std::string_view blankCharacters = " \t\r\n";
constexpr std::size_t longestShown = 200;
constexpr int deepestType = 100;  ///< derivations, lists and unions one inside of the other

/// Part 2 §4.3.6.
std::string normalised(std::string_view text, TextRule::Blanks blanks) {
    std::string out(text);
    if (blanks == TextRule::Blanks::keep) {
        return out;
    }
    std::replace_if(out.begin(), out.end(), [](char c) { return blankCharacters.find(c) != std::string_view::npos; }, ' ');
    if (blanks == TextRule::Blanks::collapse) {
        const auto areBlank = [](char left, char right) { return left == ' ' && right == ' '; };
        out.erase(std::unique(out.begin(), out.end(), areBlank), out.end());
        out.erase(0, out.starts_with(' ') ? 1 : 0);
        out.erase(out.size() - (out.ends_with(' ') ? 1 : 0));
    }
    return out;
}

TextRule::Blanks blanksOf(std::string_view builtIn) {
    return builtIn == "string" || builtIn == "anySimpleType" ? TextRule::Blanks::keep
           : builtIn == "normalizedString"                   ? TextRule::Blanks::replace
                                                             : TextRule::Blanks::collapse;
}

template <typename Each>
void eachWord(std::string_view text, Each each) {
    while (!text.empty()) {
        const std::size_t length = std::min(text.find_first_of(blankCharacters), text.size());
        if (length > 0 && !each(text.substr(0, length))) {
            return;
        }
        text.remove_prefix(std::min(length + 1, text.size()));
    }
}

}  // namespace

const TextRule& TextRules::builtIn(std::string_view local) {
    const auto known = builtIns_.find(local);
    if (known != builtIns_.end()) {
        return *known->second;
    }
    TextRule& rule = rules_.emplace_back();
    rule.blanks = blanksOf(local);
    return *(builtIns_[std::string(local)] = &rule);
}

const TextRule& TextRules::named(const Node& node, std::string_view qname) {
    const Name name = files_.resolve(node, qname);
    const Component* const component = name.isBuiltIn() ? nullptr : files_.find(Symbol::type, node, name);
    return component && component->node.tag == "simpleType" ? at(component->node)
                                                            : builtIn(name.isBuiltIn() ? name.local : "anySimpleType");
}

const TextRule& TextRules::baseOf(const Node& node, const char* attribute) {
    const Node inner = node.child("simpleType");
    return node.has(attribute) ? named(node, node.attribute(attribute)) : inner ? at(inner) : builtIn("anySimpleType");
}

const TextRule& TextRules::typeOf(const Node& declaration) { return baseOf(declaration, "type"); }

const TextRule& TextRules::at(const Node& definition) {
    if (const auto known = known_.find(definition.id()); known != known_.end()) {
        return *known->second;
    }
    known_[definition.id()] = &builtIn("anySimpleType");  // a type that is built on itself: the tree tells it
    if (depth_ > deepestType) {
        keep(Error(ErrorCode::limit, say("Cannot use the XML Schema. A type is built on more than %1 others.").arg(deepestType), {},
                   definition.place()));
        return builtIn("anySimpleType");
    }
    ++depth_;
    const TextRule& rule = derived(definition);
    --depth_;
    return *(known_[definition.id()] = &rule);
}

const TextRule& TextRules::derived(const Node& definition) {
    if (const Node restriction = definition.child("restriction")) {
        return restricted(baseOf(restriction, "base"), restriction);
    }
    if (const Node list = definition.child("list")) {
        const TextRule& item = baseOf(list, "itemType");
        TextRule& made = rules_.emplace_back();
        made.blanks = TextRule::Blanks::collapse;
        made.item = item.asksNothing() ? nullptr : &item;
        return made;
    }
    const Node alternatives = definition.child("union");
    return alternatives ? unionOf(alternatives) : builtIn("anySimpleType");
}

const TextRule& TextRules::unionOf(const Node& node) {
    std::vector<TextRule::Member> members;
    const auto add = [&](const TextRule& rule, std::string type) { members.push_back({&rule, std::move(type)}); };
    eachWord(node.attribute("memberTypes"), [&](std::string_view name) {
        add(named(node, name), values_.named(node, name));
        return true;
    });
    for (const Node& inner : node.children()) {
        if (inner.tag == "simpleType") {
            add(at(inner), values_.at(inner));
        }
    }
    const bool asks = std::any_of(members.begin(), members.end(), [](const auto& each) { return !each.rule->asksNothing(); });
    TextRule& rule = rules_.emplace_back();
    rule.members = asks ? std::move(members) : std::vector<TextRule::Member>();
    return rule;
}

const TextRule& TextRules::restricted(const TextRule& base, const Node& restriction) {
    TextRule& rule = rules_.emplace_back(base);
    addStep(rule, restriction);
    for (const Node& facet : base.asksNothing() ? std::vector<Node>() : restriction.children()) {
        if (facet.tag == "enumeration") {
            expect(base, facet, "value");
        }
    }
    return rule;
}

void TextRules::expect(const TextRule& rule, const Node& node, const char* attribute) {
    if (!rule.asksNothing() && node.has(attribute)) {
        expected_.push_back({&rule, node, attribute});
    }
}

void TextRules::addStep(TextRule& rule, const Node& restriction) {
    std::string shown, whole;
    Place place;
    for (const Node& facet : restriction.children()) {
        const std::string_view value = facet.attribute("value");
        if (facet.tag == "whiteSpace") {
            rule.blanks = value == "collapse" ? TextRule::Blanks::collapse
                          : value == "replace" ? TextRule::Blanks::replace
                                               : rule.blanks;
        } else if (facet.tag == "pattern" && facet.has("value")) {
            const auto pattern = ecmaPattern(value);
            if (!pattern) {
                keep(Error(ErrorCode::invalidInput,
                           say("Cannot use the XML Schema. The pattern “%1” is no regular expression of XML Schema.")
                               .arg(qs(clipped(value, longestShown))),
                           say("Correct the schema at that place."), facet.place()));
            }
            place = facet.place();
            shown.append(whole.empty() ? "" : "|").append(value);
            whole.append(whole.empty() ? "" : "|").append(pattern.value_or(""));
        }
    }
    if (whole.empty()) {
        return;
    }
    auto regex = Regex::compile("^(?:" + whole + ")$");
    if (regex) {
        rule.steps.insert(rule.steps.begin(), {std::move(shown), std::move(*regex)});
    } else {
        keep(Error(std::move(regex).error()).at(place));
    }
}

void TextRules::keep(Error error) {
    if (!error_) {
        error_ = std::move(error);
    }
}

Done TextRules::finish() {
    if (error_) {
        return fail(*error_);
    }
    PB_CHECK(values_.compile());
    for (const Expected& each : expected_) {
        if (const auto fault = faultOf(*each.rule, each.node.attribute(each.attribute))) {
            return fail(ErrorCode::invalidInput,
                        say("Cannot use the XML Schema. The attribute “%1” is not of its type: %2")
                            .arg(QString::fromLatin1(each.attribute), fault->sentence),
                        say("Correct the schema at that place."), each.node.place());
        }
    }
    return {};
}

std::optional<TextFault> TextRules::faultOf(const TextRule& rule, std::string_view text) const {
    const std::string value = normalised(text, rule.blanks);
    for (const TextRule::Step& step : rule.steps) {
        const auto matches = step.regex.test(value);
        if (!matches) {
            return TextFault{"pattern", say("The check was not finished. %1").arg(matches.error().sentence)};
        }
        if (!*matches) {
            return TextFault{"pattern", say("The value '%1' is not accepted by the pattern '%2'.")
                                            .arg(qs(clipped(value, longestShown)), qs(clipped(step.shown, longestShown)))};
        }
    }
    std::optional<TextFault> fault;
    if (rule.item != nullptr) {
        eachWord(value, [&](std::string_view word) { return !(fault = faultOf(*rule.item, word)); });
    }
    return !fault && !rule.members.empty() ? faultOfUnion(rule, value) : fault;
}

std::optional<TextFault> TextRules::faultOfUnion(const TextRule& rule, std::string_view text) const {
    const bool isOne = std::any_of(rule.members.begin(), rule.members.end(), [&](const TextRule::Member& member) {
        return !faultOf(*member.rule, text) && values_.accepts(member.type, text);
    });
    return isOne ? std::nullopt
                 : std::optional(TextFault{"type", say("'%1' is not a valid value of any type of the union.")
                                                       .arg(qs(clipped(text, longestShown)))});
}

}  // namespace pb::schema::xsd
