#pragma once

#include "connectors/kafka/Settings.h"
#include "models/base/Text.h"
#include "models/base/Progress.h"

#include <librdkafka/rdkafka.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace pb::connectors::kafka {

enum class ClientType { producer, consumer };

using Properties = std::vector<std::pair<const char*, std::string>>;

/// One librdkafka handle with its settings. Shared, so that a call that is given up can end in the background. Bounded
/// in memory by its properties and in time by Settings::timeoutMs.
class Client {
public:
    /// `onDelivery` gets the delivery reports of a producer, on the thread that polls.
    using DeliveryHandler = void (*)(rd_kafka_t*, const rd_kafka_message_t*, void*);
    static Result<std::shared_ptr<Client>> open(const Settings& settings, ClientType type, const Properties& properties = {},
                                                DeliveryHandler onDelivery = nullptr);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    rd_kafka_t* handle() const { return handle_; }
    const Settings& settings() const { return settings_; }

    /// The last connection-level trouble that librdkafka told in the background: login, TLS, transport.
    struct Trouble {
        rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
        std::string text;
    };
    Trouble trouble() const;

    /// An error of a call as the house shows it. Prefers the background trouble where a call only timed out.
    Error error(rd_kafka_resp_err_t code, const QString& doing) const;

private:
    explicit Client(Settings settings) : settings_(std::move(settings)) {}
    static void onError(rd_kafka_t* handle, int code, const char* reason, void* self);

    Settings settings_;
    rd_kafka_t* handle_ = nullptr;
    mutable std::mutex mutex_;
    Trouble trouble_;
};

using ClientPtr = std::shared_ptr<Client>;

/// Runs a blocking library call on a thread of its own and gives up waiting when asked to stop; the call then ends in
/// the background, holding what it was given. T must be movable.
template <typename T>
Result<T> callStoppable(std::function<Result<T>()> call, const StopToken& stop) {
    struct Shared {
        std::mutex mutex;
        std::condition_variable_any ready;
        std::optional<Result<T>> result;
    };
    auto shared = std::make_shared<Shared>();
    std::thread([shared, call = std::move(call)] {
        auto result = call();
        const std::lock_guard lock(shared->mutex);
        shared->result.emplace(std::move(result));
        shared->ready.notify_all();
    }).detach();
    std::unique_lock lock(shared->mutex);
    if (!shared->ready.wait(lock, stop, [&] { return shared->result.has_value(); })) {
        return fail(ErrorCode::cancelled, say("Cancelled."));
    }
    return std::move(*shared->result);
}

/// unique_ptr with librdkafka's own destroyer.
template <auto destroy>
struct Destroy {
    template <typename T>
    void operator()(T* pointer) const {
        destroy(pointer);
    }
};
using MetadataPtr = std::unique_ptr<const rd_kafka_metadata_t, Destroy<rd_kafka_metadata_destroy>>;
using PartitionListPtr = std::unique_ptr<rd_kafka_topic_partition_list_t, Destroy<rd_kafka_topic_partition_list_destroy>>;
using QueuePtr = std::unique_ptr<rd_kafka_queue_t, Destroy<rd_kafka_queue_destroy>>;
using EventPtr = std::unique_ptr<rd_kafka_event_t, Destroy<rd_kafka_event_destroy>>;
using AdminOptionsPtr = std::unique_ptr<rd_kafka_AdminOptions_t, Destroy<rd_kafka_AdminOptions_destroy>>;

}  // namespace pb::connectors::kafka
