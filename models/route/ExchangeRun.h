#pragma once

#include "models/route/SimulatorCore.h"

#include <deque>

namespace pb::route {

using StepOutcome = OrThrown<void>;

/// One message from its arrival to its end, with all that it sets off. Needs SimulatorCore::running.
class ExchangeRun {
public:
    ExchangeRun(SimulatorCore& home, StopToken stop) : home_(home), stop_(std::move(stop)) {}

    Travel begin();
    /// Through the route, with its error handler. `travel.failure` afterwards: no handler took it.
    void runRoute(LoadedRoute& route, Travel& travel);
    StepOutcome callEndpoint(const Endpoint& endpoint, Travel& travel);
    /// What went to seda: on the way; each message is an exchange of its own.
    void drainQueue();

    /// A dead letter route failed itself: Camel logs it and the message is gone.
    std::optional<Thrown> lost;

private:
    void runSteps(const std::vector<Step>& steps, LoadedRoute& route, Travel& travel);
    void runStep(const Step& step, LoadedRoute& route, Travel& travel);
    StepOutcome attempt(const Step& step, LoadedRoute& route, Travel& travel);
    StepOutcome runChoice(const Step& step, LoadedRoute& route, Travel& travel);
    StepOutcome runFilter(const Step& step, LoadedRoute& route, Travel& travel);
    StepOutcome runSetter(const Step& step, Travel& travel);
    StepOutcome runRemover(const Step& step, Travel& travel);
    StepOutcome runConvert(const Step& step, Travel& travel);
    StepOutcome runFormat(const Step& step, Travel& travel);
    StepOutcome runThrow(const Step& step, Travel& travel);
    StepOutcome runLog(const Step& step, Travel& travel);
    StepOutcome runTo(const Step& step, Travel& travel);

    void handleFailure(Thrown thrown, const Step& step, LoadedRoute& route, Travel& travel, const Travel& before);
    bool redeliver(Thrown& thrown, const Redelivery& policy, const Step& step, LoadedRoute& route, Travel& travel,
                   const Travel& before);
    void runOnException(const OnException& handler, const Thrown& thrown, LoadedRoute& route, Travel& travel);
    void sendToDeadLetter(const ErrorHandler& handler, const Thrown& thrown, Travel& travel);
    void restoreOriginal(Travel& travel) const;
    bool pause(std::int64_t milliseconds);

    StepOutcome callRoute(const Endpoint& endpoint, Travel& travel);
    StepOutcome callMap(const Endpoint& endpoint, Travel& travel);
    OrThrown<const jsonata::Program*> programFor(const std::string& path);
    StepOutcome callHttp(const Endpoint& endpoint, Travel& travel);
    StepOutcome callKafka(const Endpoint& endpoint, Travel& travel);
    void callMock(const Endpoint& endpoint, const Travel& travel);

    OrThrown<Cell> evaluate(const Expression& expression, const Travel& travel) const;
    OrThrown<bool> isTrue(const Expression& expression, const Travel& travel) const;
    void traceStep(const Step& step, const LoadedRoute& route, Exchange before, double elapsed, const StepOutcome& outcome);

    struct Original {
        Cell body;
        Headers headers;
    };
    struct Queued {
        std::string name;
        Travel travel;
    };
    SimulatorCore& home_;
    StopToken stop_;
    std::optional<Original> original_;  ///< of the unit of work: as it came into the first route
    std::deque<Queued> queue_;
    int depth_ = 0;
    int handling_ = 0;                  ///< inside of a dead letter or onException route
};

tl::unexpected<Thrown> thrown(std::string type, std::string message);
/// The simulator cannot, Camel can.
tl::unexpected<Thrown> notSimulated(const std::string& what);
tl::unexpected<Thrown> cancelled();

/// Whether Java's `type` is `wanted` or derived from it, as far as the failures of the simulator go.
bool isException(std::string_view type, std::string_view wanted);

/// Camel's pattern: exact, "prefix*" or a regular expression, without case.
bool matchesPattern(std::string_view text, const std::string& pattern);

}  // namespace pb::route
