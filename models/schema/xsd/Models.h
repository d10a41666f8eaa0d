#pragma once

#include "models/schema/xsd/ComplexTypes.h"

namespace pb::schema::xsd {

/// minOccurs and maxOccurs of a particle.
struct Occurs {
    std::uint64_t least = 1, most = 1;
    std::string suffix() const;  ///< "", "?", "*", "+", "{2,5}"
};
Occurs occursOf(const Node& node);

/// One after the other: counts of one name add up.
Model inSequence(const std::vector<Model>& parts, std::string_view separator);
/// One of them: what is not in all of them may be absent.
Model alternatives(const std::vector<Model>& parts);
Model repeated(Model model, const Occurs& occurs);

}  // namespace pb::schema::xsd
