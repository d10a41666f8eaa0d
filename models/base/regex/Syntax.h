#pragma once

#include "models/base/Result.h"
#include "models/base/regex/CharSet.h"

#include <limits>
#include <string_view>
#include <vector>

namespace pb::regex {

enum class NodeType { empty, set, sequence, alternation, repeat, capture, lineStart, lineEnd, boundary, look, backReference };

/// A pattern as a tree. Character sets are already closed over case where case is ignored.
struct Node {
    static constexpr std::uint32_t unbounded = std::numeric_limits<std::uint32_t>::max();

    NodeType type = NodeType::empty;
    std::vector<Node> children;  ///< one for repeat, capture and look
    CharSet set;
    std::uint32_t min = 0;       ///< repeat
    std::uint32_t max = 0;       ///< repeat; `unbounded`
    bool lazy = false;           ///< repeat
    bool negative = false;       ///< look, boundary (\B)
    bool behind = false;         ///< look
    std::uint32_t group = 0;     ///< capture, backReference: from 1
};

struct Pattern {
    Node root;
    std::uint32_t groups = 0;
    CharSet word;             ///< what \b looks at
    bool ignoreCase = false;
    bool multiline = false;
};

/// The grammar of ECMA-262 (2024) §22.2.1 with the `u` flag, no more and no less; groups may nest 250 deep.
Result<Pattern> parse(std::string_view pattern, bool ignoreCase, bool multiline);

/// One code point of UTF-8 or WTF-8, `at` moves behind it. A byte that begins none is U+FFFD and one byte long.
CodePoint decodeForward(std::string_view text, std::size_t& at);
CodePoint decodeBackward(std::string_view text, std::size_t& at);

}  // namespace pb::regex
