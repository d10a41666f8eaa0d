#include "models/document/SchemaIds.h"

#include "models/base/Text.h"
#include "models/document/Decimals.h"

namespace pb::doc {

SchemaIds<std::string> readSchemaIds(LayoutMembers& members) {
    SchemaIds<std::string> ids;
    const Value toWrite = members.value("id");
    if (toWrite) {
        ids.toWrite = wholeNumber<std::uint32_t>(toWrite.digits());
        if (!ids.toWrite) {
            members.refuse(toWrite, say("The id of a schema is a whole number."));
        }
    }
    for (const Value file : members.value("ids").children()) {
        const auto id = wholeNumber<std::uint32_t>(file.name());
        if (!id || !file.is(Kind::string)) {
            members.refuse(file, say("“ids” is a mapping of whole numbers to files."));
        } else {
            ids.known[*id] = file.text();
        }
    }
    return ids;
}

Result<std::string> loadNamed(const CodecSettings& settings, const std::string& name) {
    if (!settings.load) {
        return fail(
            layoutError(settings.layout, say("The file “%1” cannot be loaded here.").arg(qs(clipped(name, 100)))));
    }
    return settings.load(name);
}

}  // namespace pb::doc
