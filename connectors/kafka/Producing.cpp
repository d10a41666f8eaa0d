#include "connectors/kafka/Producing.h"

#include <atomic>
#include <mutex>
#include <variant>

namespace pb::connectors::kafka {

namespace {

/// What the delivery reports of one batch are written to. Shared with reports that come after the batch was given up.
struct Batch {
    std::mutex mutex;
    std::vector<flow::Receipt> receipts;
    std::size_t open = 0;
};

/// Travels through librdkafka as the opaque pointer of one message.
struct Ticket {
    std::shared_ptr<Batch> batch;
    std::size_t index;
};

flow::Receipt receiptOf(const rd_kafka_message_t& message) {
    if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        return flow::Position{rd_kafka_topic_name(message.rkt), message.partition, message.offset};
    }
    if (message.err == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE) {
        return flow::Refusal{ErrorCode::limit, say("The message has %1 bytes. That is more than “%2” takes (its setting max.message.bytes).")
                                                   .arg(message.len)
                                                   .arg(qs(rd_kafka_topic_name(message.rkt)))};
    }
    const bool mayBeThere = rd_kafka_message_status(&message) == RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED;
    return flow::Refusal{mayBeThere ? ErrorCode::unknownOutcome : ErrorCode::refused,
                         say("Kafka did not take the message: %1.").arg(qs(rd_kafka_err2str(message.err)))};
}

void onDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void*) {
    const std::unique_ptr<Ticket> ticket(static_cast<Ticket*>(message->_private));
    const std::lock_guard lock(ticket->batch->mutex);
    ticket->batch->receipts[ticket->index] = receiptOf(*message);
    --ticket->batch->open;
}

rd_kafka_headers_t* headersOf(const flow::Outgoing& outgoing) {
    rd_kafka_headers_t* headers = rd_kafka_headers_new(outgoing.headers.size());
    for (const flow::Header& header : outgoing.headers) {
        const char* value = header.value ? header.value->data() : nullptr;
        const auto size = header.value ? static_cast<ssize_t>(header.value->size()) : 0;
        rd_kafka_header_add(headers, header.name.data(), static_cast<ssize_t>(header.name.size()), value, size);
    }
    return headers;
}

rd_kafka_resp_err_t enqueue(rd_kafka_t* handle, const flow::Outgoing& outgoing, Ticket* ticket) {
    rd_kafka_headers_t* headers = headersOf(outgoing);
    const std::int32_t partition = outgoing.partition.value_or(RD_KAFKA_PARTITION_UA);
    const void* key = outgoing.key ? outgoing.key->data() : nullptr;
    const std::size_t keySize = outgoing.key ? outgoing.key->size() : 0;
    void* body = outgoing.hasBody ? const_cast<char*>(outgoing.body.data()) : nullptr;  // the library copies it
    const std::size_t bodySize = outgoing.hasBody ? outgoing.body.size() : 0;
    const auto code = rd_kafka_producev(
        handle, RD_KAFKA_V_TOPIC(outgoing.channel.c_str()), RD_KAFKA_V_PARTITION(partition),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_VALUE(body, bodySize), RD_KAFKA_V_KEY(key, keySize),
        RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_TIMESTAMP(outgoing.timestamp), RD_KAFKA_V_OPAQUE(ticket), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_headers_destroy(headers);  // on success the message owns them
    }
    return code;
}

/// Puts one message into the queue; waits while the queue is full.
void submit(const Client& client, const flow::Outgoing& outgoing, const std::shared_ptr<Batch>& batch, std::size_t index,
            const StopToken& stop) {
    auto ticket = std::make_unique<Ticket>(Ticket{batch, index});
    {
        const std::lock_guard lock(batch->mutex);
        ++batch->open;  // before it is sent: the report may come at once
    }
    auto code = RD_KAFKA_RESP_ERR__QUEUE_FULL;
    while (code == RD_KAFKA_RESP_ERR__QUEUE_FULL && !stop.stop_requested()) {
        code = enqueue(client.handle(), outgoing, ticket.get());
        if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
            rd_kafka_poll(client.handle(), 50);
        }
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        ticket.release();  // onDelivery takes it
        return;
    }
    const std::lock_guard lock(batch->mutex);
    --batch->open;
    if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
        batch->receipts[index] = flow::Refusal{ErrorCode::cancelled, say("Cancelled before it was sent.")};
    } else {
        batch->receipts[index] = flow::Refusal{ErrorCode::refused, say("Cannot send the message. Kafka's client says: %1.")
                                                                       .arg(qs(rd_kafka_err2str(code)))};
    }
}

}  // namespace

Result<ClientPtr> openProducer(const Settings& settings) {
    return Client::open(settings, ClientType::producer,
                        {{"enable.idempotence", "true"},
                         {"message.timeout.ms", std::to_string(settings.timeoutMs)},
                         {"partitioner", "murmur2_random"},  // as Kafka's Java client, so that keys land where they did
                         {"linger.ms", "2"},
                         {"queue.buffering.max.kbytes", "65536"},
                         {"message.max.bytes", "67108864"}},
                        &onDelivery);
}

void produceAll(const ClientPtr& client, std::span<const flow::Outgoing> batch, const std::vector<std::size_t>& which,
                std::vector<flow::Receipt>& receipts, const StopToken& stop) {
    auto shared = std::make_shared<Batch>();
    shared->receipts = receipts;
    for (const std::size_t index : which) {
        shared->receipts[index] =
            flow::Refusal{ErrorCode::unknownOutcome, say("Kafka has not confirmed the message. It may have arrived.")};
        submit(*client, batch[index], shared, index, stop);
    }
    for (bool isOpen = true; isOpen && !stop.stop_requested();) {
        rd_kafka_poll(client->handle(), 50);
        const std::lock_guard lock(shared->mutex);
        isOpen = shared->open > 0;
    }
    const std::lock_guard lock(shared->mutex);
    receipts = shared->receipts;
}

}  // namespace pb::connectors::kafka
