#include "models/workspace/DeadLetterChannels.h"

#include "models/base/Files.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace pb::workspace {

std::vector<route::RouteDocument> routesOf(const std::filesystem::path& workspace) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(workspace / "routes", error)) {
        if (pathToUtf8(entry.path().filename()).ends_with(".camel.yaml")) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<route::RouteDocument> documents;
    for (const auto& file : files) {
        auto text = readFile(file);
        if (text) documents.push_back(route::RouteDocument::parse(std::move(*text), "routes/" + pathToUtf8(file.filename())));
    }
    return documents;
}

bool looksLikeDeadLetterChannel(std::string_view name) {
    // Last or first word: Spring Kafka appends "-dlt" (before 3.0 ".DLT"), Spring Cloud Stream for RabbitMQ ".dlq",
    // ActiveMQ prefixes "DLQ.", NServiceBus names its queue "error".
    static constexpr std::array<std::string_view, 9> words{"dlq", "dlt", "deadletter", "deadletters", "error", "errors", "parked", "parking", "parkinglot"};
    std::vector<std::string> parts(1);
    for (const char c : name) {
        if (c == '.' || c == '-' || c == '_' || c == '/') {
            parts.emplace_back();
        } else {
            parts.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    const auto isWord = [](const std::string& part) { return std::find(words.begin(), words.end(), part) != words.end(); };
    if (isWord(parts.front()) || isWord(parts.back())) return true;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        if (parts[i] == "dead" && parts[i + 1].starts_with("letter")) return true;
    }
    return false;
}

Result<std::vector<DeadLetterChannel>> deadLetterChannels(flow::Broker& broker, const std::vector<flow::Channel>& channels,
                                                          const std::vector<std::string>& parked, StopToken stop) {
    using Known = DeadLetterChannel::Known;
    std::map<std::string, Known> known;
    for (std::size_t i = 0; i < std::min(channels.size(), maxDescribed); ++i) {
        if (channels[i].isInternal) continue;
        if (stop.stop_requested()) break;
        PB_TRY(description, broker.describe(channels[i].name, stop));
        if (description.deadLetterChannel) known.emplace(*description.deadLetterChannel, Known::byBroker);
    }
    for (const std::string& name : parked) known[name] = Known::byRoute;
    for (const auto& channel : channels) {
        if (looksLikeDeadLetterChannel(channel.name)) known.emplace(channel.name, Known::byName);
    }
    std::vector<DeadLetterChannel> found;
    for (const auto& [name, how] : known) {
        const bool exists = std::any_of(channels.begin(), channels.end(), [&, &wanted = name](const auto& c) { return c.name == wanted; });
        if (exists) found.push_back({name, how});
    }
    return found;
}

}  // namespace pb::workspace
