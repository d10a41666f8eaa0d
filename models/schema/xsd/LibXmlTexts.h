#pragma once

#include "models/schema/xsd/SchemaFiles.h"

#include <map>
#include <string>

namespace pb::schema::xsd {

/// What libxml2 gets to read of a schema.
struct LibXmlTexts {
    std::map<std::string, std::string> byPath;
    bool hadPatterns = false;
    bool hasLoopsInLoops = false;  ///< a content with repetitions inside of a repetition: libxml2 backtracks there
};

/// The files as they came, with patterns blanked out: PatternChecker matches them. A file that has some and is in UTF-16
/// becomes UTF-8.
LibXmlTexts textsForLibXml(Files& files);

}  // namespace pb::schema::xsd
