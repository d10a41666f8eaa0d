#pragma once

#include "models/document/Charset.h"
#include "models/document/Document.h"

#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

/// Reads the members of a mapping in a layout. The first member that is wrong or unknown is the error of `finish`, with
/// its place in the layout; until then every reader answers with its fallback.
class LayoutMembers {
public:
    explicit LayoutMembers(Value mapping);

    std::string text(std::string_view name, std::string_view fallback = {});
    /// One of the words, as its position.
    std::size_t choice(std::string_view name, std::initializer_list<std::string_view> words, std::size_t fallback);
    int integer(std::string_view name, int fallback, int least = 0, int most = std::numeric_limits<int>::max());
    bool flag(std::string_view name, bool fallback);
    std::optional<bool> flagIfSaid(std::string_view name);
    std::vector<std::string> texts(std::string_view name);
    std::optional<Charset> charset(std::string_view name);
    Value value(std::string_view name);     ///< as it is; invalid when there is none
    Value required(std::string_view name);  ///< its absence is the error

    void refuse(Value where, const QString& reason);  ///< a wrong member that the caller found
    void refuse(Error error);                         ///< the error of a part of it
    Done finish();

private:
    Value take(std::string_view name, Kind wanted, const QString& expected);

    Value mapping_;
    std::vector<std::string_view> known_ = {"format"};
    std::optional<Error> error_;
};

/// "Cannot use the layout. <reason>" at the value.
Error layoutError(Value where, const QString& reason, const QString& hint = {});

}  // namespace pb::doc
