#pragma once

#include "models/base/Regex.h"
#include "models/schema/xsd/SchemaFiles.h"
#include "models/schema/xsd/ValueSchema.h"

#include <deque>
#include <map>
#include <optional>

namespace pb::schema::xsd {

/// What a simple type asks by patterns, its own and those that it inherits.
struct TextRule {
    enum class Blanks : std::uint8_t { keep, replace, collapse };
    struct Step {
        std::string shown;  ///< the patterns of one restriction, as written, joined by "|"
        Regex regex;
    };
    struct Member {
        const TextRule* rule = nullptr;
        std::string type;  ///< in the ValueSchema
    };
    Blanks blanks = Blanks::keep;
    std::vector<Step> steps;         ///< each must match
    const TextRule* item = nullptr;  ///< a list: each item
    std::vector<Member> members;     ///< a union: one of them

    bool asksNothing() const { return steps.empty() && item == nullptr && members.empty(); }
};

/// What is wrong with a text.
struct TextFault {
    const char* keyword = "pattern";
    QString sentence;
};

/// The rules of all simple types, made once each.
class TextRules {
public:
    explicit TextRules(Files& files) : files_(files), values_(files) {}

    /// Of a type by its name as `node` says it; what is no simple type asks nothing.
    const TextRule& named(const Node& node, std::string_view qname);
    /// Of the type of an attribute or element: its `type`, or the xs:simpleType inside.
    const TextRule& typeOf(const Node& declaration);
    /// Of an xs:simpleType element.
    const TextRule& at(const Node& definition);
    /// A base with the facets of an xs:restriction.
    const TextRule& restricted(const TextRule& base, const Node& restriction);

    /// A text that the schema itself has in the attribute ("default", "fixed", "value") of the node: it must be what the rule
    /// asks (Part 1 §3.2.6 and §3.3.6, Part 2 §4.3.5.4).
    void expect(const TextRule& rule, const Node& node, const char* attribute);

    /// A pattern that is none, or too large, or a text that is not as expected: the first one. Call it when all rules are made, before anything is asked.
    Done finish();
    std::optional<TextFault> faultOf(const TextRule& rule, std::string_view text) const;

private:
    using Id = std::pair<const File*, std::uint32_t>;

    const TextRule& builtIn(std::string_view local);
    const TextRule& baseOf(const Node& node, const char* attribute);
    const TextRule& derived(const Node& definition);
    const TextRule& unionOf(const Node& node);
    void keep(Error error);  ///< the first one
    void addStep(TextRule& rule, const Node& restriction);
    std::optional<TextFault> faultOfUnion(const TextRule& rule, std::string_view text) const;

    struct Expected {
        const TextRule* rule = nullptr;
        Node node;
        const char* attribute = "";
    };

    Files& files_;
    ValueSchema values_;
    std::vector<Expected> expected_;
    std::deque<TextRule> rules_;
    std::map<Id, const TextRule*> known_;
    std::map<std::string, const TextRule*, std::less<>> builtIns_;
    std::optional<Error> error_;
    int depth_ = 0;
};

}  // namespace pb::schema::xsd
