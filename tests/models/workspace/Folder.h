#pragma once

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <QTemporaryDir>

#include <algorithm>
#include <string>
#include <vector>

namespace pb::test {

/// A folder that goes with the test.
class Folder {
public:
    std::filesystem::path path(const char* name = "") const { return pathFromUtf8(utf8(folder_.filePath(QString::fromUtf8(name)))); }
    std::string read(const char* name) const { return readFile(path(name)).value_or(std::string("(not there)")); }
    bool write(const char* name, std::string_view text) const {
        std::filesystem::create_directories(path(name).parent_path());
        return writeFileAtomically(path(name), text).has_value();
    }
    /// Names in a sub-folder, sorted.
    std::vector<std::string> names(const char* folder = "") const {
        std::vector<std::string> out;
        std::error_code code;
        for (const auto& entry : std::filesystem::directory_iterator(path(folder), code)) {
            out.push_back(pathToUtf8(entry.path().filename()));
        }
        std::sort(out.begin(), out.end());
        return out;
    }

private:
    QTemporaryDir folder_;
};

}  // namespace pb::test
