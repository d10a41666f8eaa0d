#include "models/base/Progress.h"

namespace pb {

namespace {

class NoProgress final : public Progress {
public:
    void report(std::int64_t, std::int64_t, const QString&) override {}
};

}  // namespace

Progress& Progress::none() {
    static NoProgress progress;
    return progress;
}

}  // namespace pb
