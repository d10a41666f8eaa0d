#include "models/base/Address.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/schema/Validator.h"
#include "models/workspace/Connection.h"

#include <QStringList>

#include <algorithm>

namespace pb::workspace {

namespace {

tl::unexpected<Error> cannotOpen(const ConnectionSettings& settings, ErrorCode code, const QString& reason, const QString& hint) {
    return fail(code, say("Cannot open the connection “%1”. %2").arg(qs(settings.name), reason), hint,
                Place{Address::of(AddressKind::connection, settings.name).print()});
}

QString fieldOf(const schema::Violation& violation) {
    std::string pointer = violation.instance.pointer();
    if (!violation.missingName.empty()) pointer += "/" + violation.missingName;
    if (!pointer.empty()) pointer.erase(0, 1);
    return qs(pointer);
}

Done validate(const ConnectionSettings& settings, const ConnectorInfo& connector) {
    PB_TRY(schemaDocument, doc::readJson(connector.settingsSchema));
    PB_TRY(validator, schema::Validator::compile(schemaDocument, schemaDocument->root()));
    PB_TRY(document, doc::readJson(settings.json));
    if (validator.isValid(document->root())) return {};
    constexpr std::size_t shown = 5;
    QStringList reasons;
    for (const auto& violation : validator.violations(document->root(), shown)) {
        reasons += say("Setting “%1”: %2").arg(fieldOf(violation), violation.sentence());
    }
    return cannotOpen(settings, ErrorCode::invalidInput, reasons.join(u' '),
                      say("Correct it in the environment “%1”.").arg(qs(settings.environment)));
}

}  // namespace

void ConnectorRegistry::add(ConnectorInfo info) { connectors_.push_back(std::move(info)); }

const ConnectorInfo* ConnectorRegistry::find(const std::string& kind) const {
    const auto found = std::find_if(connectors_.begin(), connectors_.end(), [&](const auto& item) { return item.kind == kind; });
    return found == connectors_.end() ? nullptr : &*found;
}

Result<std::unique_ptr<Connection>> ConnectorRegistry::open(const ConnectionSettings& settings,
                                                            const ConnectionContext& context) const {
    const ConnectorInfo* connector = find(settings.kind);
    if (!connector) {
        QStringList kinds;
        for (const auto& item : connectors_) kinds += qs(item.kind);
        return cannotOpen(settings, ErrorCode::unsupported, say("There is no connector “%1”.").arg(qs(settings.kind)),
                          say("This program has: %1.").arg(kinds.join(say(", "))));
    }
    if (!connector->settingsSchema.empty()) PB_CHECK(validate(settings, *connector));
    return connector->open(settings, context);
}

}  // namespace pb::workspace
