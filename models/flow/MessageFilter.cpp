#include "models/flow/MessageStore.h"

#include <algorithm>

namespace pb::flow {

namespace {

constexpr std::uint32_t rowsBetweenChecks = 4096;

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string foldedText(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), folded);
    return out;
}

}  // namespace

bool MessageFilter::isEmpty() const { return text.empty() && headerName.empty() && causes.empty() && from == 0 && to == 0; }

CompiledFilter::CompiledFilter(MessageFilter filter) : filter_(std::move(filter)) {
    std::ranges::sort(filter_.causes);
    if (!filter_.matchesCase) folded_ = foldedText(filter_.text);
}

bool CompiledFilter::containsFolded(std::string_view bytes) const {
    const std::string_view needle = folded_;
    if (needle.size() > bytes.size()) return false;
    const char first = needle[0];
    const std::size_t last = bytes.size() - needle.size();
    for (std::size_t i = 0; i <= last; ++i) {
        if (folded(bytes[i]) != first) continue;
        std::size_t same = 1;
        while (same < needle.size() && folded(bytes[i + same]) == needle[same]) ++same;
        if (same == needle.size()) return true;
    }
    return false;
}

bool CompiledFilter::contains(std::string_view bytes) const {
    if (filter_.text.empty()) return true;
    return filter_.matchesCase ? bytes.find(filter_.text) != std::string_view::npos : containsFolded(bytes);
}

bool CompiledFilter::matchesText(const MessageRef& message) const {
    if (filter_.headerName.empty()) {
        if (filter_.text.empty()) return true;
        if (filter_.inBody && contains(message.body)) return true;
        if (filter_.inKey && message.key && contains(*message.key)) return true;
        if (!filter_.inHeaders || !contains(message.headerBytes)) return false;  // no header can hold what all do not
    }
    for (HeaderCursor header(message); header.next();) {
        if (!filter_.headerName.empty() && header.name() != filter_.headerName) continue;
        if (contains(header.value().value_or(std::string_view()))) return true;
        if (filter_.headerName.empty() && contains(header.name())) return true;
    }
    return false;
}

bool CompiledFilter::matches(const MessageRef& message, Fingerprint cause) const {
    if (filter_.from != 0 && message.timestamp < filter_.from) return false;
    if (filter_.to != 0 && message.timestamp >= filter_.to) return false;
    if (!filter_.causes.empty() && !std::ranges::binary_search(filter_.causes, cause)) return false;
    return matchesText(message);
}

std::vector<std::uint32_t> CompiledFilter::run(const MessageStore& store, std::uint32_t from, std::uint32_t to, StopToken stop,
                                               Progress& progress) const {
    std::vector<std::uint32_t> out;
    const std::uint32_t end = std::min(to, store.size());
    for (std::uint32_t row = from; row < end; ++row) {
        if (row % rowsBetweenChecks == 0) {
            if (stop.stop_requested()) break;
            progress.report(row - from, end - from);
        }
        if (matches(store.at(row), store.cause(row))) out.push_back(row);
    }
    return out;
}

}  // namespace pb::flow
