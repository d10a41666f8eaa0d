#include "models/schema/check/Outline.h"

#include "models/schema/formats/Scan.h"

#include <array>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

/// RFC 3986 §3.5: what a fragment may hold as it is.
std::string asFragment(std::string_view pointer) {
    constexpr std::string_view allowed = "-._~!$&'()*+,;=:@/?";
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : pointer) {
        if (isAlpha(c) || isDigit(c) || allowed.find(c) != std::string_view::npos) {
            out.push_back(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out.push_back('%');
            out.push_back(hex[byte >> 4]);
            out.push_back(hex[byte & 15]);
        }
    }
    return out;
}

bool saysNothing(std::string_view keyword) {
    constexpr std::array<std::string_view, 11> structural{"$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$recursiveAnchor",
                                                          "$comment", "$vocabulary", "$defs", "definitions", "$ref"};
    for (const std::string_view each : structural) {
        if (keyword == each) {
            return true;
        }
    }
    return false;
}

/// 2020-12 validation §8: of texts only, and a contentSchema needs a media type.
bool appliesTo(std::string_view keyword, Value schema, Value instance) {
    if (keyword == "contentSchema" && !schema.find("contentMediaType").isValid()) {
        return false;
    }
    return !keyword.starts_with("content") || instance.is(Kind::string);
}

}  // namespace

void Outline::add(const Path& path, const Failure& failure) {
    const Violation violation = makeViolation(run_, path, failure);
    OutputUnit& unit = units_[open_.back()];
    unit.errors.emplace_back(violation.keyword, violation.sentence());
    if (++errors_ == mostErrors) {
        hitLimit(path, failure.node);
    }
}

void Outline::hitLimit(const Path& path, std::uint32_t node) {
    if (run_.limit == Limit::notHit) {
        run_.limit = Limit::units;
        add(path, {node, {}, {}, none, none});
    }
}

void Outline::enter(const Block& block, std::uint32_t node, const Path& path) {
    OutputUnit unit;
    unit.parent = open_.empty() ? OutputUnit::noParent : open_.back();
    unit.evaluationPath = path.pointer();
    const std::string root = pointers_.of(run_.program().resourceRoots[block.resource]);
    unit.schemaLocation = run_.program().resourceUris[block.resource] + "#" + asFragment(pointers_.of(block.schema).substr(root.size()));
    unit.instance = run_.valueOf(node);
    unit.instanceLocation = pointers_.of(unit.instance);
    open_.push_back(units_.size());
    units_.push_back(std::move(unit));
    if (units_.size() == mostUnits) {
        hitLimit(path, node);
    }
}

void Outline::leave(const Block& block, std::uint32_t, bool good) {
    const std::size_t own = open_.back();
    open_.pop_back();
    units_[own].valid = good;
    if (good) {
        annotate(units_[own], block);
    } else {
        drop(own);
    }
}

void Outline::annotate(OutputUnit& unit, const Block& block) {
    const Rules& rules = run_.program().resourceRules[block.resource];
    const bool onlyReference = rules.refHidesSiblings() && block.schema.find("$ref").is(Kind::string);
    for (const Value member : block.schema.children()) {
        const KeywordInfo& info = keywordInfo(member.name(), rules);
        const bool annotates = info.keyword == Keyword::unknown || info.keyword == Keyword::format ||
                               info.vocabulary == vocabularyContent;
        if (annotates && !onlyReference && !saysNothing(member.name()) && appliesTo(member.name(), block.schema, unit.instance)) {
            unit.annotations.emplace_back(member.name(), member);
        }
    }
}

void Outline::silence(std::size_t begin, int by) {
    for (std::size_t i = begin; i < units_.size(); ++i) {
        units_[i].silent += by;
    }
}

void Outline::drop(std::size_t begin) {
    for (std::size_t i = begin; i < units_.size(); ++i) {
        units_[i].dropped = true;
    }
}

}  // namespace pb::schema
