#include "models/flow/Cause.h"

#include "models/flow/CauseLists.h"
#include "models/flow/Problem.h"
#include "models/flow/StackTrace.h"

#include <algorithm>
#include <tuple>

namespace pb::flow {

namespace {

constexpr std::size_t maxFramesLookedAt = 200;

/// "java.base/java.lang.Thread.run(…)", "app//com.acme.Foo.bar(…)" → without loader and module.
std::string_view withoutModule(std::string_view frame) {
    const std::string_view name = frame.substr(0, std::min(frame.find('('), frame.size()));
    const std::size_t slash = name.rfind('/');
    return slash == std::string_view::npos ? frame : frame.substr(slash + 1);
}

std::string_view userFrameIn(const std::vector<std::string_view>& frames) {
    for (const std::string_view frame : frames) {
        const std::string_view name = withoutModule(frame);
        if (!isFrameworkCode(name)) return name;
    }
    return {};
}

bool isWrapper(std::string_view className) {
    const auto list = wrapperClasses();
    const std::string_view simple = className.substr(className.rfind('.') + 1);  // npos + 1 = 0: the whole name
    return std::ranges::binary_search(list, simple) || std::ranges::binary_search(list, className);
}

/// FNV-1a, 64 bits: the same on every platform, because fingerprints are kept in addresses and journals.
class Hash {
public:
    Hash& add(std::string_view text) {
        for (const char c : text) step(static_cast<unsigned char>(c));
        step(0xff);  // no byte of UTF-8: parts cannot run into each other
        return *this;
    }
    Fingerprint value() const { return value_; }

private:
    void step(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3ull; }
    std::uint64_t value_ = 0xcbf29ce484222325ull;
};

/// The line number moves with every release; it counts only where nothing else tells two causes apart.
std::string_view methodOf(std::string_view frame, bool withLine) {
    return withLine ? frame : frame.substr(0, std::min(frame.find('('), frame.size()));
}

std::string_view simpleName(std::string_view className) {
    const std::size_t last = className.find_last_of(".$/");
    return last == std::string_view::npos ? className : className.substr(last + 1);
}

void readStack(DeadLetter& letter) {
    const RootCause root = rootCauseOf(letter.stack);
    letter.topUserFrame = root.topUserFrame;
    if (root.className.empty()) return;
    letter.rootClass = root.className;
    letter.rootMessage = root.message;
    if (letter.className.empty()) letter.className = letter.rootClass;
}

}  // namespace

bool isFrameworkCode(std::string_view qualifiedName) {
    if (qualifiedName.find("$$") != std::string_view::npos || qualifiedName.starts_with("$Proxy")) return true;  // made at run time
    const auto list = frameworkPrefixes();
    const auto behind = std::ranges::upper_bound(list, qualifiedName);
    return behind != list.begin() && qualifiedName.starts_with(*std::prev(behind));
}

RootCause rootCauseOf(std::string_view stack) {
    const std::vector<StackSection> chain = sectionsOf(stack, maxFramesLookedAt);
    if (chain.empty()) return {};
    std::size_t root = 0;
    while (root + 1 < chain.size() && isWrapper(chain[root].className)) ++root;
    RootCause out{chain[root].className, chain[root].message, userFrameIn(chain[root].frames)};
    for (std::size_t i = root; i > 0 && out.topUserFrame.empty(); --i) out.topUserFrame = userFrameIn(chain[i - 1].frames);
    return out;
}

void fingerprint(DeadLetter& letter) {
    if (!letter.stack.empty()) readStack(letter);
    if (letter.rootClass.empty()) letter.rootClass = letter.className;
    if (letter.rootMessage.empty()) letter.rootMessage = letter.message;
    letter.messageTemplate = templateOf(letter.rootMessage);
    letter.detailTemplate = detailTemplateOf(letter.detail);
    const bool isBare = letter.messageTemplate.empty() || letter.messageTemplate == "null";
    Hash hash;
    hash.add(letter.rootClass).add(methodOf(letter.topUserFrame, isBare)).add(letter.messageTemplate).add(letter.detailTemplate);
    if (letter.rootClass.empty() && isBare) {  // RabbitMQ says no more than this
        hash.add(letter.convention).add(letter.stage).add(letter.origin.channel);
    }
    letter.cause = hash.value();
}

std::string CauseGroup::title() const {
    const std::string className(simpleName(rootClass));
    if (className.empty() || !detailTemplate.empty()) {
        const std::string& what = detailTemplate.empty() ? messageTemplate : detailTemplate;
        return what.empty() ? convention : className.empty() ? what : what + " (" + className + ")";
    }
    return messageTemplate.empty() ? className : className + ": " + messageTemplate;
}

void CauseGroups::add(const DeadLetter& letter) {
    CauseGroup& group = groups_[letter.cause];
    if (group.count == 0) {
        group = {letter.cause, letter.rootClass, letter.topUserFrame, letter.messageTemplate, letter.detailTemplate,
                 letter.convention, 0, letter.firstFailure, letter.lastFailure, false, {}};
    }
    ++group.count;
    ++total_;
    group.firstSeen = std::min(group.firstSeen, letter.firstFailure);
    group.lastSeen = std::max(group.lastSeen, letter.lastFailure);
    if (group.samples.size() < maxSamples) group.samples.push_back(letter.position);
}

void CauseGroups::remove(const DeadLetter& letter) {
    const auto found = groups_.find(letter.cause);
    if (found == groups_.end() || found->second.count == 0) return;
    --found->second.count;
    --total_;
    std::erase(found->second.samples, letter.position);
    if (found->second.count == 0) groups_.erase(found);
}

const CauseGroup* CauseGroups::find(Fingerprint cause) const {
    const auto found = groups_.find(cause);
    return found == groups_.end() ? nullptr : &found->second;
}

std::vector<CauseGroup> CauseGroups::groups() const {
    std::vector<CauseGroup> out;
    out.reserve(groups_.size());
    for (const auto& [cause, group] : groups_) out.push_back(group);
    std::ranges::sort(out, [](const CauseGroup& left, const CauseGroup& right) {
        return std::tuple(right.firstSeen, right.count, left.cause) < std::tuple(left.firstSeen, left.count, right.cause);
    });
    if (out.size() > 1) out.front().isNewest = true;
    return out;
}

std::vector<CauseGroup> groupByCause(std::span<const DeadLetter> letters) {
    CauseGroups groups;
    for (const DeadLetter& letter : letters) groups.add(letter);
    return groups.groups();
}

}  // namespace pb::flow
