#include "models/schema/compile/Units.h"

#include "models/base/Text.h"
#include "models/schema/compile/Compiler.h"

#include <utility>

namespace pb::schema {

const Program* Unit::program() {
    const Program* const known = ready_.load(std::memory_order_acquire);
    if (known != nullptr) {
        return known;
    }
    const std::lock_guard lock(units_.mutex_);
    if (!program_ && !error_) {
        units_.compile(*this);
    }
    return program_.get();
}

QString Unit::reason() {
    const std::lock_guard lock(units_.mutex_);
    return error_ ? error_->sentence : QString();
}

Result<Program> Units::compile(doc::DocumentPtr document, doc::Value root) {
    const std::lock_guard lock(mutex_);
    PB_TRY(place, registry_.addRoot(std::move(document), root));
    PB_TRY(program, Compiler(options_, registry_, *this, mostBytesAtOnce).compile(place));
    program.findings = registry_.findings();
    return program;
}

void Units::compile(Unit& unit) {
    auto program = Compiler(options_, registry_, *this, 0).compile(unit.place_);
    if (!program) {
        unit.error_ = std::move(program.error());
        return;
    }
    program->unit = unit.number_;
    unit.program_ = std::make_unique<const Program>(std::move(*program));
    unit.ready_.store(unit.program_.get(), std::memory_order_release);
}

Unit& Units::at(const SchemaPlace& place) {
    Unit*& known = byPlace_[{place.value.document(), place.value.index()}];
    if (known == nullptr) {
        known = &units_.emplace_back(*this, place, static_cast<std::uint32_t>(units_.size() + 1));
    }
    return *known;
}

}  // namespace pb::schema
