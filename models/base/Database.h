#pragma once

#include "models/base/Result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace pb {

class Database;

/// A prepared statement: bind by position (1-based), step, read columns (0-based). Not thread-safe.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    Statement& bind(int position, std::int64_t value);
    Statement& bind(int position, std::string_view text);      ///< copied
    Statement& bindBlob(int position, std::string_view bytes); ///< copied
    Statement& bindNull(int position);

    Result<bool> step();  ///< true = a row is there
    Done run();           ///< steps to the end and resets, so that it can be bound again
    void reset();

    std::int64_t integer(int column) const;
    std::string_view text(int column) const;  ///< valid until the next step
    std::string_view blob(int column) const;  ///< valid until the next step
    bool isNull(int column) const;

private:
    friend class Database;
    Statement(Database* owner, sqlite3_stmt* handle) : owner_(owner), handle_(handle) {}
    Database* owner_ = nullptr;
    sqlite3_stmt* handle_ = nullptr;
};

/// One connection to a SQLite file: WAL, foreign keys on, busy time-out 5 s, synchronous=FULL for journals.
/// One thread at a time; every worker opens its own. Disk full, read-only and corrupt files are ErrorCode::storage
/// with the file's name and what to do.
class Database {
public:
    enum class Durability { full, normal };

    /// One forward step of the schema: `sql` brings version i to i + 1 (PRAGMA user_version). A store newer than the
    /// list is refused with ErrorCode::conflict.
    using Migrations = std::vector<std::string_view>;

    static Result<Database> open(const std::filesystem::path& file, const Migrations& migrations,
                                 Durability durability = Durability::full);
    static Result<Database> openInMemory(const Migrations& migrations);

    /// Whether the file is there and is no store or a broken one (reads all of it). For after a failed open.
    static bool isDamaged(const std::filesystem::path& file);

    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;
    ~Database();

    Result<Statement> prepare(std::string_view sql);
    Done execute(std::string_view sql);  ///< one or more statements without parameters
    std::int64_t lastInsertId() const;
    std::int64_t changes() const;
    /// `doing` is the first sentence, with %1 for the store: say("Cannot read %1.").
    Error lastError(const QString& doing) const;
    const std::filesystem::path& file() const { return file_; }

private:
    Database(sqlite3* handle, std::filesystem::path file) : handle_(handle), file_(std::move(file)) {}
    sqlite3* handle_ = nullptr;
    std::filesystem::path file_;
};

/// BEGIN IMMEDIATE … COMMIT; rolls back when it is forgotten.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Done commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace pb
