#include "models/schema/compile/BlockBuilder.h"

#include "models/base/Text.h"
#include "models/schema/compile/Uri.h"

namespace pb::schema {

using doc::Kind;
using doc::Value;

Done BlockBuilder::build(BlockId id) {
    if (place_.value.is(Kind::object)) {
        PB_CHECK(buildObject());
    }
    Block& block = program_.blocks[id];
    block.schema = place_.value;
    block.resource = place_.resource;
    if (place_.value.is(Kind::boolean)) {
        block.never = !place_.value.boolean();
    } else if (!place_.value.is(Kind::object)) {
        compiler_.malformed(place_.value, say("A schema is an object or a boolean."));
    }
    commitTo(block);
    return {};
}

Done BlockBuilder::buildObject() {
    const Value reference = place_.value.find("$ref");
    if (rules_.refHidesSiblings() && reference.is(Kind::string)) {
        return applyReference(Keyword::ref, reference);
    }
    for (const Value member : place_.value.children()) {
        const KeywordInfo& info = keywordInfo(member.name(), rules_);
        if (info.keyword != Keyword::unknown) {
            PB_CHECK(apply(info, member));
        }
    }
    return {};
}

Done BlockBuilder::apply(const KeywordInfo& info, Value value) {
    switch (info.keyword) {
        case Keyword::ref:
        case Keyword::dynamicRef:
        case Keyword::recursiveRef: return applyReference(info.keyword, value);
        default: break;
    }
    switch (info.vocabulary) {
        case vocabularyApplicator: applyApplicator(info.keyword, value); break;
        case vocabularyUnevaluated: {
            auto& target = info.keyword == Keyword::unevaluatedItems ? unevaluated().items : unevaluated().properties;
            target = branch(value);
            break;
        }
        case vocabularyContent: applyContent(value); break;
        default: applyValidation(info.keyword, value); break;
    }
    return {};
}

Done BlockBuilder::applyReference(Keyword keyword, Value value) {
    if (!value.is(Kind::string)) {
        compiler_.malformed(value, say("A reference is a text."));
        return {};
    }
    PB_TRY(target, compiler_.registry().resolve(value.text(), place_.resource, value));
    const bool dynamic = keyword != Keyword::ref && compiler_.registry().isDynamic(target, value.text());
    if (const std::uint32_t deferred = dynamic ? none : compiler_.deferredFor(target); deferred != none) {
        steps_.push_back({Op::deferredReference, deferred, 0, value});
        return {};
    }
    const BlockId block = compiler_.blockFor(target);
    if (dynamic) {
        const std::string anchor = percentDecoded(splitUri(value.text()).fragment);
        steps_.push_back({Op::dynamicReference, block, compiler_.anchorId(anchor), value});
    } else {
        steps_.push_back({Op::reference, block, 0, value});
    }
    return {};
}

void BlockBuilder::applyApplicator(Keyword keyword, Value value) {
    switch (keyword) {
        case Keyword::allOf: return applyList(Op::allOf, value);
        case Keyword::anyOf: return applyList(Op::anyOf, value);
        case Keyword::oneOf: return applyList(Op::oneOf, value);
        case Keyword::condition: return applyCondition(value);
        case Keyword::disallow: return applyTypeUnion(Op::typeBan, value);
        case Keyword::negation:
            if (const Branch inner = branch(value); inner.block != none) {
                steps_.push_back({Op::negation, inner.block, 0, value});
            }
            return;
        case Keyword::extends:
            if (value.is(Kind::array)) {
                return applyList(Op::allOf, value);
            }
            if (const Branch base = branch(value); base.block != none) {
                steps_.push_back({Op::reference, base.block, 0, value});
            }
            return;
        case Keyword::items:
        case Keyword::prefixItems:
        case Keyword::additionalItems:
        case Keyword::contains: return applyItemKeyword(keyword, value);
        default: return applyMemberKeyword(keyword, value);
    }
}

void BlockBuilder::applyMemberKeyword(Keyword keyword, Value value) {
    switch (keyword) {
        case Keyword::properties: return applyProperties(value);
        case Keyword::patternProperties: return applyPatternProperties(value);
        case Keyword::additionalProperties: object().additional = branch(value); return;
        case Keyword::propertyNames: object().names = branch(value); return;
        case Keyword::dependencies:
        case Keyword::dependentSchemas: return applyDependencies(value);
        default: return;  // then, else: with their `if`; $defs: only when referenced
    }
}

void BlockBuilder::applyItemKeyword(Keyword keyword, Value value) {
    switch (keyword) {
        case Keyword::items: return applyItems(value);
        case Keyword::contains: return applyContains(value);
        case Keyword::prefixItems: return applyPrefix(value);
        default:
            if (sibling("items").is(Kind::array)) {
                array().rest = branch(value);
            }
    }
}

void BlockBuilder::applyValidation(Keyword keyword, Value value) {
    switch (keyword) {
        case Keyword::type: return applyType(value);
        case Keyword::enumeration: return applyEnum(value, false);
        case Keyword::constant: return applyEnum(value, true);
        case Keyword::required: return applyRequired(value);
        case Keyword::dependentRequired: return applyDependencies(value);
        case Keyword::multipleOf:
        case Keyword::minimum:
        case Keyword::maximum:
        case Keyword::exclusiveMinimum:
        case Keyword::exclusiveMaximum: return applyNumber(keyword, value);
        case Keyword::maxItems: array().maximumSource = count(value, array().maximum) ? value : Value(); return;
        case Keyword::minItems: array().minimumSource = count(value, array().minimum) ? value : Value(); return;
        case Keyword::maxProperties: object().maximumSource = count(value, object().maximum) ? value : Value(); return;
        case Keyword::minProperties: object().minimumSource = count(value, object().minimum) ? value : Value(); return;
        case Keyword::uniqueItems:
            if (value.boolean()) {
                array().uniqueSource = value;
            }
            return;
        default: return applyStringKeyword(keyword, value);
    }
}

void BlockBuilder::applyStringKeyword(Keyword keyword, Value value) {
    switch (keyword) {
        case Keyword::pattern: return applyPattern(value);
        case Keyword::format: return applyFormat(value);
        case Keyword::minLength:
        case Keyword::maxLength: {
            std::uint64_t length = 0;
            if (count(value, length)) {
                const Op op = keyword == Keyword::minLength ? Op::minLength : Op::maxLength;
                stringSteps_.push_back({op, static_cast<std::uint32_t>(program_.counts.size()), 0, value});
                program_.counts.push_back(length);
            }
            return;
        }
        default: return;  // minContains, maxContains: with `contains`; nullable: with `type`
    }
}

bool BlockBuilder::isSchema(Value value) const { return value.is(Kind::object) || value.is(Kind::boolean); }

Branch BlockBuilder::branch(Value value) {
    if (!isSchema(value)) {
        compiler_.malformed(value, say("A schema is an object or a boolean."));
        return {};
    }
    return {compiler_.blockFor(value, place_.resource), value};
}

Value BlockBuilder::sibling(std::string_view name) const {
    return keywordInfo(name, rules_).keyword == Keyword::unknown ? Value() : place_.value.find(name);
}

bool BlockBuilder::count(Value value, std::uint64_t& out) {
    const bool whole = value.is(Kind::number) && isInteger(value.digits()) && !value.digits().starts_with('-');
    if (!whole) {
        compiler_.malformed(value, say("A whole number ≥ 0 is required."));
        return false;
    }
    std::int64_t small = 0;
    out = asSmallInteger(Decimal(value.digits()).print(), small) ? static_cast<std::uint64_t>(small) : unlimited;
    return true;
}

ObjectRule& BlockBuilder::object() { return object_ ? *object_ : object_.emplace(); }
ArrayRule& BlockBuilder::array() { return array_ ? *array_ : array_.emplace(); }
Unevaluated& BlockBuilder::unevaluated() { return unevaluated_ ? *unevaluated_ : unevaluated_.emplace(); }

std::uint32_t BlockBuilder::presenceOf(std::string_view name) {
    ObjectRule& rule = object();
    const std::uint32_t id = program_.names.idOf(name);
    Property& property = rule.properties.at(id);
    if (property.presence == none) {
        property.presence = static_cast<std::uint32_t>(rule.presenceNames.size());
        rule.presenceNames.push_back(id);
    }
    return property.presence;
}

std::uint32_t BlockBuilder::commit(std::vector<Step>& from, std::vector<Step>& to) {
    const auto first = static_cast<std::uint32_t>(to.size());
    to.insert(to.end(), from.begin(), from.end());
    return first;
}

void BlockBuilder::commitTo(Block& block) {
    const auto range = [this](std::vector<Step>& steps) {
        return Range{commit(steps, program_.steps), static_cast<std::uint32_t>(steps.size())};
    };
    block.types = types_;
    block.typeSource = typeSource_;
    block.integersBySpelling = rules_.dialect <= Dialect::draft4;
    block.steps = range(steps_);
    block.stringSteps = range(stringSteps_);
    block.numberSteps = range(numberSteps_);
    block.hasSteps = block.steps.count + block.stringSteps.count + block.numberSteps.count > 0;
    if (object_) {
        object_->properties.seal();
        object_->walksMembers = !object_->properties.empty() || !object_->patterns.empty() ||
                                object_->additional.block != none || object_->names.block != none;
        block.object = static_cast<std::uint32_t>(program_.objects.size());
        program_.objects.push_back(std::move(*object_));
    }
    if (array_) {
        block.array = static_cast<std::uint32_t>(program_.arrays.size());
        program_.arrays.push_back(std::move(*array_));
    }
    if (unevaluated_) {
        block.unevaluated = static_cast<std::uint32_t>(program_.unevaluated.size());
        program_.unevaluated.push_back(*unevaluated_);
    }
}

}  // namespace pb::schema
