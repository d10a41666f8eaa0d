#include "connectors/http/ContractStore.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"

namespace pb::connectors::http {

Result<ContractStore> ContractStore::open(const std::filesystem::path& file) {
    ContractStore store;
    store.file_ = file;
    if (file.empty()) {
        return store;
    }
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {
        PB_TRY(text, readFile(file));
        const auto whole = text.rfind('\n') + 1;  // npos + 1 is 0: not one whole line
        std::string_view rest = std::string_view(text).substr(0, whole);
        while (!rest.empty()) {
            const auto end = rest.find('\n');
            PB_CHECK(store.readLine(rest.substr(0, end)));
            rest.remove_prefix(end + 1);
        }
        if (whole < text.size()) {
            PB_CHECK(writeFileAtomically(file, std::string_view(text).substr(0, whole)));
        }
    }
    store.out_.open(file, std::ios::binary | std::ios::app);
    if (!store.out_) {
        return fail(ErrorCode::storage, say("Cannot write “%1”.").arg(qs(pathToUtf8(file))));
    }
    return store;
}

Done ContractStore::readLine(std::string_view line) {
    PB_TRY(document, doc::readJson(line));
    const doc::Value root = document->root();
    Created created;
    created.collection = root.find("collection").text();
    created.key = root.find("key").text();
    created.request = contract::JsonValue::of(root.find("request"));
    created.answer = contract::JsonValue::of(root.find("answer"));
    created.status = static_cast<int>(root.find("status").number());
    index_[{created.collection, created.key}] = created_.size();
    created_.push_back(std::move(created));
    return {};
}

std::string ContractStore::lineOf(const Created& created) {
    contract::JsonValue line = contract::JsonValue::object();
    line.set("collection", contract::JsonValue::string(created.collection));
    line.set("key", contract::JsonValue::string(created.key));
    line.set("status", contract::JsonValue::number(created.status));
    line.set("request", created.request);
    line.set("answer", created.answer);
    return line.json() + "\n";
}

const Created* ContractStore::find(const std::string& collection, const std::string& key) const {
    const auto found = index_.find({collection, key});
    return found == index_.end() ? nullptr : &created_[found->second];
}

std::vector<const Created*> ContractStore::all(const std::string& collection) const {
    std::vector<const Created*> found;
    for (const auto& created : created_) {
        if (created.collection == collection && index_.contains({collection, created.key})) {
            found.push_back(&created);
        }
    }
    return found;
}

Done ContractStore::add(Created created) {
    if (!file_.empty()) {
        out_ << lineOf(created) << std::flush;
        if (!out_) {
            return fail(ErrorCode::storage, say("Cannot write “%1”.").arg(qs(pathToUtf8(file_))));
        }
    }
    index_[{created.collection, created.key}] = created_.size();
    created_.push_back(std::move(created));
    return {};
}

bool ContractStore::remove(const std::string& collection, const std::string& key) {
    return index_.erase({collection, key}) > 0;
}

}  // namespace pb::connectors::http
