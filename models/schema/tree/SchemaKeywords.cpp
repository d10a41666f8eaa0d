#include "models/schema/tree/SchemaKeywords.h"

#include "models/base/Text.h"
#include "models/schema/Expectation.h"
#include "models/schema/JsonText.h"

namespace pb::schema {

std::vector<std::pair<std::string, std::string>> boundKeywords(const Field& field) {
    std::vector<std::pair<std::string, std::string>> keywords;
    const auto add = [&](const char* name, std::string json) { keywords.emplace_back(name, std::move(json)); };
    const Bounds& bounds = field.bounds;
    if (!bounds.least.empty()) {
        add(bounds.leastIsOut ? "exclusiveMinimum" : "minimum", bounds.least);
    }
    if (!bounds.most.empty()) {
        add(bounds.mostIsOut ? "exclusiveMaximum" : "maximum", bounds.most);
    }
    if (!bounds.step.empty()) {
        add("multipleOf", bounds.step);
    }
    if (bounds.shortest > 0) {
        add("minLength", std::to_string(bounds.shortest));
    }
    if (bounds.longest != Field::unlimited) {
        add("maxLength", std::to_string(bounds.longest));
    }
    if (bounds.patterns.size() == 1) {
        add("pattern", jsonText(bounds.patterns.front()));
    } else if (!bounds.patterns.empty()) {
        std::string all;
        for (const std::string& pattern : bounds.patterns) {
            all += (all.empty() ? "" : ", ") + ("{\"pattern\": " + jsonText(pattern) + "}");
        }
        add("allOf", "[" + all + "]");
    }
    if (field.minItems > 0) {
        add("minItems", std::to_string(field.minItems));
    }
    if (field.maxItems != Field::unlimited) {
        add("maxItems", std::to_string(field.maxItems));
    }
    return keywords;
}

void BoundTexts::describe(Field& field) {
    std::string text;
    for (const auto& [name, json] : boundKeywords(field)) {
        text += (text.empty() ? "{" : ",") + jsonText(name) + ":" + json;
    }
    if (text.empty()) {
        return;
    }
    const auto [known, isNew] = known_.try_emplace(text + "}");
    if (const auto schema = isNew ? doc::readJson(known->first) : Result<doc::DocumentPtr>(nullptr); schema && *schema) {
        known->second = utf8(constraintOf((*schema)->root()));
    }
    field.constraint = known->second;
}

}  // namespace pb::schema
