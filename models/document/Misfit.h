#pragma once

#include "models/document/Document.h"

#include <QString>

#include <tl/expected.hpp>

#include <string>
#include <utility>
#include <vector>

namespace pb::doc {

/// A value that cannot be written by a schema (Avro, Protobuf).
struct Misfit {
    Value value;
    QString reason;            ///< a whole sentence that does not name the value
    const char* rule = "type"; ///< "type", "required", "unknown", "key", "enum", "oneof", "range", "format" or "depth"
    std::string member;        ///< of "required": the name that is missing
};
using Fit = tl::expected<void, Misfit>;

inline tl::unexpected<Misfit> misfit(Value value, QString reason, const char* rule = "type", std::string member = {}) {
    return tl::unexpected<Misfit>(Misfit{value, std::move(reason), rule, std::move(member)});
}

/// What a writer does with misfits: it ends at the first one, or keeps them and goes on while there is room.
class MisfitList {
public:
    /// `most` = 0: none is kept.
    explicit MisfitList(std::size_t most = 0) : most_(most) {}

    /// The fit itself where the writer has to end.
    Fit kept(Fit fit) {
        if (fit || all_.size() >= most_) {
            return fit;
        }
        all_.push_back(std::move(fit).error());
        return {};
    }
    std::vector<Misfit> take() { return std::move(all_); }

    /// While one stands, the first misfit ends what is tried.
    class Trial {
    public:
        explicit Trial(MisfitList& list) : list_(list), most_(std::exchange(list.most_, 0)) {}
        ~Trial() { list_.most_ = most_; }
        Trial(const Trial&) = delete;
        Trial& operator=(const Trial&) = delete;

    private:
        MisfitList& list_;
        std::size_t most_;
    };

private:
    std::vector<Misfit> all_;
    std::size_t most_;
};

/// `PB_CHECK` for a Fit.
#define PB_FIT(...)                                                   \
    do {                                                              \
        if (auto pbFit = (__VA_ARGS__); !pbFit)                       \
            return tl::unexpected<::pb::doc::Misfit>(std::move(pbFit).error()); \
    } while (false)

}  // namespace pb::doc
