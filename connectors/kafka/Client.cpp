#include "connectors/kafka/Client.h"

#include <array>

namespace pb::connectors::kafka {

namespace {

using ConfigurationPtr = std::unique_ptr<rd_kafka_conf_t, Destroy<rd_kafka_conf_destroy>>;

Done set(rd_kafka_conf_t* configuration, const char* name, const std::string& value) {
    std::array<char, 512> reason{};
    if (rd_kafka_conf_set(configuration, name, value.c_str(), reason.data(), reason.size()) != RD_KAFKA_CONF_OK) {
        return fail(ErrorCode::wrongUse, say("Kafka's client does not take the setting “%1”. %2")
                                             .arg(qs(name), qs(reason.data())));
    }
    return {};
}

Properties propertiesOf(const Settings& settings) {
    Properties list{
        {"bootstrap.servers", settings.brokers},
        {"client.id", "patchbay"},
        {"security.protocol", settings.security},
        {"socket.timeout.ms", std::to_string(std::max(settings.timeoutMs, 1000))},
        {"socket.connection.setup.timeout.ms", std::to_string(std::max(settings.timeoutMs, 1000))},
        {"log_level", "0"},
    };
    const auto add = [&list](const char* name, std::string_view value) {
        if (!value.empty()) {
            list.emplace_back(name, std::string(value));
        }
    };
    if (settings.usesLogin()) {
        add("sasl.mechanisms", settings.mechanism);
        add("sasl.username", settings.username);
        add("sasl.password", settings.password.reveal());
    }
    if (settings.usesTls()) {
        add("ssl.ca.location", settings.caFile);
        add("ssl.certificate.location", settings.certificateFile);
        add("ssl.key.location", settings.keyFile);
        add("ssl.key.password", settings.keyPassword.reveal());
    }
    return list;
}

ErrorCode kindOf(rd_kafka_resp_err_t code) {
    switch (code) {
        case RD_KAFKA_RESP_ERR__TIMED_OUT:
        case RD_KAFKA_RESP_ERR__TRANSPORT:
        case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
        case RD_KAFKA_RESP_ERR__RESOLVE:
        case RD_KAFKA_RESP_ERR__SSL:
            return ErrorCode::unreachable;
        case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
        case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
        case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
            return ErrorCode::notFound;
        case RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID:
        case RD_KAFKA_RESP_ERR_NON_EMPTY_GROUP:
            return ErrorCode::conflict;
        default:
            return ErrorCode::refused;
    }
}

QString hintFor(ErrorCode kind, const Settings& settings) {
    if (kind == ErrorCode::unreachable) {
        return say("Check that Kafka runs at %1, and test the connection “%2”.").arg(qs(settings.brokers), qs(settings.name));
    }
    if (kind == ErrorCode::notFound) {
        return say("A topic that the user may not see looks as if it were not there: check the access rights too.");
    }
    return {};
}

}  // namespace

Result<std::shared_ptr<Client>> Client::open(const Settings& settings, ClientType type, const Properties& properties,
                                             DeliveryHandler onDelivery) {
    std::shared_ptr<Client> client(new Client(settings));
    ConfigurationPtr configuration(rd_kafka_conf_new());
    for (const auto& list : {propertiesOf(settings), properties}) {
        for (const auto& [name, value] : list) {
            PB_CHECK(set(configuration.get(), name, value));
        }
    }
    rd_kafka_conf_set_opaque(configuration.get(), client.get());
    rd_kafka_conf_set_error_cb(configuration.get(), &Client::onError);
    if (onDelivery) {
        rd_kafka_conf_set_dr_msg_cb(configuration.get(), onDelivery);
    }
    std::array<char, 512> reason{};
    const auto kafkaType = type == ClientType::producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER;
    client->handle_ = rd_kafka_new(kafkaType, configuration.get(), reason.data(), reason.size());
    if (!client->handle_) {
        return fail(ErrorCode::wrongUse, say("Cannot use the Kafka connection “%1”. %2")
                                             .arg(qs(settings.name), qs(reason.data())));
    }
    configuration.release();  // rd_kafka_new took it over
    return client;
}

Client::~Client() {
    if (handle_) {
        rd_kafka_destroy_flags(handle_, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    }
}

void Client::onError(rd_kafka_t*, int code, const char* reason, void* self) {
    auto* client = static_cast<Client*>(self);
    const std::lock_guard lock(client->mutex_);
    client->trouble_ = {static_cast<rd_kafka_resp_err_t>(code), reason};
}

Client::Trouble Client::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

Error Client::error(rd_kafka_resp_err_t code, const QString& doing) const {
    rd_kafka_poll(handle_, 0);  // lets onError tell what happened in the background
    const Trouble known = trouble();
    const bool onlyLate = code == RD_KAFKA_RESP_ERR__TIMED_OUT || code == RD_KAFKA_RESP_ERR__TRANSPORT;
    if (onlyLate && known.code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        const bool isLogin = known.code == RD_KAFKA_RESP_ERR__AUTHENTICATION;
        const ErrorCode kind = isLogin ? ErrorCode::refused : ErrorCode::unreachable;
        return Error(kind, doing + u' ' + say("Kafka at %1: %2").arg(qs(settings_.brokers), qs(known.text)),
                     isLogin ? say("Check user, password and login mechanism. SCRAM with Kafka 4 needs librdkafka 2.6.1 or newer.")
                             : hintFor(kind, settings_));
    }
    const ErrorCode kind = kindOf(code);
    return Error(kind, doing + u' ' + say("Kafka says: %1.").arg(qs(rd_kafka_err2str(code))), hintFor(kind, settings_));
}

}  // namespace pb::connectors::kafka
