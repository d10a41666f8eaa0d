#include "models/document/Csv.h"
#include "models/document/CsvScanner.h"
#include "models/document/Number.h"

#include <algorithm>
#include <map>
#include <set>

namespace pb::doc {

namespace {

constexpr std::size_t sampleBytes = 64 * 1024;
constexpr std::size_t sampleRows = 200;
constexpr std::string_view delimiters = ",;\t|^~\x1f";

using Rows = std::vector<std::vector<std::string_view>>;

/// Whole rows from the start of the text; the last one of a sample that was cut may be missing.
Rows rowsOf(std::string_view text, char delimiter, char quote, bool isCut) {
    CsvScanner scanner(text, delimiter, quote);
    Rows rows;
    while (!scanner.atEnd() && rows.size() < sampleRows) {
        CsvCell cell;
        std::vector<std::string_view> row;
        while (!cell.endsRow) {
            scanner.next(cell);
            row.push_back(text.substr(cell.begin, cell.end - cell.begin));
        }
        if ((isCut && scanner.atEnd() && !rows.empty()) || cell.isUnclosed) {
            break;
        }
        if (row.size() > 1 || !row.front().empty()) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

/// How evenly the rows are cut: the share of rows with the usual number of cells.
struct Evenness {
    std::size_t cells = 0;
    double share = 0;
    friend bool operator<(const Evenness& left, const Evenness& right) {
        const double margin = 0.1;
        if (left.share + margin < right.share || right.share + margin < left.share) {
            return left.share < right.share;
        }
        return left.cells < right.cells;
    }
};

Evenness evennessOf(const Rows& rows) {
    std::map<std::size_t, std::size_t> counts;
    for (const auto& row : rows) {
        ++counts[row.size()];
    }
    Evenness best;
    std::size_t most = 0;
    for (const auto& [cells, count] : counts) {
        if (cells > 1 && count >= most) {
            most = count;
            best = {cells, static_cast<double>(count) / static_cast<double>(rows.size())};
        }
    }
    return best;
}

struct Sample {
    std::string_view text;
    bool isCut = false;
};

/// The delimiter that cuts the rows most evenly; a comma where none cuts them.
char bestDelimiter(const Sample& sample, char quote, Evenness& best) {
    char found = ',';
    best = {};
    for (const char delimiter : delimiters) {
        const Evenness evenness = evennessOf(rowsOf(sample.text, delimiter, quote, sample.isCut));
        if (best < evenness) {
            best = evenness;
            found = delimiter;
        }
    }
    return found;
}

/// Apostrophes are the quotes where cells begin and end with them and no cell begins with a double quote.
char bestQuote(const Sample& sample) {
    std::size_t apostrophes = 0;
    const auto isBorder = [](char c) { return c == '\n' || c == '\r' || delimiters.find(c) != std::string_view::npos; };
    for (std::size_t at = 0; at < sample.text.size(); ++at) {
        const bool begins = at == 0 || isBorder(sample.text[at - 1]);
        if (sample.text[at] == '"' && begins) {
            return '"';
        }
        const bool ends = at + 1 == sample.text.size() || isBorder(sample.text[at + 1]);
        apostrophes += sample.text[at] == '\'' && begins != ends ? 1 : 0;
    }
    return apostrophes >= 4 && apostrophes % 2 == 0 ? '\'' : '"';
}

bool isNumberOrDate(std::string_view cell) {
    if (cell.size() >= 2 && (cell.front() == '"' || cell.front() == '\'')) {
        cell = cell.substr(1, cell.size() - 2);
    }
    const bool hasDigit = cell.find_first_of("0123456789") != std::string_view::npos;
    return hasDigit && cell.find_first_not_of("0123456789.,:-+/ TZeE%") == std::string_view::npos;
}

/// Distinct names, none of them empty (but the last), a number or a date, none again in its column.
bool isHeader(const Rows& rows) {
    if (rows.empty()) {
        return true;
    }
    const auto& first = rows.front();
    std::set<std::string_view> names;
    for (std::size_t column = 0; column < first.size(); ++column) {
        const std::string_view name = first[column];
        const bool isLastEmpty = name.empty() && column + 1 == first.size() && column > 0;
        if (isLastEmpty) {
            break;
        }
        if (name.empty() || isNumberOrDate(name) || !names.insert(name).second) {
            return false;
        }
        for (std::size_t row = 1; row < rows.size(); ++row) {
            if (column < rows[row].size() && rows[row][column] == name) {
                return false;
            }
        }
    }
    return true;
}

/// A first line "sep=;", as spreadsheets write it, names the delimiter.
bool takeSeparatorLine(std::string_view text, CsvDialect& dialect) {
    const std::string_view rest = text.substr(std::min(dialect.begin, text.size()));
    if (rest.size() < 5 || !(rest.starts_with("sep=") || rest.starts_with("SEP="))) {
        return false;
    }
    std::size_t end = rest.find_first_of("\r\n");
    if (end != 5) {
        return false;
    }
    end += rest.substr(end).starts_with("\r\n") ? 2 : 1;
    dialect.delimiter = rest[4];
    dialect.begin += end;
    return true;
}

Sample sampleFrom(std::string_view text, std::size_t begin, bool isCut) {
    return {text.substr(std::min(begin, text.size())), isCut};
}

}  // namespace

CsvDialect detectCsv(std::string_view bytes, const CsvOptions& options, const Passed& passed) {
    CsvDialect dialect;
    dialect.charset = options.charset ? *options.charset : guessCharset(bytes, passed);
    const bool isCut = bytes.size() > sampleBytes;
    std::string decoded;
    std::string_view text = bytes.substr(0, sampleBytes);
    if (!isAsciiBased(dialect.charset)) {
        decodeText(dialect.charset, text, decoded);
        text = decoded;
    }
    dialect.begin = isSingleByte(dialect.charset) ? 0 : byteOrderMarkSize(text);
    const bool isNamed = takeSeparatorLine(text, dialect);
    const Sample sample = sampleFrom(text, dialect.begin, isCut);
    dialect.quote = options.quote.value_or(bestQuote(sample));
    Evenness evenness;
    if (options.delimiter) {
        dialect.delimiter = *options.delimiter;
    } else if (!isNamed) {
        dialect.delimiter = bestDelimiter(sample, dialect.quote, evenness);
    }
    const bool mayHaveHeader = options.records.empty() && options.columns.empty();
    dialect.hasHeader = options.hasHeader.value_or(
        mayHaveHeader && isHeader(rowsOf(sample.text, dialect.delimiter, dialect.quote, sample.isCut)));
    return dialect;
}

int likenessOfCsv(std::string_view head) {
    const Charset charset = guessCharset(head);
    std::string decoded;
    decodeText(charset, head, decoded);
    if (decoded.find('\0') != std::string::npos) {
        return 0;
    }
    const Sample sample{decoded, true};
    Evenness evenness;
    const char quote = bestQuote(sample);
    const char delimiter = bestDelimiter(sample, quote, evenness);
    const std::size_t rows = rowsOf(sample.text, delimiter, quote, true).size();
    if (evenness.cells < 2 || evenness.share < 0.8) {
        return 0;
    }
    return rows > 1 ? 50 : 15;
}

}  // namespace pb::doc
