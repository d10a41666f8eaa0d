#include "models/workspace/LocalStore.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <algorithm>

namespace pb::workspace {

namespace {

const Database::Migrations& migrations() {
    static const Database::Migrations list{"CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"};
    return list;
}

/// "journal.sqlite" → "journal.sqlite.damaged-2026-11-25T07-52-00.123Z", with what SQLite keeps beside it.
Result<std::filesystem::path> moveAside(const std::filesystem::path& file, const Clock& clock) {
    std::string time = isoTime(clock.now());
    std::replace(time.begin(), time.end(), ':', '-');
    const std::string suffix = ".damaged-" + time;
    std::error_code code;
    for (const char* companion : {"-wal", "-shm"}) {
        const auto from = pathFromUtf8(pathToUtf8(file) + companion);
        if (std::filesystem::exists(from, code)) std::filesystem::rename(from, pathFromUtf8(pathToUtf8(from) + suffix), code);
    }
    auto kept = pathFromUtf8(pathToUtf8(file) + suffix);
    std::filesystem::rename(file, kept, code);
    if (!code) return kept;
    return fail(ErrorCode::storage,
                say("Cannot move the damaged store “%1” aside. %2.").arg(qs(pathToUtf8(file)), qs(code.message())),
                say("Delete or move the store; the workspace's text files are not affected."), Place{pathToUtf8(file)});
}

template <typename Open>
auto openOrReplace(const std::filesystem::path& file, const Clock& clock, const QString& loss,
                   std::vector<Finding>& findings, Open open) -> decltype(open()) {
    auto opened = open();
    if (opened || opened.error().code != ErrorCode::storage || !Database::isDamaged(file)) return opened;
    PB_TRY(kept, moveAside(file, clock));
    findings.push_back({Severity::warning, "workspace.store.damaged",
                        say("The store “%1” was damaged. It was moved to “%2”, and a new one was made.")
                            .arg(qs(pathToUtf8(file.filename())), qs(pathToUtf8(kept))),
                        loss, Place{pathToUtf8(kept)}});
    return open();
}

}  // namespace

Result<LocalStore> LocalStore::open(const std::filesystem::path& stateFolder, const Clock& clock) {
    PB_CHECK(makeFolder(stateFolder));
    const auto storeFile = stateFolder / "store.sqlite";
    const auto journalFile = stateFolder / "journal.sqlite";
    std::vector<Finding> findings;
    PB_TRY(store, openOrReplace(storeFile, clock, say("Window states are as in the beginning; text files are not affected."),
                                findings, [&] { return Database::open(storeFile, migrations(), Database::Durability::normal); }));
    PB_TRY(journal, openOrReplace(journalFile, clock,
                                  say("What was under way is not known any more: compare the systems before going on. Text "
                                      "files are not affected."),
                                  findings, [&] { return Journal::open(journalFile, clock); }));
    return LocalStore(std::move(store), std::move(journal), std::move(findings));
}

Result<std::optional<std::string>> LocalStore::value(const std::string& name) {
    PB_TRY(select, store_.prepare("SELECT value FROM state WHERE name = ?"));
    PB_TRY(found, select.bind(1, name).step());
    return found ? std::optional(std::string(select.text(0))) : std::nullopt;
}

Done LocalStore::setValue(const std::string& name, std::string_view value) {
    PB_TRY(insert, store_.prepare("INSERT INTO state (name, value) VALUES (?, ?)"
                                  " ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
    return insert.bind(1, name).bind(2, value).run();
}

}  // namespace pb::workspace
