#pragma once

#include "models/base/Regex.h"

#include <string_view>

namespace pb::schema {

enum class Verdict : std::uint8_t { no, yes, limit };

/// An ECMA-262 pattern that is searched in a text.
class Pattern {
public:
    static Result<Pattern> compile(std::string_view pattern);
    Verdict matches(std::string_view text) const;

private:
    explicit Pattern(Regex regex) : regex_(std::move(regex)) {}
    Regex regex_;
};

}  // namespace pb::schema
