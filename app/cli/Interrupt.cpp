#include "app/cli/Interrupt.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

namespace pb::app {

namespace {

std::atomic<int> interrupts{0};  // a signal handler can reach nothing else

void onInterrupt(int signal) {
    if (interrupts.fetch_add(1) > 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
}

}  // namespace

std::stop_token stopOnInterrupt() {
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    std::stop_source source;
    std::stop_token token = source.get_token();
    std::thread([source]() mutable {
        while (interrupts.load() == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        source.request_stop();
    }).detach();
    return token;
}

}  // namespace pb::app
