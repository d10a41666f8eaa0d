#include "models/workspace/SearchIndex.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Yaml.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace pb::workspace {

namespace {

constexpr std::size_t maxFieldsPerFile = 2000;
constexpr std::uintmax_t maxIndexedFile = 8u << 20;

std::string folded(std::string_view text) { return utf8(qs(text).toLower()); }

bool isSeparator(char c) { return c == '-' || c == '_' || c == '.' || c == '/' || c == ' ' || c == '[' || c == ']'; }

bool isSubsequence(std::string_view text, std::string_view word) {
    std::size_t next = 0;
    for (const char c : text) {
        if (next < word.size() && word[next] == c) ++next;
    }
    return next == word.size();
}

/// Whether a word of the text begins at `at`: behind a separator, or at a capital of camelCase in the text as it is.
bool beginsWord(std::string_view text, std::string_view lower, std::size_t at) {
    if (at == 0 || isSeparator(lower[at - 1])) return true;
    const bool sameLength = text.size() == lower.size();
    return sameLength && text[at] >= 'A' && text[at] <= 'Z';
}

std::optional<SearchIndex::Rank> rankOf(std::string_view text, std::string_view lower, std::string_view word) {
    using Rank = SearchIndex::Rank;
    std::optional<Rank> best;
    for (std::size_t at = lower.find(word); at != std::string_view::npos; at = lower.find(word, at + 1)) {
        if (at == 0) return lower.size() == word.size() ? Rank::exact : Rank::prefix;
        if (beginsWord(text, lower, at)) return Rank::wordPrefix;
        best = Rank::substring;
    }
    if (best) return best;
    return isSubsequence(lower, word) ? std::optional(Rank::subsequence) : std::nullopt;
}

std::vector<std::string> wordsOf(std::string_view query) {
    std::vector<std::string> words;
    const std::string lower = folded(query);
    for (std::size_t at = 0; at < lower.size();) {
        const std::size_t end = std::min(lower.find(' ', at), lower.size());
        if (end > at) words.push_back(lower.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

bool beginsWith(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

/// RFC 6901 §4.
std::string pointerToken(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == '~' || c == '/') {
            out += c == '~' ? "~0" : "~1";
        } else {
            out += c;
        }
    }
    return out;
}

/// Names of members of every `properties`, wherever they stand: JSON Schema, and OpenAPI with it.
void addFields(const WorkspaceObject& object, const doc::Document& document, SearchIndex& index) {
    std::size_t left = maxFieldsPerFile;
    const auto& nodes = document.nodes();
    for (std::uint32_t i = 0; i < nodes.size() && left > 0; ++i) {
        const doc::Value value(&document, i);
        if (!value.is(doc::Kind::object) || value.name() != "properties") continue;
        const std::string pointer = value.pointer().substr(1);  // a part has no slash in front
        for (const doc::Value field : value.children()) {
            if (left == 0) break;
            --left;
            index.add({Address::of(object.address.kind, object.address.name, pointer + '/' + pointerToken(field.name())),
                       std::string(field.name()), object.path});
        }
    }
}

}  // namespace

void SearchIndex::add(Entry entry) {
    folded_.push_back(folded(entry.text));
    entries_.push_back(std::move(entry));
}

SearchIndex SearchIndex::of(const Workspace& workspace) {
    SearchIndex out;
    for (const WorkspaceObject& object : workspace.objects()) {
        out.add({object.address, object.displayName, object.path});
        if (object.displayName != object.address.name) out.add({object.address, object.address.name, object.path});
        const bool hasFields = object.address.kind == AddressKind::schema || object.address.kind == AddressKind::contract;
        if (!hasFields) continue;
        auto file = workspace.fileOf(object.address);
        auto text = file ? readFile(*file, maxIndexedFile) : Result<std::string>(std::string());
        const auto document = text ? doc::readYaml(std::move(*text)) : Result<doc::DocumentPtr>(nullptr);
        if (document && *document) addFields(object, **document, out);
    }
    return out;
}

std::vector<SearchIndex::Hit> SearchIndex::find(std::string_view query, std::size_t limit) const {
    const auto words = wordsOf(query);
    std::vector<Hit> hits;
    if (words.empty()) return hits;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        std::optional<Rank> worst;
        for (const std::string& word : words) {
            auto rank = rankOf(entries_[i].text, folded_[i], word);
            const bool isKind = beginsWith(wordFor(entries_[i].address.kind), word);
            if (isKind && words.size() > 1 && (!rank || *rank > Rank::wordPrefix)) rank = Rank::wordPrefix;
            if (!rank) {
                worst.reset();
                break;
            }
            worst = worst ? std::max(*worst, *rank) : *rank;
        }
        if (worst) hits.push_back({&entries_[i], *worst});
    }
    const auto order = [](const Hit& hit) {
        return std::make_tuple(hit.rank, hit.entry->text.size(), std::string_view(hit.entry->text), std::string_view(hit.entry->detail));
    };
    const std::size_t kept = std::min(limit, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(),
                      [&](const Hit& left, const Hit& right) { return order(left) < order(right); });
    hits.resize(kept);
    return hits;
}

}  // namespace pb::workspace
