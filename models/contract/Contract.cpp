#include "models/contract/Contract.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/contract/ContractParts.h"
#include "models/contract/References.h"
#include "models/contract/Router.h"
#include "models/contract/Url.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace pb::contract {

namespace {

constexpr std::size_t maxClauseText = 2'000;
constexpr std::uintmax_t maxContractBytes = 512u << 20;

Result<ContractKind> kindOf(doc::Value root, const std::string& file) {
    const std::string_view openApi = root.find("openapi").text();
    const std::string_view asyncApi = root.find("asyncapi").text();
    if (openApi.starts_with("3.0.") || openApi == "3.0") {
        return ContractKind::openApi30;
    }
    if (openApi.starts_with("3.1.") || openApi == "3.1") {
        return ContractKind::openApi31;
    }
    if (asyncApi.starts_with("2.")) {
        return ContractKind::asyncApi2;
    }
    if (asyncApi.starts_with("3.")) {
        return ContractKind::asyncApi3;
    }
    const QString version = qs(openApi.empty() ? asyncApi.empty() ? root.find("swagger").text() : asyncApi : openApi);
    Place place = root ? root.place() : Place();
    place.address = file;
    if (version.isEmpty()) {
        return fail(ErrorCode::invalidInput, say("“%1” is no contract. It has neither “openapi” nor “asyncapi” at its top.").arg(qs(file)), {}, place);
    }
    return fail(ErrorCode::unsupported, say("Cannot read “%1”. Its version is %2.").arg(qs(file), version),
                say("OpenAPI 3.0 and 3.1, AsyncAPI 2 and 3 are understood."), place);
}

std::string basePathOf(std::string_view server) {
    const auto scheme = server.find("://");
    const auto slash = server.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
    std::string path(slash == std::string_view::npos ? std::string_view() : server.substr(slash));
    while (path.ends_with('/')) {
        path.pop_back();
    }
    return path;
}

}  // namespace

struct Contract::Impl {
    using SchemaKey = std::pair<const doc::Document*, std::uint32_t>;

    ContractKind kind = ContractKind::openApi31;
    std::string file, title, version;
    References references;
    ContractParts parts;
    std::vector<Finding> findings;
    Router router;
    std::vector<std::string> basePaths;
    mutable std::mutex mutex;
    mutable std::map<SchemaKey, Result<schema::Validator>> validators;

    void index() {
        for (std::size_t i = 0; i < parts.operations.size(); ++i) {
            router.add(parts.operations[i].path, i);
        }
        for (const auto& server : parts.servers) {
            if (std::string path = basePathOf(server); !path.empty()) {
                basePaths.push_back(std::move(path));
            }
        }
        std::sort(basePaths.begin(), basePaths.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    }

    Result<schema::Validator> compile(doc::Value root) const {
        schema::CompileOptions options;
        options.dialect = kind == ContractKind::openApi30   ? schema::Dialect::openApi30
                          : kind == ContractKind::openApi31 ? schema::Dialect::openApi31
                                                            : schema::Dialect::draft7;
        options.baseUri = references.uriOf(root.document());
        options.assertFormats = true;
        options.resolver = [this](std::string_view uri) { return references.byUri(uri); };
        return schema::Validator::compile(references.owner(root.document()), root, options);
    }

    OperationMatch matchPath(std::string_view method, std::string_view path) const;
};

Contract::Contract(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Contract::~Contract() = default;

ContractKind Contract::kind() const { return impl_->kind; }
const std::string& Contract::file() const { return impl_->file; }
const std::string& Contract::title() const { return impl_->title; }
const std::string& Contract::version() const { return impl_->version; }
const std::vector<std::string>& Contract::servers() const { return impl_->parts.servers; }
const std::vector<Operation>& Contract::operations() const { return impl_->parts.operations; }
const std::vector<ContractChannel>& Contract::channels() const { return impl_->parts.channels; }
const std::vector<Finding>& Contract::findings() const { return impl_->findings; }
const doc::DocumentPtr& Contract::document() const { return impl_->references.root(); }
doc::Value Contract::resolve(doc::Value value) const { return impl_->references.resolve(value); }

Result<std::shared_ptr<const Contract>> Contract::read(std::string bytes, const ContractOptions& options) {
    auto document = readJsonOrYaml(std::move(bytes));
    if (!document) {
        Error error = std::move(document).error();
        error.place.address = options.file;
        return fail(Error(error.code, say("Cannot read the contract “%1”.").arg(qs(options.file))).because(std::move(error)));
    }
    const doc::Value root = (*document)->root();
    auto impl = std::make_unique<Impl>();
    PB_TRY(kind, kindOf(root, options.file));
    impl->kind = kind;
    impl->file = options.file;
    impl->title = root.find("info").find("title").text();
    impl->version = root.find("info").find("version").text();
    impl->references = References::read(*document, options.file, options.resolver, impl->findings);
    if (kind == ContractKind::openApi30 || kind == ContractKind::openApi31) {
        readOpenApi(impl->references, options.maxOperations, impl->parts, impl->findings);
    } else {
        readAsyncApi(impl->references, kind, impl->parts);
    }
    impl->index();
    return std::shared_ptr<const Contract>(new Contract(std::move(impl)));
}

Result<std::shared_ptr<const Contract>> Contract::load(const std::filesystem::path& file, const std::string& name) {
    PB_TRY(bytes, readFile(file, maxContractBytes));
    ContractOptions options;
    options.file = name.empty() ? pathToUtf8(file) : name;
    const std::string::size_type folderEnd = options.file.rfind('/');
    const std::filesystem::path shownFolder = pathFromUtf8(folderEnd == std::string::npos ? "" : options.file.substr(0, folderEnd));
    options.resolver = [&](std::string_view other) -> Result<doc::DocumentPtr> {
        const auto relative = pathFromUtf8(other).lexically_relative(shownFolder.empty() ? "." : shownFolder);
        PB_TRY(text, readFile(file.parent_path() / relative, maxContractBytes));
        return readJsonOrYaml(std::move(text));
    };
    return read(std::move(bytes), options);
}

const Operation* Contract::operation(std::string_view idOrLabel) const {
    const auto& all = operations();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Operation& one) {
        return one.id == idOrLabel || one.label() == idOrLabel;
    });
    return found == all.end() ? nullptr : &*found;
}

