#pragma once

#include "models/schema/xsd/SchemaFiles.h"

namespace pb::schema::xsd {

/// While one lives, all that libxml2 opens on this thread comes out of these files, and everything else is empty: no
/// disk, no network. Not nested.
class ClosedWorld {
public:
    explicit ClosedWorld(const std::deque<File>* files);
    ~ClosedWorld();
    ClosedWorld(const ClosedWorld&) = delete;
    ClosedWorld& operator=(const ClosedWorld&) = delete;
};

}  // namespace pb::schema::xsd
