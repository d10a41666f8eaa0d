#pragma once

#include "models/document/Formats.h"
#include "models/schema/DocumentValidator.h"

#include <memory>
#include <string>
#include <vector>

namespace pb::schema {

/// A document in the form of a schema, and what of it does not fit. Places are those of the source.
struct Arranged {
    doc::DocumentPtr document;
    std::vector<Fault> faults;
};

/// A schema as documents of a format are written by it. Members get the schema's order; what the schema does not list stays
/// behind them, and is a fault where it allows nothing else. One value alone where the schema has an array becomes an array; a
/// text of a format without types that is the number or boolean which the schema wants becomes it, digit by digit. For XML
/// elements and attributes get the prefix of their namespace, which the root element declares. Of NDJSON and CSV the schema may
/// be that of a line. Immutable, thread-safe.
class TargetForm {
public:
    /// `reference` as openSchema takes it. Avro, Protobuf, layouts and EDI guides are not for here: their writers know them.
    static Result<TargetForm> open(const std::string& reference, const doc::FormatInfo& format, const FileLoader& loader);

    Result<Arranged> arrange(doc::Value root) const;
    /// The columns of a row, for CSV; empty where the schema says none.
    std::vector<std::string> columns() const;

private:
    struct Impl;
    explicit TargetForm(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<const Impl> impl_;
};

}  // namespace pb::schema
