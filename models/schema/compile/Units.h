#pragma once

#include "models/schema/check/Program.h"
#include "models/schema/compile/Registry.h"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace pb::schema {

class Units;

/// A schema that stands for itself, with the subschemas inside of it: compiled when a document first reaches it.
class Unit {
public:
    Unit(Units& units, const SchemaPlace& place, std::uint32_t number) : units_(units), place_(place), number_(number) {}

    /// Null when the schema cannot be compiled: see reason(). From any thread.
    const Program* program();
    QString reason();

private:
    friend class Units;
    Units& units_;
    SchemaPlace place_;
    std::uint32_t number_;
    std::atomic<const Program*> ready_ = nullptr;
    std::unique_ptr<const Program> program_;
    std::optional<Error> error_;
};

/// What a large schema refers to beyond a share that is compiled at once. An OpenAPI document has thousands of schemas, of
/// which a message reaches a few. Outlives the programs that defer to it.
class Units {
public:
    /// Text of the schemas that are compiled at once.
    static constexpr std::uint32_t mostBytesAtOnce = 1 << 20;

    explicit Units(const CompileOptions& options) : options_(options), registry_(options_) {}
    Units(const Units&) = delete;
    Units& operator=(const Units&) = delete;

    Result<Program> compile(doc::DocumentPtr document, doc::Value root);
    bool isEmpty() const { return units_.empty(); }

    /// While something is compiled: the unit of a schema.
    Unit& at(const SchemaPlace& place);

private:
    friend class Unit;
    void compile(Unit& unit);

    CompileOptions options_;
    Registry registry_;
    std::mutex mutex_;  ///< of all below, and of the registry
    std::deque<Unit> units_;
    std::map<std::pair<const doc::Document*, std::uint32_t>, Unit*> byPlace_;
};

}  // namespace pb::schema
