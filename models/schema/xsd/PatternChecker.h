#pragma once

#include "models/schema/xsd/ComplexTypes.h"
#include "models/schema/xsd/TextRules.h"

#include <deque>
#include <functional>
#include <unordered_map>

namespace pb::schema::xsd {

/// A text that breaks a pattern, as libxml2 would tell it.
struct PatternFault {
    const xmlNode* element = nullptr;
    std::string attribute;  ///< local name; empty: the element's own text
    TextFault fault;
};

/// Matches the patterns of a schema in time that is linear in the text, beside libxml2, which backtracks and therefore
/// never gets to see them. What type a value is of follows from the names above it alone ("Element Declarations
/// Consistent", Part 1 §3.8.6), xsi:type aside.
class PatternChecker {
public:
    explicit PatternChecker(Files& files) : files_(files), complex_(files, simple_), texts_(files) {}

    /// An error is a pattern that is none, or a limit.
    Done compile();
    /// In the order of the document; `each` says whether to go on. Inside of a ClosedWorld.
    void check(const xmlDoc& document, const std::function<bool(PatternFault)>& each) const;

private:
    struct TypeRule;
    struct ElementRule {
        const TypeRule* type = nullptr;
        bool hasDefault = false;
    };
    struct Wildcard {
        std::vector<std::string> namespaces;  ///< "##any", "##other" or those that it lists
        std::string target;
        bool isSkipped = false;
        bool takes(const std::string& uri) const;
    };
    struct TypeRule {
        const TextRule* text = nullptr;
        std::unordered_map<std::string, ElementRule> children;  ///< by Name::key()
        std::unordered_map<std::string, const TextRule*> attributes;
        std::vector<Wildcard> wildcards;
        bool takesAnything = false;
    };
    using Id = std::pair<const File*, std::uint32_t>;
    struct Step {
        const xmlNode* element = nullptr;
        ElementRule rule;
    };

    ElementRule elementRule(const Node& declaration, int depth = 0);
    const TypeRule* typeOf(const Node& declaration, int depth);
    const TypeRule* simple(const TextRule& text);
    const TypeRule* complex(const Node& definition);
    const TextRule* contentText(const Node& definition, std::size_t depth);
    void fill(TypeRule& rule, const Node& definition);
    void expectConstants(const TextRule& rule, const Node& declaration);
    Wildcard wildcard(const Node& any) const;

    ElementRule ruleBelow(const TypeRule& parent, const xmlNode& child) const;
    const TypeRule* typeFor(const Step& step) const;
    const TextRule* attributeRule(const TypeRule& type, const xmlAttr& attribute) const;
    bool checkElement(const Step& step, const TypeRule& type, const std::function<bool(PatternFault)>& each) const;

    Files& files_;
    SimpleTypes simple_{files_};
    ComplexTypes complex_;
    TextRules texts_;
    std::deque<TypeRule> rules_;
    std::map<Id, TypeRule*> known_;
    std::map<const TextRule*, const TypeRule*> simpleRules_;
    std::deque<std::pair<TypeRule*, Node>> waiting_;
    std::vector<std::pair<const TypeRule*, Node>> constants_;  ///< elements with a default or a fixed value
    std::unordered_map<std::string, ElementRule> elements_;  ///< global ones
    std::unordered_map<std::string, const TextRule*> attributes_;
    std::unordered_map<std::string, const TypeRule*> types_;
    const TypeRule* anything_ = nullptr;
};

}  // namespace pb::schema::xsd
