#pragma once

#include "models/document/Formats.h"
#include "models/document/edi/Edi.h"

#include <memory>

namespace pb::doc {

/// What a layout of `format: x12` or `edifact` says.
struct EdiLayout {
    EdiStyle style;
    bool streamsSets = false;                   ///< a stream delivers sets, not interchanges
    std::shared_ptr<const edi::Guides> guides;  ///< with the layout's own; null = those that come with Patchbay

    EdiOptions options() const { return {guides.get(), true}; }
};

/// Guides that cannot be understood are errors in their own files.
Result<EdiLayout> readEdiLayout(const CodecSettings& settings);

}  // namespace pb::doc
