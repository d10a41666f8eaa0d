#pragma once

#include "models/document/edi/Edi.h"

#include <vector>

namespace pb::doc {

/// What a guide and its dictionary say of a value: names of segments, loops, composites and elements, texts of codes. They
/// stand beside the tree, by node, and not in it.
struct EdiNote {
    const std::string* title = nullptr;  ///< "Purchase order number"
    const std::string* code = nullptr;   ///< "Original", of the code 00
    const edi::ElementDef* element = nullptr;
};

class EdiNotes {
public:
    /// Of a document that readEdi or readEdiInterchanges made. `guides` must live as long as the notes.
    static Result<EdiNotes> of(DocumentPtr document, const edi::Guides& guides = edi::Guides::builtIn());

    /// Empty where nothing is known.
    EdiNote of(Value value) const;

private:
    class Writer;
    DocumentPtr document_;
    std::vector<EdiNote> notes_;
    std::vector<std::shared_ptr<const edi::Dictionary>> dictionaries_;
};

}  // namespace pb::doc
