#pragma once

#include "models/flow/Message.h"
#include "models/map/MapDocument.h"
#include "models/map/MapTest.h"
#include "models/workspace/EditedFile.h"
#include "ui/shell/WorkPlace.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace pb::ui {

/// A message to look at the map with.
struct MapSample {
    QString title;       ///< "samples/order.json", "test parked-0-6", "orders.dlq/0@6"
    std::string body;
};

/// The map's file under edit. Shared by the jobs that read, keep and save it, one at a time.
struct MapFile {
    explicit MapFile(workspace::EditedFile edited) : file(std::move(edited)) {}
    std::mutex mutex;
    workspace::EditedFile file;
};

/// Everything of one map that the page shows at first.
struct LoadedMap {
    map::MapDocument map;
    std::shared_ptr<MapFile> file;
    std::shared_ptr<const map::Side> source, target;   ///< empty sides where a schema cannot be read: see problems
    std::vector<Finding> problems;
    std::vector<MapSample> samples;
    std::vector<map::MapTest> tests;
    bool wasRestored = false;                           ///< unsaved text of a crash came back
    std::string savedText;                              ///< of the file; another one than the map's where it was restored
};
Result<std::vector<std::string>> mapNames(const WorkPlace& place);
Result<LoadedMap> loadMap(const WorkPlace& place, const std::string& name);

/// A text tried on a sample.
struct MapTrial {
    map::MapDocument map;
    std::vector<Finding> findings;     ///< of text and sides
    std::string result;                ///< pretty JSON; empty when there is none
    QString failure;                   ///< why there is none
    std::vector<QString> violations;   ///< what the target's schema says of the result
    std::vector<doc::ByteRange> broken;///< where, in `result`
};
MapTrial tryMap(const map::MapDocument& before, std::string text, const map::Side& source, const map::Side& target, const MapSample* sample);

/// The text here against the file on the disk.
struct MapVersions {
    workspace::EditedFile::Outside outside = workspace::EditedFile::Outside::same;
    bool wasRead = false;   ///< nothing was unsaved here: `text` is the map's now
    std::string text;       ///< of the disk, where it was changed
};
Result<MapVersions> compareMap(MapFile& file, const std::string& here);

Done keepMap(MapFile& file, const std::string& text);            ///< autosave
Done saveMap(MapFile& file, const std::string& text);            ///< ErrorCode::conflict when it was changed outside
Done overwriteMap(MapFile& file, const std::string& text);       ///< keeps the other version beside
Result<std::string> takeOutsideMap(MapFile& file);               ///< keeps this version beside

}  // namespace pb::ui
