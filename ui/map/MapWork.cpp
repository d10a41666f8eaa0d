#include "ui/map/MapWork.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/workspace/Workspace.h"

namespace pb::ui {

namespace {

std::shared_ptr<const map::Side> sideOf(const WorkPlace& place, const std::string& reference, std::vector<Finding>& problems) {
    auto side = map::loadSide(place.folder, reference);
    if (side) return std::make_shared<const map::Side>(std::move(*side));
    problems.push_back({Severity::error, "map.schema", side.error().sentence, side.error().hint, side.error().place});
    return std::make_shared<const map::Side>();
}

void judge(MapTrial& trial, const map::Side& target) {
    const auto document = doc::readJson(trial.result);
    if (!document || !target.validator) return;
    for (const schema::Violation& violation : target.validator->violations((*document)->root(), 50)) {
        trial.violations.push_back(violation.sentence());
        trial.broken.push_back(violation.instance.range());
    }
}

void evaluate(MapTrial& trial, const map::Side& target, const MapSample& sample) {
    const auto input = doc::readJson(sample.body);
    if (!input) {
        trial.failure = say("The message cannot be read. %1").arg(input.error().sentence);
        return;
    }
    jsonata::Environment environment;
    environment.limits.milliseconds = 2'000;
    const auto output = trial.map.program()->run((*input)->root(), environment);
    if (!output) {
        trial.failure = output.error().error().sentence;
    } else if (!output->defined) {
        trial.failure = say("The map gives no result.");
    } else if (const auto document = doc::readJson(output->json)) {
        trial.result = doc::writeJson((*document)->root(), {.indent = 2});
        judge(trial, target);
    }
}

}  // namespace

Result<std::vector<std::string>> mapNames(const WorkPlace& place) {
    PB_TRY(workspace, workspace::Workspace::open(place.folder));
    std::vector<std::string> names;
    for (const auto& object : workspace.objects(AddressKind::map)) names.push_back(object.address.name);
    return names;
}

Result<LoadedMap> loadMap(const WorkPlace& place, const std::string& name) {
    PB_TRY(map, map::MapDocument::load(place.folder, name));
    PB_TRY(file, workspace::EditedFile::open(place.folder / pathFromUtf8(map.path()), place.stateFolder() / "autosave"));
    const bool wasRestored = file.wasRestored();
    LoadedMap loaded{map.withText(file.text()), nullptr, nullptr, nullptr, {}, {}, {}, wasRestored, file.savedText()};
    loaded.file = std::make_shared<MapFile>(std::move(file));
    loaded.source = sideOf(place, map.sides().sourceSchema, loaded.problems);
    loaded.target = sideOf(place, map.sides().targetSchema, loaded.problems);
    for (const std::string& path : map.sides().samples) {
        auto body = readFile(place.folder / pathFromUtf8(path));
        if (body) loaded.samples.push_back({qs(path), std::move(*body)});
    }
    PB_TRY(tests, map::loadTests(place.folder, name));
    for (const map::MapTest& test : tests) loaded.samples.push_back({say("test %1").arg(qs(test.name)), test.input});
    loaded.tests = std::move(tests);
    return loaded;
}

MapTrial tryMap(const map::MapDocument& before, std::string text, const map::Side& source, const map::Side& target, const MapSample* sample) {
    MapTrial trial{before.withText(std::move(text)), {}, {}, {}, {}, {}};
    trial.findings = map::checkMap(trial.map, source, target);
    if (!trial.map.program()) {
        trial.failure = trial.map.findings().empty() ? QString() : trial.map.findings().front().sentence;
    } else if (sample) {
        evaluate(trial, target, *sample);
    }
    return trial;
}

Result<MapVersions> compareMap(MapFile& file, const std::string& here) {
    const std::lock_guard lock(file.mutex);
    file.file.setText(here);
    MapVersions versions;
    PB_TRY(outside, file.file.changedOutside());
    versions.outside = outside;
    if (outside != workspace::EditedFile::Outside::changed) return versions;
    if (file.file.isEdited()) {
        PB_TRY(other, readFile(file.file.file()));
        versions.text = std::move(other);
    } else {
        PB_CHECK(file.file.reloadWhenUnedited());
        versions.text = file.file.text();
        versions.wasRead = true;
    }
    return versions;
}

Done keepMap(MapFile& file, const std::string& text) {
    const std::lock_guard lock(file.mutex);
    file.file.setText(text);
    return file.file.autosave();
}

Done saveMap(MapFile& file, const std::string& text) {
    const std::lock_guard lock(file.mutex);
    file.file.setText(text);
    return file.file.save();
}

Done overwriteMap(MapFile& file, const std::string& text) {
    const std::lock_guard lock(file.mutex);
    file.file.setText(text);
    PB_CHECK(file.file.keepMine());
    return {};
}

Result<std::string> takeOutsideMap(MapFile& file) {
    const std::lock_guard lock(file.mutex);
    PB_CHECK(file.file.takeTheirs());
    return file.file.text();
}

}  // namespace pb::ui
