#include "models/schema/diff/Similarity.h"

#include "models/base/Text.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <numeric>
#include <string>
#include <tuple>
#include <unordered_map>

namespace pb::schema {

namespace {

constexpr double likelyEnough = 0.55;
constexpr double abbreviated = 0.8;
constexpr std::size_t mostComparisons = 40'000;  ///< beyond, only names that differ in case and separators are paired
constexpr std::size_t longestName = 100;
constexpr std::size_t longestText = 2000;  ///< of documentation

/// "orderQuantity", "ORDER_QUANTITY" → order, quantity.
std::vector<std::string> wordsOf(std::string_view name) {
    std::vector<std::string> words;
    bool wasLower = false;
    for (const char c : name.substr(0, longestName)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPart = std::isalnum(byte) != 0 || byte >= 0x80;
        const bool begins = std::isupper(byte) != 0 && wasLower;
        if (isPart && (words.empty() || begins)) {
            words.emplace_back();
        } else if (!isPart && !words.empty() && !words.back().empty()) {
            words.emplace_back();
        }
        if (isPart) {
            words.back().push_back(static_cast<char>(std::tolower(byte)));
        }
        wasLower = std::islower(byte) != 0 || std::isdigit(byte) != 0;
    }
    if (!words.empty() && words.back().empty()) {
        words.pop_back();
    }
    return words;
}

std::string joined(const std::vector<std::string>& words) { return std::accumulate(words.begin(), words.end(), std::string()); }

std::size_t editDistance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// "qty" of "quantity": the same first letter, and all letters in order.
bool isAbbreviation(std::string_view brief, std::string_view full) {
    if (brief.size() < 2 || brief.size() >= full.size() || brief[0] != full[0]) {
        return false;
    }
    std::size_t at = 0;
    for (const char c : full) {
        at += at < brief.size() && brief[at] == c ? 1 : 0;
    }
    return at == brief.size();
}

double wordSimilarity(std::string_view left, std::string_view right) {
    if (left == right) {
        return 1;
    }
    if (isAbbreviation(left, right) || isAbbreviation(right, left)) {
        return abbreviated;
    }
    const auto longest = static_cast<double>(std::max({left.size(), right.size(), std::size_t{1}}));
    return 1 - static_cast<double>(editDistance(left, right)) / longest;
}

using Words = std::vector<std::string>;  ///< sorted, each once

Words asSet(Words words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

/// The share of words that both sides have.
double overlap(const Words& left, const Words& right) {
    Words both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
    const std::size_t all = left.size() + right.size() - both.size();
    return all == 0 ? 1 : static_cast<double>(both.size()) / static_cast<double>(all);
}

Words textWords(std::string_view text) {
    Words words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        for (std::string& word : wordsOf(text.substr(at, end - at))) {
            words.push_back(std::move(word));
        }
        at = end + 1;
    }
    return asSet(std::move(words));
}

/// Values that tell fields apart: not the ones that any field may have, as true, "" or 7.
Words tellingValues(const Field& field) {
    constexpr std::size_t shortest = 3;
    Words values;
    for (const std::string& value : field.examples) {
        const bool isText = value.starts_with('"');
        const bool isNumber = !isText && field.type != FieldType::boolean && value != "null";
        if ((isText && value.size() >= shortest + 2) || (isNumber && value.size() >= shortest)) {
            values.push_back(value);
        }
    }
    return asSet(std::move(values));
}

/// How values are written: capitals A, other letters a, digits 9, each once in a row: "ORD-0017" → "A-9". Empty where that
/// says little.
std::string patternOf(std::string_view value) {
    std::string pattern;
    bool isTelling = false;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isLetter = std::isalpha(byte) != 0 || byte >= 0x80;
        const char kind = isLetter ? (std::isupper(byte) != 0 ? 'A' : 'a') : std::isdigit(byte) != 0 ? '9' : c;
        if (pattern.empty() || pattern.back() != kind) {
            pattern += kind;
        }
        isTelling = isTelling || !isLetter;
    }
    const bool isPlainNumber = pattern.find_first_not_of("9.-") == std::string::npos;
    return isTelling && !isPlainNumber ? pattern : std::string();
}

Words patternsOf(const Words& values) {
    Words patterns;
    for (const std::string& value : values) {
        if (const bool isText = value.starts_with('"'); isText) {
            patterns.push_back(patternOf(std::string_view(value).substr(1, value.size() - 2)));
        }
    }
    return asSet(std::move(patterns));
}

/// What of a field is compared, made once.
struct Traits {
    const Field* field = nullptr;
    double position = 0;
    Words name;  ///< in order
    std::string plainName;
    Words documentation, members, choices, values, patterns;

