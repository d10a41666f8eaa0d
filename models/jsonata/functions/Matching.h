#pragma once

#include "models/jsonata/functions/Natives.h"

namespace pb::jsonata {

/// The matches of a regex, or of a function of the program that answers like one, in a text, one after another.
class Matching {
public:
    /// What was found; bytes of the text.
    struct Found {
        std::size_t begin = 0, end = 0;
        std::vector<Word> groups;  ///< texts; undefined where a group took no part
        std::string_view match;
    };

    Matching(Call& call, Word text, Word matcher);
    bool isFound() const { return isFound_; }
    const Found& found() const { return found_; }
    void next();
    Word object();  ///< the match as functions of the program see it

private:
    void search(std::size_t from);
    void take(Word answer);

    Call& call_;
    Word text_;
    Word matcher_;
    Word answer_;      ///< of a function of the program
    bool isRegex_ = false;
    bool isFound_ = false;
    Found found_;
};

}  // namespace pb::jsonata
