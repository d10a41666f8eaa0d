#pragma once

#include "models/schema/compile/Compiler.h"

#include <optional>

namespace pb::schema {

/// Compiles one schema object: one handler a keyword, then the pieces go to the program.
class BlockBuilder {
public:
    BlockBuilder(Compiler& compiler, const SchemaPlace& place)
        : compiler_(compiler), program_(compiler.program()), place_(place), rules_(compiler.registry().resource(place.resource).rules) {}

    Done build(BlockId id);

private:
    Done buildObject();
    Done apply(const KeywordInfo& info, doc::Value value);
    Done applyReference(Keyword keyword, doc::Value value);
    void applyApplicator(Keyword keyword, doc::Value value);
    void applyMemberKeyword(Keyword keyword, doc::Value value);
    void applyItemKeyword(Keyword keyword, doc::Value value);
    void applyValidation(Keyword keyword, doc::Value value);
    void applyStringKeyword(Keyword keyword, doc::Value value);

    void applyList(Op op, doc::Value value);
    void applyCondition(doc::Value value);
    void applyProperties(doc::Value value);
    void applyPatternProperties(doc::Value value);
    void applyDependencies(doc::Value value);
    void applyRequired(doc::Value value);
    void applyItems(doc::Value value);
    void applyPrefix(doc::Value value);
    void applyContains(doc::Value value);
    void applyType(doc::Value value);
    void applyTypeUnion(Op op, doc::Value value);
    void applyEnum(doc::Value value, bool constant);
    void applyNumber(Keyword keyword, doc::Value value);
    void applyFormat(doc::Value value);
    void applyPattern(doc::Value value);
    void applyContent(doc::Value value);

    bool isSchema(doc::Value value) const;
    Branch branch(doc::Value value);
    doc::Value sibling(std::string_view name) const;  ///< only where the rules know the keyword
    bool count(doc::Value value, std::uint64_t& out);
    std::uint32_t presenceOf(std::string_view name);
    ObjectRule& object();
    ArrayRule& array();
    Unevaluated& unevaluated();
    static std::uint32_t commit(std::vector<Step>& from, std::vector<Step>& to);
    void commitTo(Block& block);

    Compiler& compiler_;
    Program& program_;
    SchemaPlace place_;
    Rules rules_;
    std::uint8_t types_ = everyType | integerBit;
    doc::Value typeSource_;
    std::vector<Step> steps_, stringSteps_, numberSteps_;
    std::optional<ObjectRule> object_;
    std::optional<ArrayRule> array_;
    std::optional<Unevaluated> unevaluated_;
};

/// The mask of a type name; 0 for a name that is none ("any" of draft 3 is every type).
std::uint8_t typeMask(std::string_view name, const Rules& rules);

}  // namespace pb::schema
