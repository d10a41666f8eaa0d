#pragma once

#include "models/document/Fixed.h"
#include "models/document/Formats.h"

namespace pb::doc {

/// SAP IDocs in a flat file: for each a control record EDI_DC40 of 524 characters, then data records of 63 characters
/// of head (SEGNAM MANDT DOCNUM SEGNUM PSGNUM HLEVEL) and up to 1,000 of SDATA. With or without line ends.
///
///   {"IDOC": [{"TABNAM": "EDI_DC40", …, "E1EDK01": {"SEGNAM": …, …}, "E1EDP01": [{…, "E1EDP19": [{…}]}]}]}
///
/// Segments are named by their type (E1…), whether the file has that or the definition's name (E2… and a version).
/// Segments that no layout knows are {"segment": [{…, "SDATA": …}]} beneath the segment before them.
/// Layouts: resources/idoc/*.yaml, and those that `types` names.
Result<FixedLayout> readIdocLayout(const CodecSettings& settings);

/// What the tree does not say of the head of a data record is filled: client and number of the control record, the
/// number of the segment, of its parent, its level.
Result<std::string> writeIdocs(Value root, const FixedLayout& layout);

}  // namespace pb::doc
