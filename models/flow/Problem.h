#pragma once

#include <string>
#include <string_view>

namespace pb::flow {

/// "422 /lines/*/qty type; /customer required": what makes two problem documents the same cause. Any other text by
/// templateOf(); empty for an empty detail.
std::string detailTemplateOf(std::string_view detail);

}  // namespace pb::flow
