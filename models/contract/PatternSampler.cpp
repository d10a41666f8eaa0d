#include "models/contract/PatternSampler.h"

#include <charconv>
#include <vector>

namespace pb::contract {

namespace {

constexpr int maxRepeat = 64;
constexpr std::size_t maxLength = 4'096;

/// Reads the pattern and writes the text in one pass.
class Sampler {
public:
    Sampler(std::string_view pattern, std::mt19937_64& random) : rest_(pattern), random_(random) {}

    std::optional<std::string> run() {
        std::string text = alternatives(0);
        return failed_ || !rest_.empty() ? std::nullopt : std::optional(text);
    }

private:
    std::string alternatives(int depth) {
        std::vector<std::string> choices{sequence(depth)};
        while (!failed_ && rest_.starts_with('|')) {
            rest_.remove_prefix(1);
            choices.push_back(sequence(depth));
        }
        return choices[random_() % choices.size()];
    }

    std::string sequence(int depth) {
        std::string text;
        while (!failed_ && !rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
            const std::string_view before = rest_;
            const std::string once = atom(depth);
            const std::string_view piece = before.substr(0, before.size() - rest_.size());
            const int count = repeats();
            for (int i = 0; i < count && text.size() < maxLength; ++i) {
                text += i == 0 ? once : again(piece, depth);
            }
        }
        return text;
    }

    /// Another text of the same atom.
    std::string again(std::string_view piece, int depth) {
        const std::string_view after = rest_;
        rest_ = piece;
        std::string text = atom(depth);
        rest_ = after;
        return text;
    }

    std::string atom(int depth) {
        const char c = take();
        switch (c) {
            case '^':
            case '$':
                return {};
            case '.':
                return "a";
            case '(':
                return group(depth);
            case '[':
                return characterClass();
            case '\\':
                return std::string(1, escaped());
            case '*':
            case '+':
            case '?':
                failed_ = true;
                return {};
            default:
                return std::string(1, c);
        }
    }

    std::string group(int depth) {
        if (depth > 50 || rest_.starts_with("?=") || rest_.starts_with("?!") || rest_.starts_with("?<=") || rest_.starts_with("?<!")) {
            failed_ = true;
            return {};
        }
        if (rest_.starts_with("?:")) {
            rest_.remove_prefix(2);
        } else if (rest_.starts_with("?<")) {
            rest_ = rest_.substr(std::min(rest_.size(), rest_.find('>') + 1));
        }
        std::string text = alternatives(depth + 1);
        failed_ = failed_ || take() != ')';
        return text;
    }

    char escaped() {
        const char c = take();
        switch (c) {
            case 'd':
                return static_cast<char>('0' + random_() % 10);
            case 'w':
                return static_cast<char>('a' + random_() % 26);
            case 's':
                return ' ';
            case 'D':
            case 'S':
                return 'x';
            case 'W':
                return '-';
            case 't':
                return '\t';
            case 'n':
                return '\n';
            default:
                failed_ = failed_ || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                return c;
        }
    }

    std::string characterClass() {
        const bool negated = rest_.starts_with('^');
        if (negated) {
            rest_.remove_prefix(1);
        }
        std::string members;
        while (!rest_.empty() && rest_.front() != ']' && !failed_) {
            char low = take();
            low = low == '\\' ? escaped() : low;
            if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
                take();
                char high = take();
                high = high == '\\' ? escaped() : high;
                for (int c = low; c <= high; ++c) {
                    members.push_back(static_cast<char>(c));
                }
            } else {
                members.push_back(low);
            }
        }
        failed_ = failed_ || take() != ']' || members.empty();
        if (failed_) {
            return {};
        }
        return std::string(1, negated ? outside(members) : members[random_() % members.size()]);
    }

    static char outside(const std::string& members) {
        for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.!")) {
            if (members.find(c) == std::string::npos) {
                return c;
            }
        }
        return '~';
    }

    int repeats() {
        if (rest_.empty()) {
            return 1;
        }
        int low = 1, high = 1;
        switch (rest_.front()) {
            case '*':
                low = 0, high = 2, take();
                break;
            case '+':
                high = 3, take();
                break;
            case '?':
                low = 0, take();
                break;
            case '{':
                bounds(low, high);
                break;
            default:
                return 1;
        }
        if (rest_.starts_with('?')) {
            take();
        }
        return low + static_cast<int>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }

    void bounds(int& low, int& high) {
        const auto close = rest_.find('}');
        const std::string_view inside = rest_.substr(1, close == std::string_view::npos ? 0 : close - 1);
        const auto comma = inside.find(',');
        const std::string_view first = inside.substr(0, comma);
        const bool read = std::from_chars(first.data(), first.data() + first.size(), low).ec == std::errc();
        high = low;
        if (comma != std::string_view::npos) {
            const std::string_view second = inside.substr(comma + 1);
            high = low + 2;
            if (!second.empty()) {
                std::from_chars(second.data(), second.data() + second.size(), high);
            }
        }
        failed_ = failed_ || !read || low < 0 || high < low || low > maxRepeat;
        if (failed_) {
            low = high = 0;
        }
        high = std::min(high, low + maxRepeat);
        rest_.remove_prefix(close == std::string_view::npos ? rest_.size() : close + 1);
    }

    char take() {
        if (rest_.empty()) {
            failed_ = true;
            return '\0';
        }
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    std::string_view rest_;
    std::mt19937_64& random_;
    bool failed_ = false;
};

}  // namespace

std::optional<std::string> sampleOfPattern(std::string_view pattern, std::mt19937_64& random) {
    return Sampler(pattern, random).run();
}

}  // namespace pb::contract
