#pragma once

#include "models/document/edi/Edi.h"

#include <functional>
#include <string>
#include <vector>

namespace pb::test {

std::string orderX12();       ///< two orders and an invoice in two groups, without a fault
std::string ordersEdifact();  ///< ORDERS, and a message without a guide
/// Those two and shapes of their own: other delimiters and line ends, UNG, repetitions, faults of every kind.
std::vector<std::string> samples();

doc::DocumentPtr edi(const std::string& text);  ///< ends the program when it cannot be read
std::string findings(const doc::Document& document);  ///< rules, one blank between them
void forEachSet(const doc::Document& document, const std::function<void(doc::Value set)>& each);

/// "" or which range has other bytes than its leaf's text (without release characters and line ends).
std::string leafFault(const doc::Document& document);

/// `text` with the first `from` made `to`.
std::string with(std::string text, const std::string& from, const std::string& to);

}  // namespace pb::test
