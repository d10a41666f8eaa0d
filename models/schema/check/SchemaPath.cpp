#include "models/schema/check/SchemaPath.h"

#include <vector>

namespace pb::schema {

void appendToken(std::string_view token, std::string& out) {
    constexpr auto npos = std::string_view::npos;
    out.push_back('/');
    if (token.find('~') == npos && token.find('/') == npos) {
        out.append(token);
        return;
    }
    for (const char c : token) {
        if (c == '~' || c == '/') {
            out.append(c == '~' ? "~0" : "~1");
        } else {
            out.push_back(c);
        }
    }
}

std::string SchemaPath::pointer() const {
    std::vector<const SchemaPath*> steps;
    steps.reserve(32);
    for (const SchemaPath* at = this; at->outer != nullptr; at = at->outer) {
        steps.push_back(at);
    }
    std::string out;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        appendToken((*step)->keyword, out);
        if ((*step)->index != none) {
            out += "/" + std::to_string((*step)->index);
        } else if ((*step)->token.data() != nullptr) {
            appendToken((*step)->token, out);
        }
    }
    return out;
}

}  // namespace pb::schema
