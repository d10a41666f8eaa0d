#include "app/common/TourScript.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Yaml.h"

#include <charconv>

namespace pb::app {

namespace {

constexpr const char* scriptPath = "samples/tour.yaml";

/// Reads texts by pointer and remembers the first that is missing.
class Reader {
public:
    explicit Reader(doc::Value root) : root_(root) {}

    std::string text(const std::string& pointer) {
        const doc::Value value = root_.follow(pointer);
        if (!value.is(doc::Kind::string)) {
            missing_ = missing_.empty() ? pointer : missing_;
        }
        return std::string(value.text());
    }

    std::int64_t number(const std::string& pointer) {
        const doc::Value value = root_.follow(pointer);
        if (!value.is(doc::Kind::number)) {
            missing_ = missing_.empty() ? pointer : missing_;
        }
        return static_cast<std::int64_t>(value.number());
    }

    std::vector<std::string> texts(const std::string& pointer) {
        std::vector<std::string> list;
        for (const doc::Value item : root_.follow(pointer).children()) {
            list.emplace_back(item.text());
        }
        if (list.empty()) {
            missing_ = missing_.empty() ? pointer : missing_;
        }
        return list;
    }

    const std::string& missing() const { return missing_; }

private:
    doc::Value root_;
    std::string missing_;
};

}  // namespace

Result<TourScript> readTourScript(const std::filesystem::path& workspace) {
    auto bytes = readFile(workspace / scriptPath);
    if (!bytes) {
        return fail(Error(ErrorCode::notFound, say("The workspace has no tour."), say("Write samples/tour.yaml."), {scriptPath})
                        .because(bytes.error()));
    }
    PB_TRY(document, doc::readYaml(std::move(*bytes)));
    Reader reader(document->root());
    TourScript script;
    script.environment = reader.text("/environment");
    script.broker = reader.text("/connections/broker");
    script.runtime = reader.text("/connections/runtime");
    script.api = reader.text("/connections/api");
    script.channel = reader.text("/traffic/channel");
    script.deadLetters = reader.text("/traffic/deadLetters");
    script.generator = reader.text("/traffic/generator");
    script.messages = reader.number("/traffic/messages");
    script.seed = static_cast<std::uint64_t>(reader.number("/traffic/seed"));
    script.releases = reader.texts("/releases");
    script.contract = reader.text("/contract");
    script.route = reader.text("/route");
    script.map = reader.text("/map");
    script.canaryEntry = reader.text("/canary/entry");
    script.canaryBody = reader.text("/canary/body");
    script.fixRelease = reader.text("/fix/release");
    script.fixNotes = reader.text("/fix/notes");
    script.fixFind = reader.text("/fix/find");
    script.fixReplace = reader.text("/fix/replace");
    if (!reader.missing().empty()) {
        return fail(ErrorCode::invalidInput, say("The tour lacks “%1”.").arg(qs(reader.missing())), {}, {scriptPath});
    }
    return script;
}

}  // namespace pb::app
