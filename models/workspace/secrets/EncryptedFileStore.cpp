#include "models/workspace/secrets/EncryptedFileStore.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/workspace/secrets/Cipher.h"
#include "models/workspace/secrets/SecretStores.h"

namespace pb::workspace {

namespace {

constexpr std::string_view magic = "PBSECR";
constexpr char version = 1;
constexpr std::size_t saltBegin = magic.size() + 4;
constexpr std::size_t nonceBegin = saltBegin + 16;
constexpr std::size_t tagBegin = nonceBegin + cipher::nonceSize;
constexpr std::size_t bodyBegin = tagBegin + cipher::tagSize;
constexpr std::uintmax_t maxFileSize = 16u << 20;

void appendText(std::string_view text, std::string& out) {
    for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((text.size() >> shift) & 0xff);
    out += text;
}

bool takeText(std::string_view& rest, std::string& out) {
    if (rest.size() < 4) return false;
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length |= static_cast<std::size_t>(static_cast<unsigned char>(rest[i])) << (8 * i);
    rest.remove_prefix(4);
    if (length > rest.size()) return false;
    out.assign(rest.substr(0, length));
    rest.remove_prefix(length);
    return true;
}

bool readPairs(std::string_view plain, std::map<std::string, Secret>& out) {
    while (!plain.empty()) {
        std::string name, value;
        if (!takeText(plain, name) || !takeText(plain, value)) return false;
        out.insert_or_assign(std::move(name), Secret(std::move(value)));
    }
    return true;
}

tl::unexpected<Error> cannotOpen(const std::filesystem::path& file, ErrorCode code, const QString& reason, const QString& hint) {
    return fail(code, say("Cannot open the secrets in “%1”. %2").arg(qs(pathToUtf8(file)), reason), hint, Place{pathToUtf8(file)});
}

std::string headerWith(const cipher::ScryptCost& cost, std::string_view salt) {
    std::string out(magic);
    out += {version, static_cast<char>(cost.log2N), static_cast<char>(cost.r), static_cast<char>(cost.p)};
    return out.append(salt);
}

}  // namespace

Result<std::unique_ptr<EncryptedFileStore>> EncryptedFileStore::open(const std::filesystem::path& file, const Secret& passphrase) {
    auto bytes = readFile(file, maxFileSize);
    if (!bytes && bytes.error().code != ErrorCode::notFound) return fail(std::move(bytes).error());
    Salt salt{};
    if (!bytes) {
        PB_CHECK(cipher::fillRandom(salt));
        PB_TRY(key, cipher::deriveKey(passphrase, salt, {}));
        return std::unique_ptr<EncryptedFileStore>(new EncryptedFileStore(file, std::move(key), salt));
    }
    const std::string_view all = *bytes;
    if (all.size() < bodyBegin || all.substr(0, magic.size()) != magic) {
        return cannotOpen(file, ErrorCode::invalidInput, say("It is no file of secrets."), say("Choose another file."));
    }
    if (all[magic.size()] != version) {
        return cannotOpen(file, ErrorCode::conflict, say("It was written by a newer program."), say("Use that program."));
    }
    const cipher::ScryptCost cost{static_cast<unsigned char>(all[7]), static_cast<unsigned char>(all[8]),
                                  static_cast<unsigned char>(all[9])};
    if (!cost.isReasonable()) {
        return cannotOpen(file, ErrorCode::limit, say("Its key would need more than 256 MiB of memory."), say("The file is damaged."));
    }
    std::copy_n(all.begin() + static_cast<std::ptrdiff_t>(saltBegin), salt.size(), salt.begin());
    PB_TRY(key, cipher::deriveKey(passphrase, salt, cost));
    const auto plain = cipher::open(key, {all.substr(0, nonceBegin), all.substr(nonceBegin, cipher::nonceSize),
                                          all.substr(tagBegin, cipher::tagSize), all.substr(bodyBegin)});
    std::map<std::string, Secret> secrets;
    if (!plain || !readPairs(plain->reveal(), secrets)) {
        return cannotOpen(file, ErrorCode::refused, say("The passphrase is wrong, or the file is damaged."),
                          say("Check the passphrase, or restore the file from a copy."));
    }
    auto store = std::unique_ptr<EncryptedFileStore>(new EncryptedFileStore(file, std::move(key), salt));
    store->secrets_ = std::move(secrets);
    return store;
}

QString EncryptedFileStore::displayName() const { return say("the encrypted file “%1”").arg(qs(pathToUtf8(file_))); }

Result<Secret> EncryptedFileStore::get(const std::string& reference, StopToken) {
    const std::lock_guard lock(mutex_);
    const auto found = secrets_.find(reference);
    if (found == secrets_.end()) return secretNotFound(reference, displayName());
    return found->second;
}

Done EncryptedFileStore::put(const std::string& reference, const Secret& value, StopToken) {
    const std::lock_guard lock(mutex_);
    auto changed = secrets_;
    changed.insert_or_assign(reference, value);
    PB_CHECK(save(changed));
    secrets_ = std::move(changed);
    return {};
}

Done EncryptedFileStore::remove(const std::string& reference, StopToken) {
    const std::lock_guard lock(mutex_);
    auto changed = secrets_;
    if (changed.erase(reference) == 0) return secretNotFound(reference, displayName());
    PB_CHECK(save(changed));
    secrets_ = std::move(changed);
    return {};
}

std::vector<std::string> EncryptedFileStore::references() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> out;
    for (const auto& [name, secret] : secrets_) out.push_back(name);
    return out;
}

Done EncryptedFileStore::save(const std::map<std::string, Secret>& secrets) const {
    std::size_t size = 0;
    for (const auto& [name, secret] : secrets) size += name.size() + secret.reveal().size() + 8;
    std::string plain;
    plain.reserve(size);  // so that no part of it stays behind in a smaller buffer
    for (const auto& [name, secret] : secrets) {
        appendText(name, plain);
        appendText(secret.reveal(), plain);
    }
    const Secret wiped(std::move(plain));
    const std::string header = headerWith({}, {reinterpret_cast<const char*>(salt_.data()), salt_.size()});
    PB_TRY(sealed, cipher::seal(key_, header, wiped));
    PB_CHECK(makeFolder(file_.parent_path()));
    return writeFileAtomically(file_, header + sealed);
}

}  // namespace pb::workspace
