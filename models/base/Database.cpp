#include "models/base/Database.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <sqlite3.h>

#include <utility>

namespace pb {

namespace {

struct Diagnosis {
    ErrorCode code;
    QString reason;
    QString hint;
};

/// SQLite reports a full disk under its shared memory as an input or output error.
bool isDiskFull(const std::filesystem::path& file) {
    constexpr std::uintmax_t oneWalPage = 65'536;
    std::error_code code;
    const auto space = std::filesystem::space(file.parent_path(), code);
    return !code && space.available < oneWalPage;
}

Diagnosis diagnose(const std::filesystem::path& file, int sqliteCode, const char* message) {
    if ((sqliteCode & 0xff) == SQLITE_IOERR && isDiskFull(file)) sqliteCode = SQLITE_FULL;
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return {ErrorCode::storage, say("The disk is full."), say("Free some space on the disk, then try again.")};
    case SQLITE_READONLY:
        return {ErrorCode::storage, say("The file is read-only."),
                say("Check that you have the right to write the file and its folder.")};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::storage, say("The file is damaged or is no store."),
                say("Delete or move the store; the workspace's text files are not affected.")};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::conflict, say("Another program holds the file."), say("Close the other program, then try again.")};
    case SQLITE_CANTOPEN:
        return {ErrorCode::storage, say("The file cannot be opened."),
                say("Check that the disk is not read-only and that you have the right to write into its folder.")};
    case SQLITE_IOERR:
        return {ErrorCode::storage, say("The disk reported an error: %1.").arg(QString::fromUtf8(message)),
                say("Check the disk and the free space on it, then try again.")};
    default: return {ErrorCode::internal, QString::fromUtf8(message) + u'.', {}};
    }
}

Error databaseError(const std::filesystem::path& file, const QString& doing, int code, const char* message) {
    const Diagnosis found = diagnose(file, code, message);
    const std::string name = pathToUtf8(file);
    const QString store = file.empty() ? say("the store in memory") : say("the store “%1”").arg(qs(name));
    return {found.code, QString(doing.arg(store) + u' ' + found.reason), found.hint, Place{name}};
}

Result<std::int64_t> readVersion(Database& database) {
    PB_TRY(statement, database.prepare("PRAGMA user_version"));
    PB_CHECK(statement.step());
    return statement.integer(0);
}

Done migrate(Database& database, const Database::Migrations& migrations) {
    PB_TRY(version, readVersion(database));
    const auto newest = static_cast<std::int64_t>(migrations.size());
    if (version == newest) return {};
    PB_TRY(transaction, Transaction::begin(database));
    PB_TRY(current, readVersion(database));  // another process may have been faster
    if (current > newest) {
        return fail(ErrorCode::conflict,
                    say("Cannot open the store “%1”. It has version %2, and this program knows versions up to %3.")
                        .arg(qs(pathToUtf8(database.file()))).arg(current).arg(newest),
                    say("Use the newer program that wrote it, or move the store away; the workspace's text files are not "
                        "affected."),
                    Place{pathToUtf8(database.file())});
    }
    for (std::int64_t i = current; i < newest; ++i) PB_CHECK(database.execute(migrations[static_cast<std::size_t>(i)]));
    PB_CHECK(database.execute("PRAGMA user_version = " + std::to_string(newest)));
    return transaction.commit();
}

Done configure(Database& database, Database::Durability durability) {
    PB_CHECK(database.execute("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON"));
    return database.execute(durability == Database::Durability::full ? "PRAGMA synchronous = FULL"
                                                                     : "PRAGMA synchronous = NORMAL");
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : owner_(other.owner_), handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(owner_, other.owner_);
    std::swap(handle_, other.handle_);
    return *this;
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Statement& Statement::bind(int position, std::int64_t value) {
    sqlite3_bind_int64(handle_, position, value);
    return *this;
}

Statement& Statement::bind(int position, std::string_view text) {
    const char* data = text.data() ? text.data() : "";
    sqlite3_bind_text64(handle_, position, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBlob(int position, std::string_view bytes) {
    const char* data = bytes.data() ? bytes.data() : "";
    sqlite3_bind_blob64(handle_, position, data, bytes.size(), SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::bindNull(int position) {
    sqlite3_bind_null(handle_, position);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    sqlite3* connection = sqlite3_db_handle(handle_);
    const char* name = sqlite3_db_filename(connection, "main");
    Error error = databaseError(pathFromUtf8(name ? name : ""), say("Cannot use %1."), code, sqlite3_errmsg(connection));
    sqlite3_reset(handle_);
    return fail(std::move(error));
}

Done Statement::run() {
    for (;;) {
        PB_TRY(row, step());
        if (!row) break;
    }
    reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string_view Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))) : std::string_view();
}

std::string_view Statement::blob(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))) : std::string_view();
}

bool Statement::isNull(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

Result<Database> Database::open(const std::filesystem::path& file, const Migrations& migrations, Durability durability) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(pathToUtf8(file).c_str(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle, file);
    if (code != SQLITE_OK) return fail(databaseError(file, say("Cannot open %1."), code, handle ? sqlite3_errmsg(handle) : ""));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 5000);
    PB_CHECK(configure(database, durability));
    PB_CHECK(migrate(database, migrations));
    return database;
}

Result<Database> Database::openInMemory(const Migrations& migrations) { return open({":memory:"}, migrations); }

bool Database::isDamaged(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(pathToUtf8(file).c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle, file);
    if (code != SQLITE_OK) return false;
    auto check = database.prepare("PRAGMA quick_check(1)");
    const bool answered = check && check->step().value_or(false);
    if (answered) return check->text(0) != "ok";
    const int reason = sqlite3_errcode(handle);
    return reason == SQLITE_NOTADB || reason == SQLITE_CORRUPT;
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), file_(std::move(other.file_)) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(file_, other.file_);
    return *this;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) return fail(lastError(say("Cannot use %1.")));
    return Statement(this, statement);
}

Done Database::execute(std::string_view sql) {
    const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return fail(lastError(say("Cannot use %1.")));
    return {};
}

std::int64_t Database::lastInsertId() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

Error Database::lastError(const QString& doing) const {
    return databaseError(file_, doing, sqlite3_extended_errcode(handle_), sqlite3_errmsg(handle_));
}

Result<Transaction> Transaction::begin(Database& database) {
    PB_CHECK(database.execute("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_) (void)database_->execute("ROLLBACK");
}

Done Transaction::commit() {
    PB_CHECK(database_->execute("COMMIT"));
    database_ = nullptr;
    return {};
}

}  // namespace pb
