#pragma once

#include "models/document/Builder.h"
#include "models/schema/check/Evaluator.h"

namespace pb::schema {

template <class Report>
bool Evaluator<Report>::object(const ObjectRule& rule, std::uint32_t node, Marks* marks, const Scope* scope,
                               const Path& path) {
    const std::uint32_t size = run_.nodes[node].b;
    bool good = true;
    if (size < rule.minimum) {
        good = failed(path, {node, rule.minimumSource, {}, none, none});
    }
    if (size > rule.maximum) {
        good = failed(path, {node, rule.maximumSource, {}, none, none});
    }
    Bits present;
    if (rule.walksMembers && goesOn(good)) {
        good = members(rule, node, marks, scope, path, present) && good;
    }
    if (!rule.required.empty() && goesOn(good)) {
        good = presence(rule, node, present, path) && good;
    }
    if (!rule.dependencies.empty() && goesOn(good)) {
        good = dependencies(rule, node, present, marks, scope, path) && good;
    }
    return good;
}

/// What the schema says of one member: by its name, by patterns of names, and for all others.
template <class Report>
PB_ALWAYS_INLINE bool Evaluator<Report>::member(const ObjectRule& rule, const Property* property, std::uint32_t node,
                                                const Scope* scope, const Path& path, bool& evaluated) {
    bool good = true;
    if (property != nullptr && property->declared) {
        evaluated = true;
        good = property->block == none || check(property->block, node, nullptr, scope, path.into("properties", property->source));
    }
    if (!rule.patterns.empty() && goesOn(good)) {
        good = patternMember(rule, node, scope, path, evaluated) && good;
    }
    if (!evaluated && rule.additional.block != none) {
        evaluated = true;
        good = check(rule.additional.block, node, nullptr, scope, path.into(rule.additional.source)) && good;
    }
    if (rule.names.block != none && goesOn(good)) {
        good = memberName(rule.names, node, scope, path) && good;
    }
    return good;
}

template <class Report>
bool Evaluator<Report>::patternMember(const ObjectRule& rule, std::uint32_t node, const Scope* scope, const Path& path,
                                      bool& evaluated) {
    const std::string_view name = run_.document.nameOf(run_.nodes[node].nameId());
    bool good = true;
    for (const auto& [pattern, branch] : rule.patterns) {
        if (goesOn(good) && matches(run_, program_.patterns[pattern], name)) {
            evaluated = true;
            good = (branch.block == none ||
                    check(branch.block, node, nullptr, scope, path.into("patternProperties", branch.source))) &&
                   good;
        }
    }
    return good;
}

template <class Report>
bool Evaluator<Report>::members(const ObjectRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path,
                                Bits& present) {
    bool good = true;
    std::uint32_t position = 0;
    const std::uint32_t end = run_.nodes[node].a;
    for (std::uint32_t child = node + 1; child < end && goesOn(good); child = after(run_.nodes, child), ++position) {
        const Property* const property = rule.properties.find(run_.nameIds[run_.nodes[child].nameId()]);
        if (property != nullptr && property->presence != none) {
            present.set(property->presence);
        }
        bool evaluated = false;
        good = member(rule, property, child, scope, path, evaluated) && good;
        if (evaluated && marks != nullptr) {
            marks->some.set(position);
        }
    }
    return good;
}

/// A name is no node of the document. Most schemas of names are text checks; for the others it becomes a document.
template <class Report>
bool Evaluator<Report>::memberName(const Branch& names, std::uint32_t node, const Scope* scope, const Path& path) {
    const std::string_view name = run_.document.nameOf(run_.nodes[node].nameId());
    const Block& block = program_.blocks[names.block];
    const bool plain = !block.never && (block.types & bitOf(doc::Kind::string)) != 0 && block.steps.count == 0;
    bool good = false;
    if (plain) {
        good = meetsAll(run_, program_, block.stringSteps, name);
    } else {
        doc::Builder builder(name, nullptr, doc::Format::json);
        builder.string(name, {0, static_cast<std::uint32_t>(name.size())});
        const doc::DocumentPtr document = builder.finish();
        NameMaps innerNames;
        Run inner(program_, *document, innerNames);
        Quick report;
        good = Evaluator<Quick>(inner, report).check(names.block, 0, nullptr, scope, {});
        run_.limit = inner.limit;
    }
    return good || failed(path, {node, names.source, name, none, none});
}

template <class Report>
bool Evaluator<Report>::presence(const ObjectRule& rule, std::uint32_t node, const Bits& present, const Path& path) {
    const bool few = rule.presenceNames.size() <= 64 && rule.requiredSource.isValid();
    if (few && (present.low() & rule.requiredMask) == rule.requiredMask) {
        return true;
    }
    bool good = true;
    for (const std::uint32_t bit : rule.required) {
        if (!present.has(bit) && goesOn(good)) {
            const std::uint32_t name = rule.presenceNames[bit];
            const doc::Value source = rule.requiredSource.isValid() ? rule.requiredSource
                                                                    : rule.properties.find(name)->source.find("required");
            good = failed(path, {node, source, program_.names[name], none, none});
        }
    }
    return good;
}

template <class Report>
bool Evaluator<Report>::dependencies(const ObjectRule& rule, std::uint32_t node, const Bits& present, Marks* marks,
                                     const Scope* scope, const Path& path) {
    bool good = true;
    for (const Dependency& dependency : rule.dependencies) {
        if (!present.has(dependency.presence) || !goesOn(good)) {
            continue;
        }
        const Path inner = path.into(dependency.keyword, dependency.source);
        for (const std::uint32_t bit : dependency.needed) {
            if (!present.has(bit) && goesOn(good)) {
                good = failed(inner, {node, dependency.source, program_.names[rule.presenceNames[bit]], none, none});
            }
        }
        if (dependency.schema.block != none) {
            good = check(dependency.schema.block, node, marks, scope, inner) && good;
        }
    }
    return good;
}

template <class Report>
bool Evaluator<Report>::array(const ArrayRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    const std::uint32_t size = run_.nodes[node].b;
    bool good = true;
    if (size < rule.minimum) {
        good = failed(path, {node, rule.minimumSource, {}, none, none});
    }
    if (size > rule.maximum) {
        good = failed(path, {node, rule.maximumSource, {}, none, none});
    }
    if (goesOn(good) && (rule.rest.block != none || !rule.prefix.empty())) {
        good = elements(rule, node, marks, scope, path) && good;
    }
    if (goesOn(good) && rule.contains.block != none) {
        good = contains(rule, node, marks, scope, path) && good;
    }
    if (goesOn(good) && rule.uniqueSource.isValid() && size > 1) {
        std::uint32_t first = none, second = none;
        const bool differ = !findEqualElements(run_.valueOf(node), first, second);
        good = (tested(ValueTest::What::unique, node, {}, differ) || failed(path, {node, rule.uniqueSource, {}, first, second})) && good;
    }
    return good;
}

template <class Report>
bool Evaluator<Report>::elements(const ArrayRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    bool good = true;
    std::uint32_t position = 0;
    const std::uint32_t end = run_.nodes[node].a;
    for (std::uint32_t child = node + 1; child < end && goesOn(good); child = after(run_.nodes, child), ++position) {
        const bool inPrefix = position < rule.prefix.size();
        const Branch& branch = inPrefix ? rule.prefix[position] : rule.rest;
        if (branch.block == none) {
            continue;
        }
        const Path inner = inPrefix ? path.into(rule.prefixKeyword, position) : path.into(branch.source);
        good = check(branch.block, child, nullptr, scope, inner) && good;
        if (marks != nullptr) {
            marks->some.set(position);
        }
    }
    return good;
}

template <class Report>
bool Evaluator<Report>::contains(const ArrayRule& rule, std::uint32_t node, Marks* marks, const Scope* scope, const Path& path) {
    const bool marksThem = marks != nullptr && rule.containsEvaluates;
    const bool stopsEarly = !marksThem && rule.maxContains == unlimited && !Report::keepsAnnotations;
    std::uint64_t found = 0;
    std::uint32_t position = 0;
    const std::uint32_t end = run_.nodes[node].a;
    for (std::uint32_t child = node + 1; child < end; child = after(run_.nodes, child), ++position) {
        if (stopsEarly && found >= rule.minContains) {
            return true;
        }
        if (quiet(rule.contains.block, child, nullptr, scope, path.into(rule.contains.source))) {
            ++found;
            if (marksThem) {
                marks->some.set(position);
            }
        }
    }
    if (found > rule.maxContains) {
        return failed(path, {node, rule.maxContainsSource, {}, none, none});
    }
    const doc::Value source = rule.minContainsSource.isValid() ? rule.minContainsSource : rule.contains.source;
    return found >= rule.minContains || failed(path, {node, source, {}, none, none});
}

}  // namespace pb::schema
