#include "models/schema/compile/MetaSchemas.h"

#include "models/document/Json.h"
#include "models/schema/compile/MetaSchemaTexts.h"

#include <string>

namespace pb::schema {

doc::DocumentPtr metaSchema(std::string_view uri) {
    if (uri.ends_with('#')) {
        uri.remove_suffix(1);
    }
    for (const MetaSchemaText& entry : metaSchemaTexts()) {
        if (uri == entry.uri) {
            auto document = doc::readJson(entry.text, nullptr);
            return document ? *document : nullptr;
        }
    }
    return nullptr;
}

}  // namespace pb::schema
