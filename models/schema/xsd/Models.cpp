#include "models/schema/xsd/Models.h"

#include "models/base/Text.h"

#include <algorithm>
#include <unordered_map>

namespace pb::schema::xsd {

namespace {

constexpr std::uint64_t unlimited = Field::unlimited;
constexpr std::size_t longestText = 500;  ///< longer ones are told by their hash: they only have to differ

std::uint64_t product(std::uint64_t left, std::uint64_t right) {
    if (left == 0 || right == 0) {
        return 0;
    }
    return left > unlimited / right ? unlimited : left * right;
}

std::uint64_t sum(std::uint64_t left, std::uint64_t right) { return left > unlimited - right ? unlimited : left + right; }

std::uint64_t countOf(std::string_view text, std::uint64_t otherwise) {
    if (text == "unbounded") {
        return unlimited;
    }
    std::uint64_t count = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return otherwise;
        }
        count = sum(product(count, 10), static_cast<std::uint64_t>(c - '0'));
    }
    return text.empty() ? otherwise : count;
}

std::string joined(const std::vector<Model>& parts, std::string_view separator) {
    std::string text;
    for (const Model& part : parts) {
        if (!part.text.empty()) {
            text.append(text.empty() ? "" : separator).append(part.text);
        }
    }
    text = text.empty() ? text : "(" + text + ")";
    return text.size() > longestText ? sha256Hex(text) : text;
}

}  // namespace

std::string Occurs::suffix() const {
    if (least == 1 && most == 1) {
        return {};
    }
    if (most == 1 || most == unlimited) {
        if (least <= 1) {
            return most == 1 ? "?" : least == 0 ? "*" : "+";
        }
    }
    return "{" + std::to_string(least) + "," + (most == unlimited ? std::string() : std::to_string(most)) + "}";
}

Occurs occursOf(const Node& node) { return {countOf(node.attribute("minOccurs"), 1), countOf(node.attribute("maxOccurs"), 1)}; }

Model inSequence(const std::vector<Model>& parts, std::string_view separator) {
    Model all;
    std::unordered_map<std::string, std::size_t> byName;
    for (const Model& part : parts) {
        for (const Particle& particle : part.particles) {
            const auto [entry, isNew] = byName.try_emplace(particle.name, all.particles.size());
            if (isNew) {
                all.particles.push_back(particle);
            } else {
                Particle& same = all.particles[entry->second];
                same.least = sum(same.least, particle.least);
                same.most = sum(same.most, particle.most);
            }
        }
    }
    all.text = joined(parts, separator);
    all.mayBeEmpty = std::all_of(parts.begin(), parts.end(), [](const Model& part) { return part.mayBeEmpty; });
    return all;
}

Model alternatives(const std::vector<Model>& parts) {
    Model all;
    std::vector<std::size_t> counts;
    std::unordered_map<std::string, std::size_t> byName;
    for (const Model& part : parts) {
        for (const Particle& particle : part.particles) {
            const auto [entry, isNew] = byName.try_emplace(particle.name, all.particles.size());
            if (isNew) {
                all.particles.push_back(particle);
                counts.push_back(1);
                continue;
            }
            Particle& same = all.particles[entry->second];
            same.least = std::min(same.least, particle.least);
            same.most = std::max(same.most, particle.most);
            ++counts[entry->second];
        }
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        all.particles[i].least = counts[i] < parts.size() ? 0 : all.particles[i].least;
    }
    all.text = joined(parts, "|");
    all.mayBeEmpty = parts.empty() || std::any_of(parts.begin(), parts.end(), [](const Model& part) { return part.mayBeEmpty; });
    return all;
}

Model repeated(Model model, const Occurs& occurs) {
    for (Particle& particle : model.particles) {
        particle.least = product(particle.least, occurs.least);
        particle.most = product(particle.most, occurs.most);
    }
    model.text += model.text.empty() ? "" : occurs.suffix();
    model.mayBeEmpty = model.mayBeEmpty || occurs.least == 0;
    return model;
}

}  // namespace pb::schema::xsd
