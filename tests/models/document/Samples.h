#pragma once

#include "models/document/Document.h"

#include <functional>
#include <random>
#include <string>

namespace pb::test {

/// A random JSON text of about `size` values: every kind, escapes, numbers of all shapes, blanks in odd places.
std::string randomJson(std::mt19937& random, int size);

/// Calls `each` with `bytes` cut at every place, and with every byte replaced by some others.
void forEachDamage(const std::string& bytes, const std::function<void(const std::string&)>& each);

/// "" or what is wrong with the tree: ranges outside of their parent's, children out of order, counts that do not add up,
/// elements that are not like the one before though they are said to be.
std::string treeFault(const doc::Document& document);

}  // namespace pb::test
