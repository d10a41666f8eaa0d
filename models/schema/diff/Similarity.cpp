#include "models/schema/diff/Similarity.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <set>
#include <string>
#include <tuple>

namespace pb::schema {

namespace {

constexpr double likelyEnough = 0.55;
constexpr double abbreviated = 0.8;
constexpr std::size_t mostComparisons = 250'000;  ///< beyond, only names of one length are compared
constexpr std::size_t longestName = 100;

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

/// The share of words that both sides have.
template <typename Set>
double overlap(const Set& left, const Set& right) {
    std::vector<typename Set::value_type> both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
    const std::size_t all = left.size() + right.size() - both.size();
    return all == 0 ? 1 : static_cast<double>(both.size()) / static_cast<double>(all);
}

std::set<std::string> wordSet(std::string_view text) {
    std::set<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        for (std::string& word : wordsOf(text.substr(at, end - at))) {
            words.insert(std::move(word));
        }
        at = end + 1;
    }
    return words;
}

std::set<std::string> childNames(const Field& field) {
    std::set<std::string> names;
    for (const auto& child : field.children) {
        names.insert(child->name);
    }
    return names;
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

double likelihood(const Unpaired& gone, const Unpaired& come) {
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
    const double name = nameSimilarity(old.name, now.name);
    score.add(0.5, name < 0.5 ? 0 : name);
    score.add(0.2, type);
    score.add(0.1, 1 - std::abs(gone.position - come.position));
    if (!old.documentation.empty() && !now.documentation.empty()) {
        score.add(0.4, overlap(wordSet(old.documentation), wordSet(now.documentation)));
    }
    if (!old.children.empty() && !now.children.empty() && old.type == FieldType::object) {
        score.add(0.5, overlap(childNames(old), childNames(now)));
    }
    if (!old.choices.empty() && !now.choices.empty()) {
        score.add(0.4, overlap(std::set<std::string>(old.choices.begin(), old.choices.end()),
                               std::set<std::string>(now.choices.begin(), now.choices.end())));
    }
    return score.mean();
}

using Candidate = std::tuple<double, std::size_t, std::size_t>;

std::vector<Candidate> candidates(const std::vector<Unpaired>& gone, const std::vector<Unpaired>& come) {
    const bool isMany = gone.size() * come.size() > mostComparisons;
    std::vector<Candidate> all;
    for (std::size_t i = 0; i < gone.size(); ++i) {
        for (std::size_t j = 0; j < come.size(); ++j) {
            const bool worth = !isMany || gone[i].field->name.size() == come[j].field->name.size();
            const double score = worth ? likelihood(gone[i], come[j]) : 0;
            if (score >= likelyEnough) {
                all.emplace_back(score, i, j);
            }
        }
    }
    std::sort(all.begin(), all.end(), [](const Candidate& left, const Candidate& right) {
        return std::get<0>(left) != std::get<0>(right) ? std::get<0>(left) > std::get<0>(right) : left < right;
    });
    return all;
}

}  // namespace

double nameSimilarity(std::string_view left, std::string_view right) {
    const auto leftWords = wordsOf(left), rightWords = wordsOf(right);
    const auto& fewer = leftWords.size() <= rightWords.size() ? leftWords : rightWords;
    const auto& more = leftWords.size() <= rightWords.size() ? rightWords : leftWords;
    double sum = 0;
    for (const std::string& word : fewer) {
        double best = 0;
        for (const std::string& other : more) {
            best = std::max(best, wordSimilarity(word, other));
        }
        sum += best >= 0.6 ? best : 0;
    }
    const double byWords = more.empty() ? 0 : 2 * sum / static_cast<double>(fewer.size() + more.size());
    return std::max(byWords, wordSimilarity(joined(leftWords), joined(rightWords)));
}

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
