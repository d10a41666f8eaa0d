#pragma once

#include "models/jsonata/run/TraceRecorder.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace pb::jsonata {

/// A traced run that is over: its values, which live in the state's memory, and the records about them.
class Provenance::Recording {
public:
    Recording(std::shared_ptr<const Code> program, const Environment& environment) : code(std::move(program)), state(*code, environment) {}

    void forEach(const std::function<bool(const Origin&)>& each) const;
    std::optional<Origin> at(std::string_view outputPointer) const;

    std::shared_ptr<const Code> code;
    State state;
    TraceRecorder recorder;
    Word result;

private:
    using Record = TraceRecorder::Record;
    /// A value of the output with the record that tells of it.
    struct Node {
        Word word;
        const Record* record = nullptr;
    };
    Node item(const Node& array, Word word) const;
    Node member(const Node& object, Word word, std::size_t position) const;
    bool find(const Node& from, std::string_view token, Node& found) const;
    bool walk(const Node& node, Origin& origin, const std::function<bool(const Origin&)>& each) const;
    void describe(const Node& node, Origin& origin) const;
};

}  // namespace pb::jsonata
