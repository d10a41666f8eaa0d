#pragma once

#include "connectors/http/ContractServer.h"
#include "connectors/http/ContractStore.h"
#include "models/contract/Check.h"
#include "models/contract/JsonValue.h"

#include <mutex>

namespace pb::connectors::http {

/// The answers of a contract server, without the sockets. One thread calls handle(); counts() is thread-safe.
class ContractService {
public:
    ContractService(ContractServerOptions options, ContractStore store)
        : options_(std::move(options)), store_(std::move(store)) {}

    contract::HttpResponse handle(const contract::HttpRequest& request);
    ServerCounts counts() const;

private:
    contract::HttpResponse answer(const contract::HttpRequest& request);
    contract::HttpResponse perform(const contract::OperationMatch& match, const contract::HttpRequest& request);
    contract::HttpResponse create(const contract::Operation& operation, const contract::HttpRequest& request);
    contract::HttpResponse readOne(const contract::Operation& operation, const Created* found);
    contract::HttpResponse readAll(const contract::OperationMatch& match, const contract::HttpRequest& request);
    contract::HttpResponse sample(const contract::Operation& operation);
    contract::HttpResponse refuse(const contract::Operation& operation, std::vector<int> statuses, const QString& detail,
                                  const std::vector<contract::Breach>& breaches = {});
    contract::HttpResponse withBody(const contract::Response& documented, contract::JsonValue body);
    contract::JsonValue confirmation(const contract::Response& documented, const contract::JsonValue& request);
    void count(std::int64_t ServerCounts::*member);
    bool has(Fault fault) const;

    ContractServerOptions options_;
    ContractStore store_;
    mutable std::mutex mutex_;
    ServerCounts counts_;
};

/// Breaks an answer as the faults say (ContractFaults.cpp).
void spoil(const contract::Contract& contract, const contract::Operation& operation, const std::vector<Fault>& faults,
           contract::HttpResponse& response);
/// Whether a number of the body stands exactly on its minimum or maximum.
bool touchesBoundary(const contract::Contract& contract, const contract::Operation& operation, std::string_view body);

const contract::MediaType* jsonMedia(const std::vector<contract::MediaType>& content);
const contract::Response* successOf(const contract::Operation& operation);

}  // namespace pb::connectors::http
