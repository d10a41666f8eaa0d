#include "models/flow/StackTrace.h"

#include "models/flow/DeadLetter.h"

#include <algorithm>
#include <cstdint>

namespace pb::flow {

namespace {

constexpr std::size_t maxSections = 32;
constexpr std::size_t maxMessage = 2048;

/// Takes the next line off the text, without its end.
std::string_view takeLine(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::string_view withoutIndent(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

bool isName(std::string_view text) {
    return !text.empty() && std::ranges::none_of(text, [](char c) { return c == ' ' || c == '\t' || c == '('; });
}

/// "com.acme.Failed: what happened" → a section; "Suppressed:" and other lines are none.
bool readHeader(std::string_view line, StackSection& section) {
    const std::size_t colon = line.find(": ");
    section.className = line.substr(0, std::min(colon, line.size()));
    if (section.className.ends_with(':')) section.className.remove_suffix(1);
    section.message = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 2);
    return isName(section.className);
}

/// Jackson writes " at [Source: …" behind its messages.
bool isJavaFrame(std::string_view line) { return line.starts_with("at ") && !line.starts_with("at ["); }
bool isPythonFrame(std::string_view line) { return line.starts_with("File \""); }

/// Walks the lines once; what it does with a line depends on what the line is.
class ChainReader {
public:
    explicit ChainReader(std::size_t maxFrames) : maxFrames_(maxFrames) {}

    std::vector<StackSection> read(std::string_view stack) {
        while (!stack.empty() && sections_.size() < maxSections) readLine(takeLine(stack));
        return std::move(sections_);
    }

private:
    void readLine(std::string_view raw) {
        const std::string_view line = withoutIndent(raw);
        if (isJavaFrame(line)) return addFrame(line.substr(3));
        if (isPythonFrame(line)) return addFrame(line);
        if (line.starts_with("Suppressed: ")) {
            suppressed_ = true;
        } else if (line.starts_with("Caused by: ")) {
            suppressed_ = raw.size() != line.size() && suppressed_;  // an indented one belongs to the suppressed
            if (!suppressed_) open(line.substr(11));
        } else if (line.starts_with("---> ")) {
            open(line.substr(5));
        } else if (line.starts_with("--- End of ")) {
            current_ = current_ > 0 ? current_ - 1 : 0;
        } else if (sections_.empty()) {
            open(line);
        } else {
            continueMessage(line);
        }
    }

    void open(std::string_view header) {
        // .NET writes the inner headers one after the other on a line of their own, Java its whole chain in order.
        if (const std::size_t inner = header.find(" ---> "); inner != std::string_view::npos) {
            open(header.substr(0, inner));
            return open(header.substr(inner + 6));
        }
        StackSection section;
        if (!readHeader(header, section)) return;
        sections_.push_back(std::move(section));
        current_ = sections_.size() - 1;
    }

    void addFrame(std::string_view frame) {
        if (suppressed_) return;
        if (sections_.empty()) sections_.emplace_back();  // MassTransit keeps class and message in other headers
        auto& frames = sections_[current_].frames;
        if (frames.size() < maxFrames_) frames.push_back(frame);
    }

    /// A message of several lines goes on until the first frame.
    void continueMessage(std::string_view line) {
        StackSection& section = sections_[current_];
        if (suppressed_ || !section.frames.empty() || section.message.empty() || line.starts_with("...")) return;
        const auto length = static_cast<std::size_t>(line.data() + line.size() - section.message.data());
        if (length <= maxMessage) section.message = {section.message.data(), length};
    }

    std::size_t maxFrames_;
    std::vector<StackSection> sections_;
    std::size_t current_ = 0;
    bool suppressed_ = false;
};

}  // namespace

std::vector<StackSection> sectionsOf(std::string_view stack, std::size_t maxFrames) {
    return ChainReader(maxFrames).read(stack);
}

std::vector<std::string_view> framesOf(std::string_view stack) {
    std::vector<std::string_view> out;
    while (!stack.empty()) {
        const std::string_view line = withoutIndent(takeLine(stack));
        if (isJavaFrame(line)) out.push_back(line.substr(3));
        if (isPythonFrame(line)) out.push_back(line);
    }
    return out;
}

}  // namespace pb::flow
