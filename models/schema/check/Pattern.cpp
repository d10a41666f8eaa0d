#include "models/schema/check/Pattern.h"

namespace pb::schema {

Result<Pattern> Pattern::compile(std::string_view pattern) {
    PB_TRY(regex, Regex::compile(pattern));
    return Pattern(std::move(regex), Dfa::compile(pattern));
}

Verdict Pattern::search(std::string_view text) const {
    const auto found = regex_.test(text);
    return !found ? Verdict::limit : *found ? Verdict::yes : Verdict::no;
}

}  // namespace pb::schema
