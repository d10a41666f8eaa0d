#include "app/cli/nouns/Faults.h"

#include "models/base/Text.h"

#include <QStringList>

namespace pb::app {

std::string printFault(const schema::Fault& fault, const std::string& document) {
    Place place = fault.place;
    place.address = document;
    const bool isPath = fault.at && fault.schema != fault.schemaPlace.address;
    QStringList rule{qs(fault.keyword)};
    if (isPath) {
        rule.append(qs(fault.schema));
    }
    if (!isPath || !fault.schemaPlace.address.empty()) {
        rule.append(fault.schemaPlace.print());
    }
    rule.removeAll(QString());
    return utf8(place.print() + u": " + fault.sentence + u" [" + rule.join(u' ') + u']');
}

}  // namespace pb::app
