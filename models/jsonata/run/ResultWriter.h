#pragma once

#include "models/jsonata/run/Evaluator.h"
#include "models/jsonata/run/ResultText.h"

namespace pb::jsonata {

/// Evaluates straight into JSON. What the program's outermost constructors make is written as it is made and its memory used
/// again, so that a map over a million records holds one of them. Results, failures and the order of evaluation are the
/// evaluator's.
class ResultWriter {
public:
    ResultWriter(State& state, std::string& out) : state_(state), evaluator_(state, recorder_), out_(out) {}

    /// Appends the program's result for the state's input; false when there is none, then nothing is appended.
    bool run(const Code& code);

private:
    bool write(const Expr& expr, Word input, Frame* frame);
    bool writeNames(const Expr& path, Word input, Frame* frame);
    bool writeValue(Word value);
    bool writeMembers(const Group& members, Word input, Frame* frame);
    bool writeBlock(const Expr& expr, Word input, Frame* frame);
    bool writePath(const Expr& path, Word input, Frame* frame);
    bool writeItems(const Expr& step, Word items, Frame* frame);
    void writePieces(const Expr& concat, Word input, Frame* frame);
    void writePiece(const Expr& concat, Word value);

    State& state_;
    PlainRecorder recorder_;
    Evaluator<PlainRecorder> evaluator_;
    ResultText out_;
};

}  // namespace pb::jsonata
