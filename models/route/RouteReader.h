#pragma once

#include "models/document/Document.h"
#include "models/route/Route.h"

#include <map>
#include <string>
#include <vector>

namespace pb::route {

/// Reads the tree of a YAML file as routes. Everything it cannot read, and everything the simulator does not run, becomes
/// a finding; the rest is read on.
class RouteReader {
public:
    RouteReader(const doc::Document& document, const std::string& path, std::vector<Finding>& findings)
        : document_(document), path_(path), findings_(findings) {}

    void readFile();

    std::vector<Route> routes;
    std::optional<ErrorHandler> errorHandler;
    std::vector<OnException> onExceptions;

private:
    void readEntity(doc::Value entity);
    void readRoute(doc::Value value);
    void readFrom(doc::Value value, Route& route);
    ErrorHandler readErrorHandler(doc::Value value);
    void readDeadLetterChannel(doc::Value value, ErrorHandler& handler);
    void readOnException(doc::Value value);
    Redelivery readRedelivery(doc::Value value);

    std::vector<Step> readSteps(doc::Value sequence);
    std::optional<Step> readStep(doc::Value member);
    void readStepSettings(doc::Value value, const struct StepWord& word, Step& step);
    void readStepMember(doc::Value member, const struct StepWord& word, Step& step);
    void readChoice(doc::Value value, Step& step);
    void readMarshal(doc::Value member, Step& step);
    std::optional<Expression> readExpression(doc::Value member);
    void checkExpression(const Expression& expression);
    Endpoint readEndpoint(doc::Value uri, doc::Value parameters, bool isDynamic, bool asInput);
    Options readParameters(doc::Value parameters);

    /// Numbered as Camel numbers nodes: "to1", "to2" over the whole file.
    void giveId(Step& step);

    Place placeOf(doc::Value value) const;      ///< of a member's name, else of the value
    void complain(doc::Value where, QString sentence, QString why = {});
    void unknown(doc::Value where, const QString& what);

    const doc::Document& document_;
    const std::string& path_;
    std::vector<Finding>& findings_;
    std::map<std::string, int, std::less<>> counters_;
};

/// A scalar as text, whatever its type: `"3"`, `3`, `true`.
std::string scalarText(doc::Value value);

}  // namespace pb::route
