#include "models/document/Document.h"
#include "models/document/Number.h"

#include <unordered_map>

namespace pb::doc {

namespace {

using MembersByName = std::unordered_map<std::string_view, Value>;

MembersByName lastMembers(Value object) {
    MembersByName members;
    for (const Value member : object.children()) {
        members[member.name()] = member;
    }
    return members;
}

bool areSameMembers(Value left, Value right) {
    const MembersByName leftMembers = lastMembers(left);
    const MembersByName rightMembers = lastMembers(right);
    if (leftMembers.size() != rightMembers.size()) {
        return false;
    }
    for (const auto& [name, member] : leftMembers) {
        const auto other = rightMembers.find(name);
        if (other == rightMembers.end() || !equals(member, other->second)) {
            return false;
        }
    }
    return true;
}

bool haveSameNamesInOrder(Value left, Value right) {
    auto other = right.children().begin();
    for (const Value member : left.children()) {
        if (member.name() != (*other).name()) {
            return false;
        }
        ++other;
    }
    return true;
}

bool areSameInOrder(Value left, Value right) {
    auto other = right.children().begin();
    for (const Value child : left.children()) {
        if (!equals(child, *other)) {
            return false;
        }
        ++other;
    }
    return true;
}

bool hasFindings(Value value) {
    return !value.document()->findings().empty();
}

bool areSameObjects(Value left, Value right) {
    const bool namesMayRepeat = hasFindings(left) || hasFindings(right);
    if (!namesMayRepeat && left.size() != right.size()) {
        return false;
    }
    if (!namesMayRepeat && haveSameNamesInOrder(left, right)) {
        return areSameInOrder(left, right);
    }
    return areSameMembers(left, right);
}

}  // namespace

bool equals(Value left, Value right) {
    if (!left || !right) {
        return left.isValid() == right.isValid();
    }
    if (left.kind() != right.kind()) {
        return false;
    }
    switch (left.kind()) {
        case Kind::null:
            return true;
        case Kind::boolean:
            return left.boolean() == right.boolean();
        case Kind::number:
            return isSameNumber(left.digits(), right.digits());
        case Kind::string:
            return left.text() == right.text();
        case Kind::array:
            return left.size() == right.size() && areSameInOrder(left, right);
        case Kind::object:
            return areSameObjects(left, right);
    }
    return false;
}

}  // namespace pb::doc
