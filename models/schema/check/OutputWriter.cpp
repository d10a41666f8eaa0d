#include "models/base/Text.h"
#include "models/schema/JsonText.h"
#include "models/schema/check/Outline.h"

namespace pb::schema {

namespace {

std::string boolText(bool value) { return value ? "true" : "false"; }

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        out += (out.empty() ? "" : ", ") + part;
    }
    return out;
}

/// A unit of 2020-12 §12.3, without its braces.
std::string location(const OutputUnit& unit, const std::string& keyword, bool valid) {
    std::string path = unit.evaluationPath, absolute = unit.schemaLocation;
    if (!keyword.empty()) {
        appendToken(keyword, path);
        appendToken(keyword, absolute);
    }
    return R"("valid": )" + boolText(valid) + R"(, "keywordLocation": )" + jsonText(path) + R"(, "absoluteKeywordLocation": )" +
           jsonText(absolute) + R"(, "instanceLocation": )" + jsonText(unit.instanceLocation);
}

bool isFailure(const OutputUnit& unit) { return !unit.valid && unit.silent == 0; }

/// Whether the last step of the path is the keyword that failed: the schema `false` has none of its own.
std::string ownKeyword(const OutputUnit& unit, const std::string& keyword) {
    const bool falseSchema = unit.evaluationPath.ends_with("/" + keyword) && unit.errors.size() == 1 && unit.annotations.empty();
    return falseSchema ? std::string() : keyword;
}

std::vector<std::string> failures(const OutputUnit& unit) {
    std::vector<std::string> all;
    for (const auto& [keyword, sentence] : unit.errors) {
        all.push_back("{" + location(unit, ownKeyword(unit, keyword), false) + R"(, "error": )" + jsonText(utf8(sentence)) + "}");
    }
    return all;
}

std::vector<std::string> annotations(const OutputUnit& unit) {
    std::vector<std::string> all;
    for (const auto& [keyword, value] : unit.annotations) {
        all.push_back("{" + location(unit, keyword, true) + R"(, "annotation": )" + doc::writeJson(value) + "}");
    }
    return all;
}

std::string basic(const std::vector<OutputUnit>& units) {
    const bool valid = units.front().valid;
    std::vector<std::string> all;
    for (const OutputUnit& unit : units) {
        const bool counts = valid ? !unit.dropped : isFailure(unit);
        for (std::string& each : counts ? (valid ? annotations(unit) : failures(unit)) : std::vector<std::string>()) {
            all.push_back(std::move(each));
        }
    }
    return R"({"valid": )" + boolText(valid) + (valid ? R"(, "annotations": [)" : R"(, "errors": [)") + joined(all) + "]}";
}

/// Writes a unit with the units below it; the children come after their parent.
class Nested {
public:
    explicit Nested(const std::vector<OutputUnit>& units) : units_(units), children_(units.size()) {
        for (std::size_t i = 1; i < units.size(); ++i) {
            children_[units[i].parent].push_back(i);
        }
    }

    /// 2020-12 §12.4.3: a node with one child gives way to it.
    std::string detailed(std::size_t index) const {
        const OutputUnit& unit = units_[index];
        const bool valid = units_.front().valid;
        std::vector<std::string> inner = valid ? annotations(unit) : failures(unit);
        for (const std::size_t child : children_[index]) {
            const bool counts = valid ? !units_[child].dropped : isFailure(units_[child]);
            if (std::string text = counts ? detailed(child) : std::string(); !text.empty()) {
                inner.push_back(std::move(text));
            }
        }
        if (inner.size() == 1 && index != 0) {
            return inner.front();
        }
        if (inner.empty() && index != 0) {
            return {};
        }
        return "{" + location(unit, {}, valid) + (valid ? R"(, "annotations": [)" : R"(, "errors": [)") + joined(inner) + "]}";
    }

    std::string hierarchical(std::size_t index) const {
        std::vector<std::string> inner;
        for (const std::size_t child : children_[index]) {
            inner.push_back(hierarchical(child));
        }
        const std::string details = inner.empty() ? std::string() : R"(, "details": [)" + joined(inner) + "]";
        return "{" + listed(units_[index]) + details + "}";
    }

    static std::string listed(const OutputUnit& unit) {
        std::string out = R"("valid": )" + boolText(unit.valid) + R"(, "evaluationPath": )" + jsonText(unit.evaluationPath) +
                          R"(, "schemaLocation": )" + jsonText(unit.schemaLocation) + R"(, "instanceLocation": )" +
                          jsonText(unit.instanceLocation);
        std::vector<std::string> parts;
        for (const auto& [keyword, sentence] : unit.errors) {
            parts.push_back(jsonText(keyword) + ": " + jsonText(utf8(sentence)));
        }
        out += parts.empty() ? "" : R"(, "errors": {)" + joined(parts) + "}";
        parts.clear();
        for (const auto& [keyword, value] : unit.annotations) {
            parts.push_back(jsonText(keyword) + ": " + doc::writeJson(value));
        }
        const char* name = unit.dropped ? R"(, "droppedAnnotations": {)" : R"(, "annotations": {)";
        return out + (parts.empty() ? std::string() : name + joined(parts) + "}");
    }

private:
    const std::vector<OutputUnit>& units_;
    std::vector<std::vector<std::size_t>> children_;
};

std::string list(const std::vector<OutputUnit>& units) {
    std::vector<std::string> all;
    for (const OutputUnit& unit : units) {
        all.push_back("{" + Nested::listed(unit) + "}");
    }
    return R"({"valid": )" + boolText(units.front().valid) + R"(, "details": [)" + joined(all) + "]}";
}

}  // namespace

std::string writeOutput(const std::vector<OutputUnit>& units, OutputFormat format) {
    switch (format) {
        case OutputFormat::basic: return basic(units);
        case OutputFormat::detailed: return Nested(units).detailed(0);
        case OutputFormat::list: return list(units);
        case OutputFormat::hierarchical: return Nested(units).hierarchical(0);
        default: return R"({"valid": )" + boolText(units.front().valid) + "}";
    }
}

}  // namespace pb::schema
