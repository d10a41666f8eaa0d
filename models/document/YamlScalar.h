#pragma once

#include "models/document/Document.h"

#include <string>
#include <string_view>

namespace pb::doc {

/// What a plain scalar means (YAML 1.2 core schema, §10.3.2): numbers that JSON writes otherwise come as JSON digits.
struct YamlMeaning {
    Kind kind = Kind::string;
    bool boolean = false;
    std::string digits;       ///< number: its JSON form
    bool isDisputed = false;  ///< other readers (YAML 1.1) take it for a number or boolean: yes, on, 0123
};

YamlMeaning meaningOfPlain(std::string_view text);

/// `text` as YAML that means this string: plain where that is safe for YAML 1.1 and 1.2 readers, else quoted.
/// `inFlow`: inside of [] or {}.
std::string yamlString(std::string_view text, bool inFlow);

bool isSafePlain(std::string_view text, bool inFlow);
std::string yamlSingleQuoted(std::string_view text);
std::string yamlDoubleQuoted(std::string_view text);

/// Whether single quotes can hold the text on one line: nothing that needs an escape.
bool fitsSingleQuotes(std::string_view text);

/// Literal block (`|`, `|-`) with its lines indented by `indent`; empty where a literal cannot hold the text.
std::string yamlLiteral(std::string_view text, std::size_t indent);

}  // namespace pb::doc
