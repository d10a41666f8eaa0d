#pragma once

#include "models/contract/HttpTransport.h"

#include <string>
#include <string_view>

namespace pb::connectors::http {

/// tchar of RFC 9110 §5.6.2, one at least.
bool isToken(std::string_view text);
bool sameWord(std::string_view left, std::string_view right);  ///< ASCII, without case

/// All lines of that name as one list (RFC 9110 §5.3).
std::string joinedHeader(const contract::HttpHeaders& headers, std::string_view name);
bool hasToken(std::string_view list, std::string_view token);       ///< in a comma-separated list
bool endsWithToken(std::string_view list, std::string_view token);  ///< as its last member

}  // namespace pb::connectors::http
