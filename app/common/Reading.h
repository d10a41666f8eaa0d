#pragma once

#include "models/base/Journal.h"
#include "models/flow/Broker.h"
#include "models/flow/DeadLetter.h"

#include <set>
#include <string>
#include <vector>

namespace pb::app {

/// The messages of a channel as of now, at most `limit`; the newest ones where there are more.
Result<std::vector<flow::Message>> readChannel(flow::Broker& broker, const std::string& channel, std::int64_t limit, StopToken stop,
                                               Progress& progress = Progress::none());

/// A parked message with its normal form.
struct Parked {
    flow::Message message;
    flow::DeadLetter letter;
    bool wasRedriven = false;  ///< the journal knows that it was sent again
};
Result<std::vector<Parked>> readDeadLetters(flow::Broker& broker, Journal& journal, const std::string& connection,
                                            const std::string& channel, std::int64_t limit, StopToken stop,
                                            Progress& progress = Progress::none());

}  // namespace pb::app
