#pragma once

#include "models/jsonata/Ast.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::jsonata {

/// One clause of an object constructor that makes one field of the output.
struct FieldClause {
    std::string output;               ///< path of the field: `order.lines[].qty`; `[]` where an array of them is made
    Span key;                         ///< of the key expression
    Span value;                       ///< of the value expression
    Span clause;                      ///< from the key to the end of the value
    Span constructor;                 ///< the object constructor that holds it
    std::vector<std::string> inputs;  ///< absolute input paths that the value reads: `order.lines[].quantity`, no doubles
    bool isCopy = false;              ///< the value is one path of names and nothing else
    bool isRepeated = false;          ///< the field's object is made once for every item of an input array
    bool isContainer = false;         ///< the value is an object constructor of its own, whose clauses follow
    const Node* node = nullptr;       ///< the value, in the Ast
};

/// What can be said about an expression without running it.
struct Analysis {
    std::vector<FieldClause> fields;  ///< in the order of the source; empty unless the result is an object (or objects)
    std::vector<std::string> inputs;  ///< every input path that is read; `**` and computed names end a path with `*`
    Span constructor;                 ///< the object constructor that makes the result; empty where there is none
    bool isList = false;              ///< the result is a list of such objects
};

/// Follows blocks, variables, conditions and maps over paths. The Ast must outlive the answer.
Analysis analyse(const Ast& ast);

/// The clause that makes the value at an RFC 6901 pointer of the output: the exact one, else the nearest above it;
/// null where there is none.
const FieldClause* clauseFor(const Analysis& analysis, std::string_view outputPointer);
/// The clause of an output path as FieldClause::output writes it; null where there is none.
const FieldClause* clauseOf(const Analysis& analysis, std::string_view output);

/// The clauses that read an input path or anything below it.
std::vector<const FieldClause*> clausesReading(const Analysis& analysis, std::string_view input);

}  // namespace pb::jsonata
