#include "models/flow/JsonLayout.h"

#include <algorithm>

namespace pb::flow {

namespace {

constexpr std::size_t maxIndentLevels = 64;   ///< deeper levels are drawn at this one

bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

class Layout {
public:
    Layout(std::string_view json, BodyView& view) : json_(json), view_(view) {}

    void run(std::size_t maxText) {
        skipBlanks();
        while (at_ < json_.size() && view_.text.size() < maxText) {
            token();
            skipBlanks();
        }
        view_.shownBytes = at_;
    }

private:
    void token() {
        switch (json_[at_]) {
        case '{':
        case '[': return open();
        case '}':
        case ']': return close();
        case ',':
            copy(1);
            return newLine();
        case ':':
            copy(1);
            view_.text += ' ';
            return;
        case '"': return copy(stringLength());
        default: return copy(scalarLength());
        }
    }

    void open() {
        const char closing = json_[at_] == '{' ? '}' : ']';
        copy(1);
        skipBlanks();
        if (at_ < json_.size() && json_[at_] == closing) return copy(1);
        ++depth_;
        newLine();
    }

    void close() {
        depth_ -= depth_ > 0;
        newLine();
        copy(1);
    }

    void newLine() { view_.text.append(1, '\n').append(2 * std::min(depth_, maxIndentLevels), ' '); }

    std::size_t stringLength() const {
        std::size_t end = at_ + 1;
        while (end < json_.size() && json_[end] != '"') end += json_[end] == '\\' ? 2 : 1;
        return std::min(end + 1, json_.size()) - at_;
    }

    std::size_t scalarLength() const {
        std::size_t end = at_ + 1;
        while (end < json_.size() && !isBlank(json_[end]) && std::string_view("{}[],:\"").find(json_[end]) == std::string_view::npos) ++end;
        return end - at_;
    }

    void copy(std::size_t length) {
        view_.spans.push_back({view_.text.size(), at_, length});
        view_.text.append(json_.substr(at_, length));
        at_ += length;
    }

    void skipBlanks() {
        while (at_ < json_.size() && isBlank(json_[at_])) ++at_;
    }

    std::string_view json_;
    BodyView& view_;
    std::size_t at_ = 0, depth_ = 0;
};

}  // namespace

void layOutJson(std::string_view json, std::size_t maxText, BodyView& view) { Layout(json, view).run(maxText); }

}  // namespace pb::flow