    explicit Traits(const Unpaired& each)
        : field(each.field),
          position(each.position),
          name(wordsOf(field->name)),
          plainName(joined(name)),
          documentation(textWords(clipped(field->documentation, longestText))),
          choices(asSet(field->choices)),
          values(tellingValues(*field)),
          patterns(patternsOf(values)) {
        for (const auto& child : field->children) {
            members.push_back(child->name);
        }
        members = asSet(std::move(members));
    }
};

double similarity(const Words& left, const Words& right) {
    const auto& fewer = left.size() <= right.size() ? left : right;
    const auto& more = left.size() <= right.size() ? right : left;
    double sum = 0;
    for (const std::string& word : fewer) {
        double best = 0;
        for (const std::string& other : more) {
            best = std::max(best, wordSimilarity(word, other));
        }
        sum += best >= 0.6 ? best : 0;
    }
    const double byWords = more.empty() ? 0 : 2 * sum / static_cast<double>(fewer.size() + more.size());
    return std::max(byWords, wordSimilarity(joined(left), joined(right)));
}

double typeSimilarity(const Field& left, const Field& right) {
    const auto isNumber = [](FieldType type) { return type == FieldType::integer || type == FieldType::number; };
    if (left.type == right.type) {
        return 1;
    }
    return isNumber(left.type) && isNumber(right.type) ? 0.5 : 0;
}

bool isSameByDeclaration(const Field& old, const Field& now) {
    return (old.number != 0 && old.number == now.number) ||
           std::find(now.aliases.begin(), now.aliases.end(), old.name) != now.aliases.end();
}

/// A weighted mean of what both sides say something about.
class Score {
public:
    void add(double weight, double value) {
        sum_ += weight * value;
        weights_ += weight;
    }
    double mean() const { return sum_ / weights_; }

private:
    double sum_ = 0, weights_ = 0;
};

/// By values seen: those of both fields are samples, so that common ones of the smaller sample count; else how they are
/// written.
double valueSimilarity(const Traits& gone, const Traits& come) {
    constexpr double sameForm = 0.6;
    Words both;
    std::set_intersection(gone.values.begin(), gone.values.end(), come.values.begin(), come.values.end(), std::back_inserter(both));
    const auto fewest = static_cast<double>(std::min(gone.values.size(), come.values.size()));
    const bool isSameForm = gone.patterns == come.patterns && !gone.patterns.empty() && !gone.patterns.front().empty();
    return std::max(static_cast<double>(both.size()) / fewest, isSameForm ? sameForm : 0.0);
}

double likelihood(const Traits& gone, const Traits& come) {
    const Field& old = *gone.field;
    const Field& now = *come.field;
    if (isSameByDeclaration(old, now)) {
        return 2;
    }
    const double type = typeSimilarity(old, now);
    if (type == 0 || (old.number != 0 && now.number != 0)) {
        return 0;
    }
    Score score;
    const double name = similarity(gone.name, come.name);
    score.add(0.5, name < 0.5 ? 0 : name);
    score.add(0.2, type);
    score.add(0.1, 1 - std::abs(gone.position - come.position));
    if (!gone.documentation.empty() && !come.documentation.empty()) {
        score.add(0.4, overlap(gone.documentation, come.documentation));
    }
    if (!gone.members.empty() && !come.members.empty() && old.type == FieldType::object) {
        score.add(0.5, overlap(gone.members, come.members));
    }
    if (!gone.choices.empty() && !come.choices.empty()) {
        score.add(0.4, overlap(gone.choices, come.choices));
    }
    if (!gone.values.empty() && !come.values.empty()) {
        score.add(0.4, valueSimilarity(gone, come));
    }
    return score.mean();
}

using Candidate = std::tuple<double, std::size_t, std::size_t>;

/// Where each is compared with each.
std::vector<Candidate> allPairs(const std::vector<Traits>& gone, const std::vector<Traits>& come) {
    std::vector<Candidate> all;
    for (std::size_t i = 0; i < gone.size(); ++i) {
        for (std::size_t j = 0; j < come.size(); ++j) {
            if (const double score = likelihood(gone[i], come[j]); score >= likelyEnough) {
                all.emplace_back(score, i, j);
            }
        }
    }
    return all;
}

/// Where there are too many: those that a name, an alias or a number leads to.
std::vector<Candidate> nearPairs(const std::vector<Traits>& gone, const std::vector<Traits>& come) {
    std::unordered_multimap<std::string, std::size_t> byName;
    for (std::size_t i = 0; i < gone.size(); ++i) {
        byName.emplace("name " + gone[i].plainName, i);
        byName.emplace("alias " + gone[i].field->name, i);
        byName.emplace("number " + std::to_string(gone[i].field->number), i);
    }
    std::vector<Candidate> all;
    for (std::size_t j = 0; j < come.size(); ++j) {
        std::vector<std::string> keys{"name " + come[j].plainName};
        for (const std::string& alias : come[j].field->aliases) {
            keys.push_back("alias " + alias);
        }
        if (come[j].field->number != 0) {
            keys.push_back("number " + std::to_string(come[j].field->number));
        }
        for (const std::string& key : keys) {
            const auto found = byName.find(key);
            const double score = found == byName.end() ? 0 : likelihood(gone[found->second], come[j]);
            if (score >= likelyEnough) {
                all.emplace_back(score, found->second, j);
            }
        }
    }
    return all;
}

std::vector<Candidate> candidates(const std::vector<Unpaired>& goneFields, const std::vector<Unpaired>& comeFields) {
    const std::vector<Traits> gone(goneFields.begin(), goneFields.end()), come(comeFields.begin(), comeFields.end());
    auto all = gone.size() * come.size() > mostComparisons ? nearPairs(gone, come) : allPairs(gone, come);
    std::sort(all.begin(), all.end(), [](const Candidate& left, const Candidate& right) {
        return std::get<0>(left) != std::get<0>(right) ? std::get<0>(left) > std::get<0>(right) : left < right;
    });
    return all;
}

}  // namespace

double nameSimilarity(std::string_view left, std::string_view right) { return similarity(wordsOf(left), wordsOf(right)); }

std::vector<std::pair<std::size_t, std::size_t>> likelyRenames(const std::vector<Unpaired>& gone,
                                                               const std::vector<Unpaired>& come) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::vector<bool> goneTaken(gone.size()), comeTaken(come.size());
    for (const auto& [score, i, j] : candidates(gone, come)) {
        if (!goneTaken[i] && !comeTaken[j]) {
            goneTaken[i] = comeTaken[j] = true;
            pairs.emplace_back(i, j);
        }
    }
    return pairs;
}

}  // namespace pb::schema
