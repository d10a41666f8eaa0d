#pragma once

#include "models/jsonata/Program.h"

#include <functional>
#include <string>
#include <string_view>

namespace pb::jsonata {

/// Limits of a line that names none.
struct BatchOptions {
    int threads = 1;                    ///< 0 = one a core
    std::int64_t milliseconds = 30'000; ///< a line's own `ms` goes before
    int depth = 10'000;                 ///< a line's own `depth` goes before
    const Clock* clock = nullptr;
    std::uint64_t randomSeed = 0;
};

/// One line `{"expr", "input"?, "bindings"?, "ms"?, "depth"?}` to one line, without its line end: `{"result": …}`,
/// `{"undefined": true}` or `{"error": {"code", "position", "token", "message"}}`. A line that is no such object is
/// answered by an error with the code "batch".
std::string answerLine(std::string_view request, const BatchOptions& options = {});

/// Gets every answer, without line end, and the byte of the requests at which its line begins; returns false to stop.
using EachAnswer = std::function<bool(std::string_view answer, std::size_t begin)>;

/// All lines of `requests`, answered in order whatever the number of threads, in memory that does not grow with them;
/// empty lines are skipped.
void answerLines(std::string_view requests, const BatchOptions& options, const EachAnswer& each);

}  // namespace pb::jsonata
