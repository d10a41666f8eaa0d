#pragma once

#include "models/base/Result.h"
#include "models/contract/JsonValue.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace pb::connectors::http {

/// A thing that a request made, and the answer that it got.
struct Created {
    std::string collection;      ///< "/orders"
    std::string key;             ///< "W-100001"
    contract::JsonValue request;
    contract::JsonValue answer;
    int status = 201;
};

/// What a contract server has made so far, in the order it was made. With a file, each is on disk (one JSON line)
/// before it counts as made; a half line at the end, left by a killed server, is dropped at the next start.
class ContractStore {
public:
    static Result<ContractStore> open(const std::filesystem::path& file);  ///< empty = memory only

    const Created* find(const std::string& collection, const std::string& key) const;
    std::vector<const Created*> all(const std::string& collection) const;
    std::size_t size() const { return created_.size(); }
    Done add(Created created);
    bool remove(const std::string& collection, const std::string& key);  ///< in memory only

private:
    static std::string lineOf(const Created& created);
    Done readLine(std::string_view line);

    std::filesystem::path file_;
    std::ofstream out_;
    std::vector<Created> created_;
    std::map<std::pair<std::string, std::string>, std::size_t> index_;
};

}  // namespace pb::connectors::http
