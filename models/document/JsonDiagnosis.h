#pragma once

#include "models/document/Json.h"

#include <cstddef>
#include <string_view>

namespace pb::doc {

/// What is wrong with a JSON text and where. The fast reader only says that something is; this scanner, one byte at a
/// time, says what.
struct JsonFault {
    ErrorCode code = ErrorCode::invalidInput;
    std::size_t byte = 0;
    QString reason;  ///< "a comma or “}” is missing after the member"
    QString hint;
};

/// Scans one JSON value from `from` on. Its end, or the fault.
class JsonScanner {
public:
    JsonScanner(std::string_view bytes, const JsonLimits& limits) : bytes_(bytes), limits_(limits) {}

    bool scanValue(std::size_t from, std::size_t& end);  ///< false: fault() says why
    bool scanDocument();                                 ///< one value, and blanks around it
    std::size_t skipBlanks(std::size_t at) const;
    const JsonFault& fault() const { return fault_; }

private:
    enum class Expect { value, firstElement, firstMember, member, separator };

    bool step();
    bool takeValue();
    bool takeMember();
    bool takeSeparator();
    bool takeString();
    bool takeEscape();
    bool takeWord(std::string_view word);
    bool takeNumber();
    bool open();
    bool close();
    bool isOpen(char bracket) const { return !stack_.empty() && stack_.back() == bracket; }
    bool isAt(char c) const { return at_ < bytes_.size() && bytes_[at_] == c; }
    bool atEnd() const { return at_ >= bytes_.size(); }
    bool refuse(std::size_t at, QString reason, QString hint = {});
    bool refuseStart();

    std::string_view bytes_;
    JsonLimits limits_;
    std::size_t at_ = 0;
    std::string stack_;  ///< the brackets that are open
    Expect expect_ = Expect::value;
    JsonFault fault_;
};

/// "Cannot read the JSON. Line 3, column 5: …" with place and hint.
Error jsonError(const JsonFault& fault, std::string_view bytes);

}  // namespace pb::doc
