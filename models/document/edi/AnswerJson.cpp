#include "models/document/edi/Answer.h"

namespace pb::doc::edi {

namespace {

void addMember(std::string_view prefix, std::size_t position, std::string& out) {
    out += out.size() > 1 ? "," : "";
    writeJsonString(std::string(prefix) + (position < 10 ? "0" : "") + std::to_string(position), out);
    out.push_back(':');
}

}  // namespace

std::string segmentJson(std::string_view tag, const std::vector<ElementJson>& elements) {
    std::string out = "{";
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const ElementJson& element = elements[i];
        if (element.text.empty()) {
            continue;
        }
        addMember(tag, i + 1, out);
        if (element.isJson) {
            out += element.text;
        } else {
            writeJsonString(element.text, out);
        }
    }
    return out + "}";
}

std::string segmentJson(std::string_view tag, const std::vector<std::string>& elements) {
    std::vector<ElementJson> texts;
    for (const std::string& element : elements) {
        texts.push_back({element, false});
    }
    return segmentJson(tag, texts);
}

std::string compositeJson(std::string_view element, const std::vector<std::string>& components) {
    return segmentJson(element, components);
}

}  // namespace pb::doc::edi
