#pragma once

#include "models/base/Result.h"
#include "models/base/regex/CharSet.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::regex {

/// The code points of a pattern and the small words of its grammar. Keeps the first error; after it everything reads as
/// the end of the pattern.
class Reader {
public:
    static constexpr CodePoint end = 0xffffffff;

    explicit Reader(std::string_view pattern);

    bool atEnd() const { return peek() == end; }
    CodePoint peek(std::size_t ahead = 0) const;
    CodePoint next();
    bool take(CodePoint c);
    bool takeText(const char* ascii);

    std::uint32_t decimal();                                ///< digits; as large as fits
    void counts(std::uint32_t& min, std::uint32_t& max);    ///< behind "{"
    std::string groupName();                                ///< behind "<", with the ">"
    CodePoint characterEscape();                            ///< behind the backslash
    CharSet property();                                     ///< behind \p or \P

    void fail(const QString& reason);
    void failLimit(const QString& reason);
    bool hasFailed() const { return failed_; }
    const Error& error() const { return error_; }

private:
    CodePoint unicodeEscape();
    CodePoint hex(int digits);
    bool isHexAhead(std::size_t from, int digits) const;
    std::string propertyWord();
    void failWith(ErrorCode code, const QString& reason);

    std::string pattern_;
    std::vector<CodePoint> points_;
    std::size_t at_ = 0;
    bool failed_ = false;
    Error error_;
};

}  // namespace pb::regex
