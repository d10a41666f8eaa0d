#include "models/jsonata/syntax/Signature.h"

#include "models/jsonata/syntax/Failures.h"

namespace pb::jsonata {

namespace {

constexpr std::string_view letters = "snblaofm";

Signature::Types typesOf(std::string_view accepted) {
    Signature::Types types = 0;
    for (const char letter : accepted) {
        types = static_cast<Signature::Types>(types | Signature::bitOf(letter));
    }
    return types;
}

std::size_t closing(std::string_view text, std::size_t open, char opener, char closer) {
    int depth = 1;
    std::size_t at = open;
    while (depth > 0 && ++at < text.size()) {
        depth += text[at] == opener ? 1 : text[at] == closer ? -1 : 0;
    }
    return std::min(at, text.size());
}

/// Greedy with a way back, as a regular expression would read the letters.
bool fits(const std::vector<Signature::Parameter>& parameters, std::size_t index, std::string_view given, bool toEnd,
          std::vector<std::uint8_t>& taken) {
    if (index == parameters.size()) {
        return !toEnd || given.empty();
    }
    const auto& parameter = parameters[index];
    std::size_t most = 0;
    const std::size_t limit = parameter.count == Signature::Count::many ? given.size() : std::min<std::size_t>(1, given.size());
    while (most < limit && (parameter.types & Signature::bitOf(given[most])) != 0) {
        ++most;
    }
    const std::size_t least = parameter.count == Signature::Count::optional ? 0 : 1;
    for (std::size_t count = most + 1; count-- > least;) {
        taken.push_back(static_cast<std::uint8_t>(count));
        if (fits(parameters, index + 1, given.substr(count), toEnd, taken)) {
            return true;
        }
        taken.pop_back();
    }
    return false;
}

}  // namespace

Signature::Types Signature::bitOf(char letter) {
    const auto index = letters.find(letter);
    return index == std::string_view::npos ? Types{0} : static_cast<Types>(1u << index);
}

class Signature::Reader {
public:
    Reader(std::string_view text, Signature& out) : text_(text), out_(out) {}

    std::optional<Failure> read() {
        for (at_ = 1; at_ < text_.size() && text_[at_] != ':'; ++at_) {
            if (auto problem = readOne(text_[at_])) {
                return problem;
            }
        }
        return std::nullopt;
    }

private:
    std::optional<Failure> readOne(char letter) {
        switch (letter) {
            case 's': case 'n': case 'b': case 'l': case 'o':
                add(letter, typesOf(std::string{letter, 'm'}));
                break;
            case 'a': case 'x':
                add(letter, typesOf("asnblfom"));
                break;
            case 'f':
                add(letter, typesOf("f"));
                break;
            case 'j':
                add(letter, typesOf("asnblom"));
                break;
            case '-': case '?': case '+':
                modify(letter);
                break;
            case '(':
                return readChoice();
            case '<':
                return readItems();
            default:
                break;
        }
        return std::nullopt;
    }

    void add(char letter, Types types) {
        Parameter parameter;
        parameter.letter = letter;
        parameter.types = types;
        out_.parameters_.push_back(std::move(parameter));
    }

    void modify(char letter) {
        if (out_.parameters_.empty()) {
            return;
        }
        Parameter& last = out_.parameters_.back();
        last.fromContext = last.fromContext || letter == '-';
        last.count = letter == '+' ? Count::many : Count::optional;
    }

    std::optional<Failure> readChoice() {
        const std::size_t begin = at_ + 1;
        at_ = closing(text_, at_, '(', ')');
        const std::string_view choice = text_.substr(begin, at_ - begin);
        if (choice.find('<') != std::string_view::npos) {
            return failure("S0402", begin - 1, {}, std::string(choice));
        }
        add('(', static_cast<Types>(typesOf(choice) | bitOf('m')));
        return std::nullopt;
    }

    std::optional<Failure> readItems() {
        const char owner = out_.parameters_.empty() ? '\0' : out_.parameters_.back().letter;
        if (owner != 'a' && owner != 'f') {
            return failure("S0401", at_, {}, std::string(1, owner));
        }
        const std::size_t begin = at_ + 1;
        at_ = closing(text_, at_, '<', '>');
        out_.parameters_.back().items = text_.substr(begin, at_ - begin);
        return std::nullopt;
    }

    std::string_view text_;
    Signature& out_;
    std::size_t at_ = 0;
};

std::optional<Failure> Signature::parse(std::string_view text, Signature& out) {
    out.parameters_.clear();
    return Reader(text, out).read();
}

std::vector<std::uint8_t> Signature::match(std::string_view given) const {
    std::vector<std::uint8_t> taken;
    fits(parameters_, 0, given, true, taken);
    return taken;
}

std::size_t Signature::firstMisfit(std::string_view given) const {
    std::size_t goodTo = 0;
    for (std::size_t count = 1; count <= parameters_.size(); ++count) {
        const std::vector<Parameter> begin(parameters_.begin(), parameters_.begin() + static_cast<std::ptrdiff_t>(count));
        std::vector<std::uint8_t> taken;
        if (!fits(begin, 0, given, false, taken)) {
            return goodTo;
        }
        goodTo = 0;
        for (const std::uint8_t one : taken) {
            goodTo += one;
        }
    }
    return goodTo;
}

}  // namespace pb::jsonata
