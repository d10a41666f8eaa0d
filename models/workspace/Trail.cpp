#include "models/workspace/Trail.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/map/MapDocument.h"
#include "models/route/RouteDocument.h"
#include "models/workspace/DeadLetterChannels.h"
#include "models/workspace/Layout.h"

#include <algorithm>

namespace pb::workspace {

namespace {

using Kind = TrailStop::Kind;

std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder, std::string_view suffix) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (pathToUtf8(entry.path().filename()).ends_with(suffix)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// One dead letter on its way. Each step fills the trail further, or says in `open` why it ends.
class Follower {
public:
    Follower(const std::filesystem::path& folder, const flow::DeadLetter& letter, Trail& trail)
        : folder_(folder), letter_(letter), trail_(trail) {}

    void follow(const std::string& connection) {
        addDeadLetter(connection);
        if (findRoute() && readMessage() && runMap() && findBreach()) {
            addMapLine();
        }
    }

private:
    void addDeadLetter(const std::string& connection) {
        const flow::Position& position = trail_.message.position;
        TrailStop stop;
        stop.kind = Kind::deadLetter;
        stop.address = Address::message(connection, position.channel, position.partition, position.offset);
        stop.title = say("Dead letter");
        stop.sentence = qs(letter_.rootClass.empty() ? letter_.message : letter_.rootClass + ": " + letter_.rootMessage);
        stop.place.address = stop.address.print();
        trail_.stops.push_back(std::move(stop));
    }

    bool serves(const route::Route& candidate) const {
        if (!letter_.route.empty()) {
            return candidate.id == letter_.route;
        }
        return candidate.from.name() == letter_.origin.channel;
    }

    bool findRoute() {
        for (const route::RouteDocument& document : routesOf(folder_)) {
            for (const route::Route& candidate : document.routes()) {
                if (serves(candidate)) {
                    trail_.routeFile = document.path();
                    trail_.routeId = candidate.id;
                    return findMap(document);
                }
            }
        }
        trail_.open = say("No route of the workspace handles “%1”.").arg(qs(letter_.origin.channel));
        return false;
    }

    bool findMap(const route::RouteDocument& document) {
        for (const route::Reference& reference : document.references()) {
            if (reference.kind == route::Reference::Kind::map && reference.routeId == trail_.routeId) {
                trail_.mapName = objectName(AddressKind::map, reference.name);
                return true;
            }
        }
        trail_.open = say("The route “%1” uses no map.").arg(qs(trail_.routeId));
        return false;
    }

    bool readMessage() {
        auto document = doc::readJson(trail_.message.body);
        if (document) {
            input_ = std::move(*document);
            return true;
        }
        Place place = document.error().place;
        place.address = trail_.stops.front().place.address;
        trail_.stops.front().place = place;
        trail_.open = say("The message is not JSON, so no map and no contract saw it. %1").arg(document.error().sentence);
        return false;
    }

    bool runMap() {
        auto map = map::MapDocument::load(folder_, trail_.mapName);
        if (!map) {
            trail_.open = map.error().sentence;
            return false;
        }
        map_.emplace(std::move(*map));
        if (!map_->program()) {
            trail_.open = map_->findings().empty() ? QString() : map_->findings().front().sentence;
            return false;
        }
        auto traced = map_->program()->trace(input_->root());
        if (!traced) {
            addFailureOfMap(traced.error());
            return false;
        }
        trail_.output = traced->output.json;
        provenance_ = std::move(traced->provenance);
        return true;
    }

    /// The map itself broke on the message: its line is the next stop, there is no clause.
    void addFailureOfMap(const jsonata::Failure& failure) {
        const jsonata::FieldClause* clause = nullptr;
        for (const jsonata::FieldClause& candidate : map_->analysis().fields) {
            const bool holds = candidate.value.begin <= failure.position && failure.position <= candidate.value.end;
            if (holds && !candidate.isContainer) {
                clause = &candidate;
            }
        }
        const Place place = map_->place({failure.position, failure.position});
        addMapStop(clause, failure.error().sentence, place);
    }

    std::vector<contract::ContractPtr> contracts() const {
        std::vector<contract::ContractPtr> list;
        for (const char* suffix : {".yaml", ".yml", ".json"}) {
            for (const auto& file : filesIn(folder_ / "contracts", suffix)) {
                if (auto loaded = contract::Contract::load(file, "contracts/" + pathToUtf8(file.filename()))) {
                    list.push_back(std::move(*loaded));
                }
            }
        }
        return list;
    }

    bool findBreach() {
        const auto found = contract::findOperation(contracts(), {}, letter_.endpoint);
        if (!found.match.operation) {
            trail_.open = say("No contract of the workspace describes “%1”.").arg(qs(letter_.endpoint));
            return false;
        }
        trail_.contract = found.contract;
        trail_.operation = found.match.operation->label();
        const auto breaches = contract::checkRequestBody(*found.contract, *found.match.operation, trail_.output);
        if (breaches.empty()) {
            trail_.keepsContractNow = true;
            trail_.open = say("With the map as it is now, the message keeps the contract. It can be sent again.");
            return false;
        }
        trail_.breach = chosen(breaches);
        addClause(*trail_.breach);
        return true;
    }

    /// The breach that the other side complained of, where its answer tells; else the first.
    contract::Breach chosen(const std::vector<contract::Breach>& breaches) const {
        const auto problem = flow::readProblem(letter_.detail);
        if (problem) {
            for (const flow::ProblemError& told : problem->errors) {
                const auto same = std::find_if(breaches.begin(), breaches.end(), [&](const contract::Breach& breach) {
                    return breach.instancePointer == told.pointer && (told.keyword.empty() || breach.keyword == told.keyword);
                });
                if (same != breaches.end()) {
                    return *same;
                }
            }
        }
        return breaches.front();
    }

    void addClause(const contract::Breach& breach) {
        TrailStop stop;
        stop.kind = Kind::clause;
        stop.address = Address::of(AddressKind::contract, objectName(AddressKind::contract, breach.clause.place.address), breach.clause.pointer);
        stop.title = say("Contract clause");
        stop.sentence = breach.sentence;
        stop.place = breach.clause.place;
        stop.excerpt = breach.clause.text;
        trail_.stops.push_back(std::move(stop));
    }

    void addMapLine() {
        const contract::Breach& breach = *trail_.breach;
        std::string pointer = breach.instancePointer;
        if (!breach.missingName.empty()) {
            pointer += "/" + breach.missingName;
        }
        const jsonata::FieldClause* clause = jsonata::clauseFor(map_->analysis(), pointer);
        if (!clause) {
            trail_.open = say("The map “%1” does not say where “%2” comes from.").arg(qs(trail_.mapName), qs(pointer));
            return;
        }
        inputsFrom(pointer, *clause);
        addMapStop(clause, say("makes “%1”%2").arg(qs(clause->output), inputsText()), map_->place(clause->clause));
    }

    /// What the line read: the nodes that the evaluator recorded; what it looked for and did not find is taken from the
    /// text of the clause.
    void inputsFrom(const std::string& outputPointer, const jsonata::FieldClause& clause) {
        const std::optional<jsonata::Origin> origin = provenance_.at(outputPointer);
        if (origin && origin->outputPointer == outputPointer) {
            for (const doc::Value source : origin->sources) {
                trail_.inputs.push_back({source.pointer(), source.range(), std::string(source.raw()), false});
            }
        }
        if (!trail_.inputs.empty()) {
            return;
        }
        for (const std::string& path : clause.inputs) {
            trail_.inputs.push_back({concrete(path, outputPointer), {}, {}, true});
        }
    }

    /// "lines[].unit" for the output "/items/2/unit" → "/lines/2/unit": arrays are taken to keep their positions.
    static std::string concrete(std::string_view path, std::string_view outputPointer) {
        std::vector<std::string> numbers;
        for (std::string_view rest = outputPointer; !rest.empty();) {
            const std::size_t slash = std::min(rest.find('/', 1), rest.size());
            const std::string_view part = rest.substr(1, slash - 1);
            if (!part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos) {
                numbers.emplace_back(part);
            }
            rest.remove_prefix(slash);
        }
        std::string pointer = "/";
        std::size_t next = 0;
        for (std::size_t i = 0; i < path.size(); ++i) {
            if (path.substr(i, 2) == "[]") {
                pointer += "/" + (next < numbers.size() ? numbers[next++] : std::string("0"));
                ++i;
            } else {
                pointer += path[i] == '.' ? '/' : path[i];
            }
        }
        return pointer;
    }

    QString inputsText() const {
        QStringList parts;
        for (const TrailInput& input : trail_.inputs) {
            parts += input.isMissing ? say("“%1” is not in the message").arg(qs(input.pointer))
                                     : say("“%1” is %2").arg(qs(input.pointer), qs(clipped(input.text, 60)));
        }
        return parts.isEmpty() ? QString() : u": " + parts.join(u", ");
    }

    void addMapStop(const jsonata::FieldClause* clause, const QString& sentence, const Place& place) {
        const jsonata::Span span = clause ? clause->clause : jsonata::Span{static_cast<std::uint32_t>(place.byte), static_cast<std::uint32_t>(place.byte)};
        trail_.span = span;
        trail_.outputPath = clause ? clause->output : std::string();
        TrailStop stop;
        stop.kind = Kind::mapLine;
        stop.address = Address::of(AddressKind::map, trail_.mapName, trail_.outputPath);
        stop.title = say("Map line");
        stop.sentence = sentence;
        stop.place = place;
        stop.excerpt = map_->text().substr(span.begin, span.end - span.begin);
        trail_.stops.push_back(std::move(stop));
        addRelease(span);
    }

    void addRelease(jsonata::Span span) {
        const int first = map::lineAndColumn(map_->text(), span.begin).first;
        const int last = map::lineAndColumn(map_->text(), span.end).first;
        auto answer = deploy::blame(folder_, map_->path(), first, last);
        if (!answer || answer->origin.release.empty()) {
            trail_.open = answer ? say("The line is not released yet.") : answer.error().sentence;
            return;
        }
        TrailStop stop;
        stop.kind = Kind::release;
        stop.address = Address::of(AddressKind::release, answer->origin.release, map_->path());
        stop.title = say("Release");
        stop.sentence = answer->previousRelease.empty()
                            ? say("“%1” brought the line.").arg(qs(answer->origin.release))
                            : say("“%1” changed the line; “%2” had another one.").arg(qs(answer->origin.release), qs(answer->previousRelease));
        stop.place = {"releases/" + answer->origin.release + "/files/" + map_->path(), answer->origin.lineThere, 1};
        stop.excerpt = answer->before.empty() ? answer->after : answer->before + "\n" + answer->after;
        trail_.stops.push_back(std::move(stop));
        trail_.blame = std::move(*answer);
    }

    const std::filesystem::path& folder_;
    const flow::DeadLetter& letter_;
    Trail& trail_;
    doc::DocumentPtr input_;
    std::optional<map::MapDocument> map_;
    jsonata::Provenance provenance_;
};

}  // namespace

const TrailStop* Trail::stop(TrailStop::Kind kind) const {
    const auto found = std::find_if(stops.begin(), stops.end(), [kind](const TrailStop& stop) { return stop.kind == kind; });
    return found == stops.end() ? nullptr : &*found;
}

const TrailStop* Trail::after(const Address& address) const {
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
        if (stops[i].address == address) {
            return &stops[i + 1];
        }
    }
    return nullptr;
}

Result<Trail> followTrail(const std::filesystem::path& workspace, const std::string& connection, flow::Message message,
                          const flow::DeadLetter& letter) {
    if (!std::filesystem::is_directory(workspace)) {
        return fail(ErrorCode::notFound, say("There is no workspace in “%1”.").arg(qs(pathToUtf8(workspace))));
    }
    Trail trail;
    trail.message = std::move(message);
    Follower(workspace, letter, trail).follow(connection);
    return trail;
}

}  // namespace pb::workspace
