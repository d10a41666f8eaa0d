#include "models/base/Text.h"
#include "models/schema/compile/BlockBuilder.h"

#include <array>

namespace pb::schema {

using doc::Kind;
using doc::Value;

std::uint8_t typeMask(std::string_view name, const Rules& rules) {
    struct Named {
        std::string_view name;
        int mask;
    };
    static constexpr std::array<Named, 7> names{{
        {"null", bitOf(Kind::null)},
        {"boolean", bitOf(Kind::boolean)},
        {"number", bitOf(Kind::number) | integerBit},
        {"integer", integerBit},
        {"string", bitOf(Kind::string)},
        {"array", bitOf(Kind::array)},
        {"object", bitOf(Kind::object)},
    }};
    for (const Named& entry : names) {
        if (entry.name == name) {
            return static_cast<std::uint8_t>(entry.mask);
        }
    }
    const bool any = name == "any" && rules.dialect == Dialect::draft3;
    return any ? everyType | integerBit : 0;
}

void BlockBuilder::applyList(Op op, Value value) {
    std::vector<std::uint32_t> blocks;
    for (const Value item : value.children()) {
        if (const Branch inner = branch(item); inner.block != none) {
            blocks.push_back(inner.block);
        }
    }
    if (blocks.empty()) {
        compiler_.malformed(value, say("A list of at least one schema is required."));
        return;
    }
    steps_.push_back({op, compiler_.list(blocks), static_cast<std::uint32_t>(blocks.size()), value});
}

void BlockBuilder::applyCondition(Value value) {
    Condition condition{branch(value), {}, {}};
    if (const Value inner = place_.value.find("then"); inner.isValid()) {
        condition.thenBranch = branch(inner);
    }
    if (const Value inner = place_.value.find("else"); inner.isValid()) {
        condition.elseBranch = branch(inner);
    }
    if (condition.test.block != none) {
        steps_.push_back({Op::condition, static_cast<std::uint32_t>(program_.conditions.size()), 0, value});
        program_.conditions.push_back(condition);
    }
}

void BlockBuilder::applyProperties(Value value) {
    for (const Value member : value.children()) {
        const Branch inner = branch(member);
        Property& property = object().properties.at(program_.names.idOf(member.name()));
        property.block = inner.block;
        property.source = member;
        property.declared = true;
        const bool needed = rules_.dialect == Dialect::draft3 && member.find("required").boolean();
        if (needed) {
            object().required.push_back(presenceOf(member.name()));
        }
    }
}

void BlockBuilder::applyPatternProperties(Value value) {
    for (const Value member : value.children()) {
        auto pattern = Pattern::compile(member.name());
        if (!pattern) {
            compiler_.malformed(member, pattern.error().sentence);
            continue;
        }
        object().patterns.emplace_back(static_cast<std::uint32_t>(program_.patterns.size()), branch(member));
        program_.patterns.push_back(std::move(*pattern));
    }
}

void BlockBuilder::applyDependencies(Value value) {
    for (const Value member : value.children()) {
        Dependency dependency;
        dependency.presence = presenceOf(member.name());
        dependency.source = member;
        dependency.keyword = value.name();
        if (member.is(Kind::array)) {
            for (const Value name : member.children()) {
                dependency.needed.push_back(presenceOf(name.text()));
            }
        } else if (member.is(Kind::string)) {
            dependency.needed.push_back(presenceOf(member.text()));
        } else {
            dependency.schema = branch(member);
        }
        object().dependencies.push_back(std::move(dependency));
    }
}

void BlockBuilder::applyRequired(Value value) {
    if (rules_.dialect == Dialect::draft3) {
        return;  // said by each property, read by applyProperties
    }
    if (!value.is(Kind::array)) {
        compiler_.malformed(value, say("A list of names is required."));
        return;
    }
    object().requiredSource = value;
    for (const Value name : value.children()) {
        const std::uint32_t bit = presenceOf(name.text());
        object().required.push_back(bit);
        if (bit < 64) {
            object().requiredMask |= std::uint64_t{1} << bit;
        }
    }
}

void BlockBuilder::applyItems(Value value) {
    const bool tuple = value.is(Kind::array) && rules_.isBefore(Dialect::draft2020);
    if (!tuple) {
        array().rest = branch(value);
        return;
    }
    applyPrefix(value);
}

void BlockBuilder::applyPrefix(Value value) {
    array().prefixKeyword = value.name();
    for (const Value item : value.children()) {
        array().prefix.push_back(branch(item));
    }
}

void BlockBuilder::applyContains(Value value) {
    ArrayRule& rule = array();
    rule.contains = branch(value);
    rule.containsEvaluates = !rules_.isBefore(Dialect::draft2020);
    if (const Value least = sibling("minContains"); least.isValid() && count(least, rule.minContains)) {
        rule.minContainsSource = least;
    }
    if (const Value most = sibling("maxContains"); most.isValid() && count(most, rule.maxContains)) {
        rule.maxContainsSource = most;
    }
}

void BlockBuilder::applyType(Value value) {
    const bool hasSchemas = rules_.dialect == Dialect::draft3 && value.is(Kind::array);
    if (hasSchemas) {
        return applyTypeUnion(Op::typeUnion, value);
    }
    int mask = 0;
    if (value.is(Kind::string)) {
        mask = typeMask(value.text(), rules_);
    }
    for (const Value name : value.children()) {
        mask |= typeMask(name.text(), rules_);
    }
    if (mask == 0) {
        compiler_.malformed(value, say("The name of a type is required."));
        return;
    }
    if (sibling("nullable").boolean()) {
        mask |= bitOf(Kind::null);
    }
    types_ = static_cast<std::uint8_t>(mask);
    typeSource_ = value;
}

void BlockBuilder::applyTypeUnion(Op op, Value value) {
    int mask = value.is(Kind::string) ? typeMask(value.text(), rules_) : 0;
    std::vector<std::uint32_t> entries{0};
    for (const Value item : value.children()) {
        if (item.is(Kind::string)) {
            mask |= typeMask(item.text(), rules_);
        } else if (const Branch inner = branch(item); inner.block != none) {
            entries.push_back(inner.block);
        }
    }
    entries.front() = static_cast<std::uint32_t>(mask);
    steps_.push_back({op, compiler_.list(entries), static_cast<std::uint32_t>(entries.size()), value});
}

void BlockBuilder::applyEnum(Value value, bool constant) {
    std::vector<Value> values;
    if (constant) {
        values.push_back(value);
    } else if (value.is(Kind::array)) {
        for (const Value entry : value.children()) {
            values.push_back(entry);
        }
    } else {
        compiler_.malformed(value, say("A list of values is required."));
        return;
    }
    steps_.push_back({Op::enumeration, static_cast<std::uint32_t>(program_.enums.size()), 0, value});
    program_.enums.emplace_back(std::move(values));
}

void BlockBuilder::applyNumber(Keyword keyword, Value value) {
    const bool exclusiveFlag = keyword == Keyword::exclusiveMinimum || keyword == Keyword::exclusiveMaximum;
    if (exclusiveFlag && rules_.isBefore(Dialect::draft6)) {
        return;  // a flag of its bound, read below
    }
    if (!value.is(Kind::number)) {
        compiler_.malformed(value, say("A number is required."));
        return;
    }
    const bool flags = rules_.isBefore(Dialect::draft6);
    Op op = Op::multipleOf;
    if (keyword == Keyword::minimum) {
        op = flags && sibling("exclusiveMinimum").boolean() ? Op::exclusiveMinimum : Op::minimum;
    } else if (keyword == Keyword::maximum) {
        op = flags && sibling("exclusiveMaximum").boolean() ? Op::exclusiveMaximum : Op::maximum;
    } else if (exclusiveFlag) {
        op = keyword == Keyword::exclusiveMinimum ? Op::exclusiveMinimum : Op::exclusiveMaximum;
    }
    NumberBound bound{Decimal(value.digits()), SmallDecimal::read(value.digits())};
    if (op == Op::multipleOf && bound.exact.isZero()) {
        compiler_.malformed(value, say("A number > 0 is required."));
        return;
    }
    numberSteps_.push_back({op, static_cast<std::uint32_t>(program_.numbers.size()), 0, value});
    program_.numbers.push_back(std::move(bound));
}

void BlockBuilder::applyFormat(Value value) {
    const bool asserted = compiler_.options().assertFormats || rules_.has(vocabularyFormatAssertion);
    const FormatCheck check = asserted ? formatCheck(value.text(), rules_.dialect) : nullptr;
    if (check != nullptr) {
        stringSteps_.push_back({Op::format, static_cast<std::uint32_t>(program_.formats.size()), 0, value});
        program_.formats.push_back(check);
    }
}

void BlockBuilder::applyPattern(Value value) {
    auto pattern = value.is(Kind::string) ? Pattern::compile(value.text())
                                          : fail(ErrorCode::invalidInput, say("A regular expression is required."));
    if (!pattern) {
        compiler_.malformed(value, pattern.error().sentence);
        return;
    }
    stringSteps_.push_back({Op::pattern, static_cast<std::uint32_t>(program_.patterns.size()), 0, value});
    program_.patterns.push_back(std::move(*pattern));
}

/// Draft 7 §8 lets implementations assert; later drafts make these annotations.
void BlockBuilder::applyContent(Value value) {
    const bool asserted = rules_.dialect == Dialect::draft7 && compiler_.options().assertContent;
    const bool encoded = value.name() == "contentEncoding" && value.text() == "base64";
    const bool json = value.name() == "contentMediaType" && value.text() == "application/json";
    if (!asserted || (!encoded && !json)) {
        return;
    }
    const bool both = place_.value.find("contentEncoding").text() == "base64";
    const std::uint32_t what = encoded ? 1 : both ? 3 : 2;
    stringSteps_.push_back({Op::content, what, 0, value});
}

}  // namespace pb::schema
