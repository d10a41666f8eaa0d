#pragma once

#include "models/document/Document.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace pb::schema {

/// JSON pointers of many values: Value::pointer() walks the document for each, this one once a document.
class Pointers {
public:
    std::string of(doc::Value value);

private:
    struct Place {
        std::uint32_t parent = 0, position = 0;
    };
    struct Known {
        std::uint32_t asked = 0;
        std::vector<Place> places;  ///< by the value's index; empty while few were asked for
    };
    static std::vector<Place> placesOf(const doc::Document& document);

    std::unordered_map<const doc::Document*, Known> documents_;
};

}  // namespace pb::schema
