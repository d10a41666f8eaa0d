#pragma once

#include "models/document/Json.h"
#include "models/document/Misreading.h"
#include "models/document/avro/Schema.h"

#include <string>
#include <utility>
#include <vector>

namespace pb::doc::avro {

/// What an object container file says before its blocks ("Object Container Files").
struct Header {
    std::string schema;
    std::string codec = "null";
    std::vector<std::pair<std::string, std::string>> metadata;  ///< what else stands there
    std::string sync;                                           ///< 16 bytes behind each block
    std::size_t size = 0;                                       ///< of the header
};

bool isContainer(std::string_view bytes);
Result<Header> readHeader(std::string_view bytes);

/// An array of the data of all blocks, seen through the reader's schema; null = the file's own. Of a compressed block
/// every value has the block's range.
/// `misreadings`: what is collected instead of being an error; behind a datum that cannot be read, the next block is read.
Result<DocumentPtr> readContainer(std::string_view bytes, std::shared_ptr<const void> owner, const Schema* reader,
                                  Misreadings* misreadings = nullptr);
/// Each datum over its own bytes, or, of a compressed block, over the block's.
Done streamContainer(std::string_view bytes, const EachDocument& each, const Schema* reader);

/// The elements of the array as a file; codec, sync and metadata as in `style`, its schema's text is the schema's.
Result<std::string> writeContainer(Value root, const Schema& schema, Header style);

/// "Cannot read the Avro data. <reason>" at the byte.
Error readError(std::string_view bytes, std::size_t at, const QString& reason,
                ErrorCode code = ErrorCode::invalidInput);

}  // namespace pb::doc::avro