const ContractChannel* Contract::channel(std::string_view nameOrAddress) const {
    const auto& all = channels();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ContractChannel& one) {
        return one.name == nameOrAddress || one.address == nameOrAddress;
    });
    return found == all.end() ? nullptr : &*found;
}

OperationMatch Contract::Impl::matchPath(std::string_view method, std::string_view path) const {
    OperationMatch match;
    for (const std::size_t index : router.find(path)) {
        const Operation& candidate = parts.operations[index];
        match.otherMethods.push_back(candidate.method);
        const bool fits = method.empty() ? !match.operation || (candidate.body && !match.operation->body)
                                         : candidate.method == method;
        if (fits) {
            match.operation = &candidate;
        }
    }
    if (match.operation) {
        match.otherMethods.clear();
        match.pathParameters = Router::parameters(match.operation->path, path);
    }
    return match;
}

OperationMatch Contract::match(std::string_view method, std::string_view urlOrTarget) const {
    std::string_view path = urlOrTarget;
    if (const auto scheme = path.find("://"); scheme != std::string_view::npos && scheme < path.find('/')) {
        const auto slash = path.find('/', scheme + 3);
        path = slash == std::string_view::npos ? std::string_view("/") : path.substr(slash);
    }
    path = path.substr(0, path.find_first_of("?#"));
    OperationMatch best;
    for (const auto& base : impl_->basePaths) {
        const bool below = path.starts_with(base) && (path.size() == base.size() || path[base.size()] == '/');
        OperationMatch match = below ? impl_->matchPath(method, path.substr(base.size())) : OperationMatch();
        if (match.operation) {
            match.pathParameters = Router::parameters(match.operation->path, path.substr(base.size()));
            return match;
        }
        if (best.otherMethods.empty()) {
            best = std::move(match);
        }
    }
    OperationMatch plain = impl_->matchPath(method, path);
    return plain.operation || best.otherMethods.empty() ? plain : best;
}

Clause Contract::clauseOf(doc::Value value) const {
    Clause clause;
    if (!value) {
        return clause;
    }
    const doc::Node& node = value.node();
    const std::string_view bytes = value.document()->bytes();
    const bool named = !value.name().empty() && node.nameBegin <= node.begin && node.end <= bytes.size();
    const std::size_t begin = named ? node.nameBegin : node.begin;
    std::string_view text = bytes.substr(std::min(begin, bytes.size()), node.end - begin);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) {
        text.remove_suffix(1);
    }
    clause.pointer = value.pointer();
    clause.text = clipped(text, maxClauseText);
    clause.place = value.document()->place(begin);
    clause.place.address = impl_->references.fileOf(value.document());
    clause.value = value;
    return clause;
}

Clause Contract::clauseFor(const schema::Violation& violation) const { return clauseOf(violation.schema); }

Result<const schema::Validator*> Contract::validator(doc::Value schema) const {
    const Impl::SchemaKey key{schema.document(), schema.index()};
    const std::lock_guard lock(impl_->mutex);
    auto found = impl_->validators.find(key);
    if (found == impl_->validators.end()) {
        found = impl_->validators.emplace(key, impl_->compile(schema)).first;
    }
    if (!found->second) {
        return fail(found->second.error());
    }
    return &*found->second;
}

ContractMatch findOperation(const std::vector<ContractPtr>& contracts, std::string_view method, std::string_view endpoint) {
    const std::string inner = urlOfEndpoint(endpoint);
    const std::string url = inner.empty() ? std::string(endpoint) : inner;
    const auto parts = splitUrl(url);
    ContractMatch best;
    for (const auto& contract : contracts) {
        OperationMatch match = contract->match(method, url);
        const bool sameOrigin = parts && std::any_of(contract->servers().begin(), contract->servers().end(), [&](const auto& server) {
            const auto other = splitUrl(server);
            return other && other->tls == parts->tls && other->host == parts->host && other->port == parts->port;
        });
        if (match.operation && sameOrigin) {
            return {contract, std::move(match)};
        }
        if (match.operation && !best.contract) {
            best = {contract, std::move(match)};
        }
    }
    return best;
}

}  // namespace pb::contract
