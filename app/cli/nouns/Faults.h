#pragma once

#include "models/schema/DocumentValidator.h"

#include <string>

namespace pb::app {

/// A fault as a line: where in the document, what, and by which rule.
std::string printFault(const schema::Fault& fault, const std::string& document);

}  // namespace pb::app
