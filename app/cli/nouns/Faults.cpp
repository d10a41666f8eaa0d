#include "app/cli/nouns/Faults.h"

#include "models/base/Text.h"

namespace pb::app {

std::string printFault(const schema::Fault& fault, const std::string& document) {
    Place place = fault.place;
    place.address = document;
    const bool isPath = fault.at && fault.schema != fault.schemaPlace.address;
    const QString rule = isPath ? qs(fault.schema) : fault.schemaPlace.print();
    return utf8(place.print() + u": " + fault.sentence + u" [" + qs(fault.keyword) + (rule.isEmpty() ? QString() : u' ' + rule) + u']');
}

}  // namespace pb::app
