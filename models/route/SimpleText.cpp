#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/route/Simple.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace pb::route {

namespace {

void printJava(doc::Value value, std::string& out) {
    const bool isObject = value.is(doc::Kind::object);
    if (!isObject && !value.is(doc::Kind::array)) {
        out += value.is(doc::Kind::string) ? value.text() : value.raw();
        return;
    }
    out += isObject ? '{' : '[';
    bool isFirst = true;
    for (const doc::Value child : value.children()) {
        out += isFirst ? "" : ", ";
        isFirst = false;
        if (isObject) {
            out.append(child.name()) += '=';
        }
        printJava(child, out);
    }
    out += isObject ? '}' : ']';
}

/// One run of a letter in a SimpleDateFormat pattern.
QString datePiece(const QDateTime& time, char letter, int count) {
    const auto padded = [&](int number) { return QStringLiteral("%1").arg(number, count, 10, QLatin1Char('0')); };
    const QDate date = time.date();
    const QTime clock = time.time();
    switch (letter) {
        case 'y': return count == 2 ? QStringLiteral("%1").arg(date.year() % 100, 2, 10, QLatin1Char('0')) : padded(date.year());
        case 'M':
            return count >= 3 ? QLocale::c().monthName(date.month(), count == 3 ? QLocale::ShortFormat : QLocale::LongFormat)
                              : padded(date.month());
        case 'd': return padded(date.day());
        case 'H': return padded(clock.hour());
        case 'm': return padded(clock.minute());
        case 's': return padded(clock.second());
        case 'S': return padded(clock.msec());
        case 'E': return QLocale::c().dayName(date.dayOfWeek(), count <= 3 ? QLocale::ShortFormat : QLocale::LongFormat);
        case 'X': return QStringLiteral("Z");
        case 'Z': return QStringLiteral("+0000");
        case 'z': return QStringLiteral("UTC");
        default: return QString(count, QLatin1Char(letter));
    }
}

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool LessWithoutCase::operator()(std::string_view left, std::string_view right) const {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [&](char a, char b) { return lower(a) < lower(b); });
}

std::string javaText(const Cell& cell) {
    if (cell.type != Cell::Type::json) {
        return cell.text;
    }
    const auto document = doc::readJson(std::string(cell.text));
    if (!document) {
        return cell.text;
    }
    std::string out;
    printJava((*document)->root(), out);
    return out;
}

std::string javaDate(Millis time, std::string_view pattern) {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time, Qt::UTC);
    if (pattern.empty()) {
        pattern = "EEE MMM dd HH:mm:ss z yyyy";  // java.util.Date.toString
    }
    QString out;
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern[i] == '\'') {
            const std::size_t end = std::min(pattern.find('\'', i + 1), pattern.size());
            out += end == i + 1 ? QStringLiteral("'") : qs(pattern.substr(i + 1, end - i - 1));
            i = end + 1;
        } else if (isLetter(pattern[i])) {
            const std::size_t end = std::min(pattern.find_first_not_of(pattern[i], i), pattern.size());
            out += datePiece(when, pattern[i], static_cast<int>(end - i));
            i = end;
        } else {
            out += QLatin1Char(pattern[i++]);
        }
    }
    return utf8(out);
}

}  // namespace pb::route
