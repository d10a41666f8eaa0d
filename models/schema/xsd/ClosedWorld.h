#pragma once

#include <map>
#include <string>

namespace pb::schema::xsd {

/// While one lives, all that libxml2 opens on this thread comes out of these files (by path), and everything else is empty: no
/// disk, no network. Not nested.
class ClosedWorld {
public:
    explicit ClosedWorld(const std::map<std::string, std::string>* files);
    ~ClosedWorld();
    ClosedWorld(const ClosedWorld&) = delete;
    ClosedWorld& operator=(const ClosedWorld&) = delete;
};

}  // namespace pb::schema::xsd
