#pragma once

#include "models/contract/HttpTransport.h"

#include <string>
#include <string_view>

namespace pb::contract {

/// A word that a POSIX shell hands on unchanged (XCU §2.2.2): bare where nothing in it is special, else in single quotes.
std::string shellQuoted(std::string_view text);

/// The request as a curl command for a POSIX shell. A body with NUL bytes comes by printf through a pipe.
std::string curlCommand(const HttpRequest& request);

}  // namespace pb::contract
