#pragma once

namespace pb::jsonata {

/// Rounds the decimal text of a number to places after (negative: before) the point; a half goes to the even neighbour.
double roundHalfEven(double value, int places);

}  // namespace pb::jsonata
