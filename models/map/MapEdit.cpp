#include "models/map/MapEdit.h"

#include "models/base/Text.h"

#include <algorithm>
#include <vector>

namespace pb::map {

namespace {

using jsonata::FieldClause;
using jsonata::Span;

/// "items[].unit" → {"items[]", "unit"}.
std::vector<std::string> partsOf(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        parts.emplace_back(path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return parts;
}

std::string join(const std::vector<std::string>& parts, std::size_t begin, std::size_t end) {
    std::string path;
    for (std::size_t i = begin; i < end; ++i) {
        path += (path.empty() ? "" : ".") + parts[i];
    }
    return path;
}

std::string withoutBrackets(std::string_view name) {
    return std::string(name.ends_with("[]") ? name.substr(0, name.size() - 2) : name);
}

/// "lines[].item.sku" as an expression: names quoted where they must be.
std::string expressionFor(std::string_view path) {
    std::string expression;
    for (const std::string& part : partsOf(path)) {
        expression += (expression.empty() ? "" : ".") + jsonata::quotedName(withoutBrackets(part));
    }
    return expression.empty() ? "$" : expression;
}

/// The fields that one object constructor makes.
std::vector<const FieldClause*> clausesIn(const MapDocument& map, Span constructor) {
    std::vector<const FieldClause*> clauses;
    for (const FieldClause& clause : map.analysis().fields) {
        if (clause.constructor == constructor) {
            clauses.push_back(&clause);
        }
    }
    return clauses;
}

/// The input path that names in a constructor start from, told by a clause that copies: the value `quantity` that reads
/// `lines[].quantity` stands in the context `lines[]`.
std::string contextOf(const MapDocument& map, Span constructor) {
    for (const FieldClause* clause : clausesIn(map, constructor)) {
        if (!clause->isCopy || clause->inputs.size() != 1) {
            continue;
        }
        const std::string& input = clause->inputs.front();
        const std::size_t names = partsOf(map.text().substr(clause->value.begin, clause->value.end - clause->value.begin)).size();
        const auto parts = partsOf(input);
        if (names <= parts.size()) {
            return join(parts, 0, parts.size() - names);
        }
    }
    return {};
}

/// Where a new clause goes: a constructor that the text has, and the parts of the target that are missing below it.
struct Destination {
    Span constructor;
    std::vector<std::string> missing;
};

Result<Destination> destinationFor(const MapDocument& map, std::string_view target) {
    const auto parts = partsOf(target);
    for (std::size_t known = parts.size() - 1; known > 0; --known) {
        const std::string prefix = join(parts, 0, known);
        const auto inside = std::find_if(map.analysis().fields.begin(), map.analysis().fields.end(), [&](const FieldClause& clause) {
            const auto own = partsOf(clause.output);
            return own.size() == known + 1 && join(own, 0, known) == prefix;
        });
        if (inside != map.analysis().fields.end()) {
            return Destination{inside->constructor, {parts.begin() + static_cast<std::ptrdiff_t>(known), parts.end()}};
        }
        if (const FieldClause* whole = jsonata::clauseOf(map.analysis(), withoutBrackets(prefix)); whole && !whole->isContainer) {
            return fail(ErrorCode::unsupported,
                        say("“%1” is made as a whole by an expression.").arg(qs(withoutBrackets(prefix))),
                        say("Edit the expression in the text beside the picture."), map.place(whole->value));
        }
    }
    if (map.analysis().constructor.end == 0) {
        return fail(ErrorCode::unsupported, say("The map does not end in an object, so the picture cannot add a field to it."),
                    say("Write { } as its last expression."), {map.path()});
    }
    return Destination{map.analysis().constructor, parts};
}

/// Indentation of the line that holds `byte`.
std::string indentationAt(std::string_view text, std::size_t byte) {
    const std::size_t begin = byte == 0 ? 0 : text.rfind('\n', byte - 1) + 1;
    const std::size_t end = std::min(text.find_first_not_of(" \t", begin), text.size());
    return std::string(text.substr(begin, end - begin));
}

/// `value` wrapped into the objects (and arrays) that are missing: {"items[]", "unit"} → "items": [{"unit": value}].
std::string clauseText(const std::vector<std::string>& missing, const std::string& loop, const std::string& value) {
    std::string text = value;
    for (std::size_t i = missing.size(); i-- > 0;) {
        text = jsonata::quotedText(withoutBrackets(missing[i])) + ": " + text;
        if (i > 0) {
            const bool isList = missing[i - 1].ends_with("[]");
            text = isList ? "[" + (loop.empty() ? "" : loop + ".") + "{" + text + "}]" : "{" + text + "}";
        }
    }
    return text;
}

std::string insertClause(const MapDocument& map, const Destination& destination, const std::string& clause) {
    const std::string& text = map.text();
    const auto siblings = clausesIn(map, destination.constructor);
    if (siblings.empty()) {
        std::string changed = text;
        return changed.insert(destination.constructor.begin + 1, clause);
    }
    const Span last = siblings.back()->clause;
    const bool isOwnLine = text.rfind('\n', last.begin) != std::string::npos &&
                           text.find_first_not_of(" \t", text.rfind('\n', last.begin) + 1) == last.begin;
    const std::string separator = isOwnLine ? ",\n" + indentationAt(text, last.begin) : ", ";
    std::string changed = text;
    return changed.insert(last.end, separator + clause);
}

/// The source path as seen from the constructor's context, and the array to loop over for containers that are missing.
struct Reach {
    std::string loop, expression;
};

Reach reach(const MapDocument& map, const Destination& destination, std::string_view source) {
    const std::string context = contextOf(map, destination.constructor);
    std::string_view path = source;
    if (!context.empty() && path.starts_with(context + ".")) {
        path.remove_prefix(context.size() + 1);
    } else if (!context.empty()) {
        return {{}, "$$." + expressionFor(source)};
    }
    const bool opensList = std::any_of(destination.missing.begin(), destination.missing.end() - 1,
                                       [](const std::string& part) { return part.ends_with("[]"); });
    const std::size_t loopEnd = path.rfind("[].");
    if (opensList && loopEnd != std::string_view::npos) {
        return {expressionFor(path.substr(0, loopEnd)), expressionFor(path.substr(loopEnd + 3))};
    }
    return {{}, expressionFor(path)};
}

}  // namespace

Result<std::string> setExpression(const MapDocument& map, std::string_view target, std::string_view expression) {
    if (const FieldClause* clause = jsonata::clauseOf(map.analysis(), target)) {
        return jsonata::applyEdits(map.text(), {{clause->value, std::string(expression)}});
    }
    PB_TRY(destination, destinationFor(map, target));
    return insertClause(map, destination, clauseText(destination.missing, {}, std::string(expression)));
}

Result<std::string> setLink(const MapDocument& map, std::string_view target, std::string_view source) {
    if (const FieldClause* clause = jsonata::clauseOf(map.analysis(), target)) {
        const Reach from = reach(map, {clause->constructor, {std::string(target)}}, source);
        return jsonata::applyEdits(map.text(), {{clause->value, from.expression}});
    }
    PB_TRY(destination, destinationFor(map, target));
    const Reach from = reach(map, destination, source);
    return insertClause(map, destination, clauseText(destination.missing, from.loop, from.expression));
}

Result<std::string> removeLink(const MapDocument& map, std::string_view target) {
    const FieldClause* clause = jsonata::clauseOf(map.analysis(), target);
    if (!clause) {
        return fail(ErrorCode::notFound, say("Nothing feeds “%1”.").arg(qs(target)), {}, {map.path()});
    }
    const auto siblings = clausesIn(map, clause->constructor);
    const auto at = std::find(siblings.begin(), siblings.end(), clause);
    Span span = clause->clause;
    if (at + 1 != siblings.end()) {
        span.end = (*(at + 1))->clause.begin;
    } else if (at != siblings.begin()) {
        span.begin = (*(at - 1))->clause.end;
    }
    return jsonata::applyEdits(map.text(), {{span, ""}});
}

}  // namespace pb::map
