#pragma once

#include <stop_token>

namespace pb::app {

/// A stop token that Ctrl+C (SIGINT) and SIGTERM set. A second Ctrl+C ends the program at once.
std::stop_token stopOnInterrupt();

}  // namespace pb::app
