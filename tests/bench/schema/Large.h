#pragma once

namespace pb::bench {

/// Schemas as large as they come: 10,000 fields in three languages, an OpenAPI document of 47 MB.
void timeLargeSchemas();

}  // namespace pb::bench
