#pragma once

#include <string_view>
#include <vector>

namespace pb::flow {

/// One exception of a chain, with its own frames.
struct StackSection {
    std::string_view className, message;
    std::vector<std::string_view> frames;   ///< without "at "; only as many as were asked for
};

/// The chain of a Java (`Caused by:`) or .NET (` ---> `) stack trace, outermost first. Suppressed exceptions are left
/// out. At most `maxFrames` frames a section and 32 sections.
std::vector<StackSection> sectionsOf(std::string_view stack, std::size_t maxFrames);

}  // namespace pb::flow
