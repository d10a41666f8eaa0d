#include "models/flow/DeadLetter.h"

#include "models/flow/Cause.h"
#include "models/flow/FieldReading.h"
#include "models/flow/conventions/Table.h"

#include <algorithm>
#include <bitset>

namespace pb::flow {

namespace {

bool fits(std::string_view pattern, std::string_view name) {
    if (!pattern.ends_with('*')) return pattern == name;
    return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool isBornBy(const Convention& convention, const Message& message) {
    return std::ranges::any_of(convention.signature, [&](const std::string& name) { return message.header(name); });
}

const Header* headerFor(const FieldRule& rule, const Message& message) {
    if (!rule.takesLast) return message.header(rule.header);
    const auto found = std::ranges::find(message.headers.rbegin(), message.headers.rend(), rule.header, &Header::name);
    return found == message.headers.rend() ? nullptr : &*found;
}

void applyRules(const Convention& convention, const Message& message, DeadLetter& letter) {
    std::bitset<32> isSet;
    for (const FieldRule& rule : convention.rules) {
        const auto field = static_cast<std::size_t>(rule.field);
        if (isSet[field]) continue;
        const Header* header = headerFor(rule, message);
        if (!header || !header->value) continue;
        putField(letter, rule.field, *header->value, rule.encoding);
        isSet[field] = true;
    }
}

}  // namespace

bool Convention::drops(std::string_view header) const {
    return std::ranges::any_of(dropped, [&](const std::string& pattern) { return fits(pattern, header); });
}

Conventions::Conventions() {
    for (Convention& convention : conventions::all()) {
        conventions_.push_back(std::make_shared<const Convention>(std::move(convention)));
    }
}

void Conventions::add(Convention convention) {
    std::erase_if(conventions_, [&](const auto& known) { return known->id == convention.id; });
    conventions_.insert(conventions_.begin(), std::make_shared<const Convention>(std::move(convention)));
}

const Convention* Conventions::detect(const Message& message) const {
    const auto found = std::ranges::find_if(conventions_, [&](const auto& each) { return isBornBy(*each, message); });
    return found == conventions_.end() ? nullptr : found->get();
}

const Convention* Conventions::find(std::string_view id) const {
    const auto found = std::ranges::find(conventions_, id, [](const auto& each) { return std::string_view(each->id); });
    return found == conventions_.end() ? nullptr : found->get();
}

std::vector<const Convention*> Conventions::all() const {
    std::vector<const Convention*> out;
    for (const auto& each : conventions_) out.push_back(each.get());
    return out;
}

bool Conventions::drops(const Message& message, std::string_view header) const {
    return std::ranges::any_of(conventions_, [&](const auto& each) { return each->drops(header) && isBornBy(*each, message); });
}

DeadLetter Conventions::normalise(const Message& message) const {
    DeadLetter out;
    out.position = message.position;
    if (const Convention* convention = detect(message)) {
        out.convention = convention->id;
        applyRules(*convention, message, out);
        if (convention->refine) convention->refine(message, out);
    }
    if (out.lastFailure == 0) out.lastFailure = message.timestamp;
    if (out.firstFailure == 0) out.firstFailure = out.lastFailure;
    fingerprint(out);
    return out;
}

}  // namespace pb::flow
