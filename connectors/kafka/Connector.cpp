#include "connectors/kafka/Connector.h"

#include "connectors/kafka/KafkaBroker.h"

#include <QHostInfo>
#include <QTcpSocket>

namespace pb::connectors::kafka {

namespace {

using workspace::ProbeRow;
using workspace::ProbeStep;

ProbeRow row(ProbeStep step, ProbeRow::State state, const QString& sentence) { return {step, state, sentence}; }

/// The first broker of the list whose name is known, with its port; rows for the steps name and port.
bool probeNetwork(const Settings& settings, std::vector<ProbeRow>& rows) {
    QString lastProblem;
    for (const auto& [host, port] : settings.addresses()) {
        const QHostInfo info = QHostInfo::fromName(qs(host));
        if (info.addresses().isEmpty()) {
            lastProblem = say("The name “%1” is not known.").arg(qs(host));
            continue;
        }
        rows = {row(ProbeStep::name, ProbeRow::State::good, info.addresses().first().toString())};
        QTcpSocket socket;
        socket.connectToHost(info.addresses().first(), static_cast<quint16>(port));
        if (socket.waitForConnected(settings.timeoutMs)) {
            rows.push_back(row(ProbeStep::port, ProbeRow::State::good, say("Port %1 answers.").arg(port)));
            return true;
        }
        rows.push_back(row(ProbeStep::port, ProbeRow::State::bad,
                           say("Nothing answers at %1, port %2: %3.").arg(qs(host)).arg(port).arg(socket.errorString())));
    }
    if (rows.empty()) {
        rows.push_back(row(ProbeStep::name, ProbeRow::State::bad, lastProblem));
    }
    return false;
}

class KafkaConnection final : public workspace::Connection {
public:
    explicit KafkaConnection(Settings settings) : settings_(std::move(settings)) {}

    std::unique_ptr<flow::Broker> broker() override { return std::make_unique<KafkaBroker>(settings_); }

    std::vector<ProbeRow> probe(StopToken stop) override {
        std::vector<ProbeRow> rows;
        if (probeNetwork(settings_, rows)) {
            probeKafka(rows, stop);
        }
        return rows;
    }

private:
    void probeKafka(std::vector<ProbeRow>& rows, const StopToken& stop) {
        const auto quiet = [&](ProbeStep step, bool isUsed) {
            rows.push_back(row(step, isUsed ? ProbeRow::State::good : ProbeRow::State::notNeeded, {}));
        };
        auto client = Client::open(settings_, ClientType::consumer, {{"group.id", "patchbay-console"}});
        const auto topics = client ? listTopics(*client, stop) : fail(client.error());
        if (topics) {
            quiet(ProbeStep::tls, settings_.usesTls());
            quiet(ProbeStep::login, settings_.usesLogin());
            const QString seen = topics->empty() ? say("No topic can be seen: there is none, or the user may not read any.")
                                                 : say("%1 topics can be seen.").arg(topics->size());
            rows.push_back(row(ProbeStep::right, ProbeRow::State::good, seen));
            return;
        }
        const bool isLogin = client && (*client)->trouble().code == RD_KAFKA_RESP_ERR__AUTHENTICATION;
        if (isLogin) {
            quiet(ProbeStep::tls, settings_.usesTls());
        }
        const ProbeStep step = isLogin ? ProbeStep::login : settings_.usesTls() ? ProbeStep::tls : ProbeStep::login;
        rows.push_back(row(step, ProbeRow::State::bad, topics.error().sentence));
    }

    Settings settings_;
};

}  // namespace

workspace::ConnectorInfo info() {
    workspace::ConnectorInfo info;
    info.kind = "kafka";
    info.displayName = say("Apache Kafka");
    info.settingsSchema = settingsSchema();
    info.isBroker = true;
    info.open = [](const workspace::ConnectionSettings& connection, const workspace::ConnectionContext& context)
        -> Result<std::unique_ptr<workspace::Connection>> {
        PB_TRY(settings, readSettings(connection, context));
        return std::make_unique<KafkaConnection>(std::move(settings));
    };
    return info;
}

}  // namespace pb::connectors::kafka
