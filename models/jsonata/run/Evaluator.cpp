#include "models/jsonata/run/Evaluator.h"

#include "models/jsonata/run/EvaluateCalls.h"

namespace pb::jsonata {

template class Evaluator<PlainRecorder>;

}  // namespace pb::jsonata
