#include "models/route/RouteReader.h"

#include "models/base/Text.h"
#include "models/route/Simple.h"
#include "models/route/StepWords.h"

#include <algorithm>
#include <charconv>

namespace pb::route {

namespace {

/// Members that only describe: they change nothing of what a route does.
bool isDescription(std::string_view name) {
    return name == "id" || name == "description" || name == "note" || name == "group";
}

}  // namespace

std::string scalarText(doc::Value value) {
    switch (value.kind()) {
        case doc::Kind::string: return std::string(value.text());
        case doc::Kind::number: return std::string(value.digits());
        case doc::Kind::boolean: return value.boolean() ? "true" : "false";
        default: return {};
    }
}

Place RouteReader::placeOf(doc::Value value) const {
    const std::size_t byte = value.name().empty() ? value.range().begin : value.node().nameBegin;
    Place place = document_.place(byte);
    place.address = path_;
    return place;
}

void RouteReader::complain(doc::Value where, QString sentence, QString why) {
    findings_.push_back({Severity::error, "route.syntax", std::move(sentence), std::move(why), placeOf(where)});
}

void RouteReader::unknown(doc::Value where, const QString& what) {
    findings_.push_back({Severity::warning, "route.unknown", say("The simulator does not know %1; Camel does.").arg(what),
                         say("A message that gets there fails in the simulator. Run it on Camel."), placeOf(where)});
}

void RouteReader::giveId(Step& step) {
    const int number = ++counters_[step.kind];
    if (!step.hasGivenId) {
        step.id = step.kind + std::to_string(number);
    }
}

void RouteReader::readFile() {
    const doc::Value root = document_.root();
    if (!root || root.is(doc::Kind::null)) {
        findings_.push_back({Severity::error, "route.syntax", say("The file has no routes, and Camel refuses an empty file."),
                             say("Write “[]” for a file without routes."), Place{path_, 1, 1, 0}});
        return;
    }
    if (!root.is(doc::Kind::array)) {
        complain(root, say("A file of routes must be a list: its entries begin with “- route:”."));
        return;
    }
    for (const doc::Value entity : root.children()) {
        readEntity(entity);
    }
}

void RouteReader::readEntity(doc::Value entity) {
    if (!entity.is(doc::Kind::object) || entity.size() != 1) {
        complain(entity, say("An entry of the file must have exactly one name, as “- route:” has."));
        return;
    }
    const doc::Value member = entity.at(0);
    const std::string_view word = member.name();
    if (word == "route") {
        readRoute(member);
    } else if (word == "from") {
        Route route;
        route.place = placeOf(member);
        route.pointer = member.pointer();
        readFrom(member, route);
        route.id = "route" + std::to_string(++counters_["route"]);
        route.hasGivenId = false;
        routes.push_back(std::move(route));
    } else if (word == "errorHandler") {
        errorHandler = readErrorHandler(member);
    } else if (word == "onException") {
        readOnException(member);
    } else if (isCamelEntity(word)) {
        unknown(member, say("“%1”").arg(qs(word)));
    } else {
        complain(member, say("“%1” is nothing Camel has at the top of a file.").arg(qs(word)),
                 say("Known are route, from, errorHandler, onException, beans, rest and a few more."));
    }
}

void RouteReader::readRoute(doc::Value value) {
    Route route;
    route.place = placeOf(value);
    route.pointer = value.pointer();
    if (!value.is(doc::Kind::object)) {
        complain(value, say("A route must have settings: id, from, steps."));
        return;
    }
    for (const doc::Value member : value.children()) {
        const std::string_view name = member.name();
        if (name == "from") {
            readFrom(member, route);
        } else if (name == "id") {
            route.id = scalarText(member);
            route.hasGivenId = true;
        } else if (name == "description") {
            route.description = scalarText(member);
        } else if (name == "autoStartup") {
            route.autoStartup = scalarText(member) != "false";
        } else if (name == "errorHandler") {
            route.errorHandler = readErrorHandler(member);
        } else if (name == "steps") {
            complain(member, say("The steps of a route stand inside of “from”."), say("Indent them below “from:”."));
        } else if (!isDescription(name) && name != "streamCache" && name != "messageHistory" && name != "trace") {
            unknown(member, say("the setting “%1” of a route").arg(qs(name)));
        }
    }
    if (route.from.uri.empty()) {
        complain(value, say("The route has no “from” with a “uri”."));
    }
    const int number = ++counters_["route"];
    if (!route.hasGivenId) {
        route.id = "route" + std::to_string(number);
    }
    routes.push_back(std::move(route));
}

void RouteReader::readFrom(doc::Value value, Route& route) {
    if (value.is(doc::Kind::string)) {
        route.from = readEndpoint(value, {}, false, true);
        return;
    }
    route.fromId = "from" + std::to_string(++counters_["from"]);
    for (const doc::Value member : value.children()) {
        const std::string_view name = member.name();
        if (name == "uri") {
            route.from = readEndpoint(member, value.find("parameters"), false, true);
        } else if (name == "steps") {
            route.steps = readSteps(member);
        } else if (name == "id") {
            route.fromId = scalarText(member);
        } else if (name != "parameters" && !isDescription(name)) {
            unknown(member, say("the setting “%1” of “from”").arg(qs(name)));
        }
    }
}

std::vector<Step> RouteReader::readSteps(doc::Value sequence) {
    std::vector<Step> steps;
    if (!sequence.is(doc::Kind::array)) {
        complain(sequence, say("Steps must be a list: each begins with “- ”."));
        return steps;
    }
    for (const doc::Value entry : sequence.children()) {
        if (!entry.is(doc::Kind::object) || entry.size() != 1) {
            complain(entry, say("A step must have exactly one name, as “- to:” has."),
                     say("Its settings are indented below the name."));
            continue;
        }
        if (auto step = readStep(entry.at(0))) {
            steps.push_back(std::move(*step));
        }
    }
    return steps;
}

std::optional<Step> RouteReader::readStep(doc::Value member) {
    const std::string_view kind = member.name();
    if (!isCamelStep(kind) && kind != "when" && kind != "otherwise") {
        complain(member, say("“%1” is no step of Camel.").arg(qs(kind)), say("Check its spelling; case counts."));
        return std::nullopt;
    }
    Step step;
    step.kind = kind;
    step.place = placeOf(member);
    step.pointer = member.pointer();
    const StepWord* word = simulatedStep(kind);
    if (const doc::Value id = member.find("id")) {
        step.id = scalarText(id);
        step.hasGivenId = true;
    }
    giveId(step);
    if (!word) {
        unknown(member, say("the step “%1”").arg(qs(kind)));
        if (const doc::Value inner = member.find("steps")) {
            step.steps = readSteps(inner);
        }
        return step;
    }
    readStepSettings(member, *word, step);
    return step;
}

void RouteReader::readStepSettings(doc::Value value, const StepWord& word, Step& step) {
    if (word.word == "choice") {
        readChoice(value, step);
        return;
    }
    if (!value.is(doc::Kind::object)) {
        const std::string text = scalarText(value);
        if (word.takesEndpoint) {
            step.endpoint = readEndpoint(value, {}, word.word == "toD", false);
        } else if (word.word == "log") {
            step.expression = Expression{"simple", text, {}, placeOf(value)};
            checkExpression(*step.expression);
        } else {
            step.name = text;
        }
        return;
    }
    for (const doc::Value member : value.children()) {
        readStepMember(member, word, step);
    }
    if (word.takesEndpoint && !step.endpoint) {
        complain(value, say("“%1” has no “uri”.").arg(qs(word.word)));
    }
    if (word.takesExpression && !step.expression) {
        complain(value, say("“%1” has no expression.").arg(qs(word.word)), say("Write “simple: …” or “constant: …”."));
    }
    if (word.nameField == "name" && step.name.empty()) {
        complain(value, say("“%1” has no “name”.").arg(qs(word.word)));
    }
}

void RouteReader::readStepMember(doc::Value member, const StepWord& word, Step& step) {
    const std::string_view name = member.name();
    const bool isFormat = word.word == "marshal" || word.word == "unmarshal";
    if (name == "id") {
        return;
    }
    if (word.takesEndpoint && name == "uri") {
        step.endpoint = readEndpoint(member, member.parent().find("parameters"), word.word == "toD", false);
    } else if (word.takesEndpoint && name == "parameters") {
        return;
    } else if (word.takesExpression && (name == "expression" || isCamelLanguage(name))) {
        step.expression = readExpression(member);
    } else if (word.takesSteps && name == "steps") {
        step.steps = readSteps(member);
    } else if (name == word.nameField) {
        step.name = scalarText(member);
    } else if (word.word == "log" && name == "message") {
        step.expression = Expression{"simple", scalarText(member), {}, placeOf(member)};
        checkExpression(*step.expression);
    } else if (std::find(word.options.begin(), word.options.end(), name) != word.options.end()) {
        step.options.emplace_back(std::string(name), scalarText(member));
    } else if (isFormat && member.is(doc::Kind::object)) {
        readMarshal(member, step);
    } else {
        complain(member, say("“%1” has no setting “%2”.").arg(qs(word.word), qs(name)), say("Check its spelling; case counts."));
    }
}

void RouteReader::readMarshal(doc::Value member, Step& step) {
    step.name = member.name();
    for (const doc::Value option : member.children()) {
        step.options.emplace_back(std::string(option.name()), scalarText(option));
    }
    if (step.name != "json") {
        unknown(member, say("the data format “%1”").arg(qs(step.name)));
    }
}

void RouteReader::readChoice(doc::Value value, Step& step) {
    for (const doc::Value member : value.children()) {
        if (member.name() == "when" && member.is(doc::Kind::array)) {
            for (const doc::Value branch : member.children()) {
                Step when;
                when.kind = "when";
                when.place = placeOf(branch);
                when.pointer = branch.pointer();
                giveId(when);
                readStepSettings(branch, *simulatedStep("when"), when);
                step.steps.push_back(std::move(when));
            }
        } else if (member.name() == "otherwise") {
            if (auto otherwise = readStep(member)) {
                step.steps.push_back(std::move(*otherwise));
            }
        } else if (!isDescription(member.name())) {
            complain(member, say("“choice” has no setting “%1”.").arg(qs(member.name())),
                     say("It holds a list “when” and one “otherwise”."));
        }
    }
}

std::optional<Expression> RouteReader::readExpression(doc::Value member) {
    if (member.name() == "expression" && member.is(doc::Kind::object) && member.size() == 1) {
        return readExpression(member.at(0));
    }
    if (!isCamelLanguage(member.name())) {
        complain(member, say("“%1” is no language of Camel.").arg(qs(member.name())));
        return std::nullopt;
    }
    Expression expression{std::string(member.name()), scalarText(member), {}, placeOf(member)};
    if (member.is(doc::Kind::object)) {
        expression.text = scalarText(member.find("expression"));
        expression.resultType = scalarText(member.find("resultType"));
    }
    if (!isSimulatedLanguage(expression.language)) {
        unknown(member, say("the language “%1”").arg(qs(expression.language)));
    } else {
        checkExpression(expression);
    }
    return expression;
}

void RouteReader::checkExpression(const Expression& expression) {
    if (expression.language != "simple") {
        return;
    }
    for (const SimpleProblem& problem : simpleProblems(expression.text)) {
        if (problem.isUnknown) {
            findings_.push_back({Severity::warning, "route.unknown",
                                 say("The simulator does not know “%1” of the simple language; Camel may.").arg(qs(problem.text)),
                                 say("A message that gets there fails in the simulator. Run it on Camel."), expression.place});
        } else {
            findings_.push_back({Severity::error, "route.syntax", say("The simple expression has an error: %1").arg(qs(problem.text)),
                                 {}, expression.place});
        }
    }
}

}  // namespace pb::route
