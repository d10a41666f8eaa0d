#pragma once

#include "models/document/Layout.h"
#include "models/document/TreeWriter.h"

#include <functional>
#include <string>
#include <vector>

namespace pb::doc {

/// A type of record in a file that has several: rows of a delimited file, lines of a fixed-width file, segments of an
/// IDoc. In a layout:
///
///     records:
///       - name: header            # top level
///         when: {type: H}         # a field and the text (or the list of texts) that it has in this type
///         …fields…
///       - name: line
///         under: header           # each belongs to the header before it
///         repeats: false          # at most one in its parent; default true
///
/// What an expression sees: an object with the records of the top level by their type's name; each record an object of
/// its fields, then the records beneath it by name, in the order of the layout. A type that repeats is an array.
struct RecordType {
    struct Condition {
        std::size_t field = 0;
        std::vector<std::string> values;
    };

    std::string name;
    int under = -1;  ///< position of the parent's type; -1 = top level
    bool repeats = true;
    bool isAnywhere = false;          ///< beneath whatever record is open (`under` is then the least that must be)
    std::vector<std::string> fields;  ///< their names; empty = a filler that is in no tree
    std::vector<Condition> when;      ///< all must hold; none = every record that no earlier type took
};

/// Reads `name`, `under`, `repeats` and `when` of each of the layout's records; `fieldsOf` reads the rest of one. What is
/// wrong is refused in `members`.
using FieldsOf = std::function<void(LayoutMembers& record, RecordType& type)>;
Result<std::vector<RecordType>> readRecordTypes(Value records, const FieldsOf& fieldsOf);

/// The type whose conditions hold; `fieldText` gives the text of a field of a type. -1 = none.
int typeOfRecord(const std::vector<RecordType>& types,
                 const std::function<bool(const RecordType& type, const RecordType::Condition& condition)>& holds);

/// Orders records as they stand in a file into the tree. They are added in the order of the file, then fed to the writer.
class RecordTree {
public:
    explicit RecordTree(const std::vector<RecordType>& types) : types_(types) {}

    /// A record at [begin, end). False: no record of its parent's type is open before it.
    bool add(int type, ByteRange range);
    bool isEmpty() const { return records_.empty(); }
    void clear();

    /// `fields` feeds the fields of the record with that number (in the order of add) into the object that is open.
    using EmitFields = std::function<void(TreeWriter& writer, int type, std::size_t record)>;
    void feed(TreeWriter& writer, std::uint32_t fileEnd, const EmitFields& fields) const;

private:
    struct Record {
        int type = 0;
        ByteRange range;
        std::uint32_t firstChild = none, lastChild = none, next = none;
        std::uint32_t end = 0;  ///< of its last descendant
    };
    static constexpr std::uint32_t none = 0xffffffff;

    void link(std::uint32_t parent, std::uint32_t record);
    void emitGroups(TreeWriter& writer, int parentType, std::uint32_t firstChild, const EmitFields& fields) const;
    void emitRecord(TreeWriter& writer, std::uint32_t record, const EmitFields& fields) const;
    bool isInOrder(std::uint32_t firstChild) const;

    const std::vector<RecordType>& types_;
    std::vector<Record> records_;
    std::vector<std::uint32_t> open_;  ///< the records that may get children
    std::uint32_t firstTop_ = none, lastTop_ = none;
};

/// Calls `write` for each record of a tree in the form above, in the order of the file. A member that is neither a field
/// nor a record of its type, and several records where only one may be, are errors that name the value.
Done forEachRecord(const std::vector<RecordType>& types, Value root,
                   const std::function<Done(int type, Value record)>& write);

/// "Cannot write the <format>. At “/pointer”: <reason>"
Error writeError(const char* format, Value where, const QString& reason);

/// Why a text that is not UTF-8 (a lone surrogate) is not written.
QString loneSurrogateReason();

/// The text of a scalar as text formats write it; null is empty. An object or array is an error.
Result<std::string> scalarText(const char* format, Value value);

/// The text that a field has in the record: of the tree, or, where it is absent and the type's conditions name it, of
/// those. A text that the conditions do not allow is an error.
Result<std::string> fieldText(const char* format, const RecordType& type, std::size_t field, Value record);

}  // namespace pb::doc
