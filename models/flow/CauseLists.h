#pragma once

#include <span>
#include <string_view>

namespace pb::flow {

/// What tells the user's code from everybody's: data, sorted, no entry is the beginning of another.
std::span<const std::string_view> frameworkPrefixes();

/// Exceptions that only carry another one. Simple names, or qualified ones where the simple name is too common.
std::span<const std::string_view> wrapperClasses();

/// Words before a quoted text that is a name, not a value: it stays in a template.
std::span<const std::string_view> namingWords();

/// Words before a number that is a kind, not a value: "status code 422" stays.
std::span<const std::string_view> codeWords();

/// Behind these a message only says where in the input it happened: the template ends there.
struct MessageCut {
    std::string_view text;
    bool keepsText;   ///< the text itself stays
};
std::span<const MessageCut> messageCuts();

}  // namespace pb::flow
