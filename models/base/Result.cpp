#include "models/base/Result.h"

#include "models/base/Text.h"

#include <QStringList>

namespace pb {

using namespace Qt::StringLiterals;

QString Place::print() const {
    QString out = qs(address);
    if (line > 0) {
        if (!out.isEmpty()) out += u':';
        out += QString::number(line);
        if (column > 0) out += u':' + QString::number(column);
    } else if (byte != npos) {
        if (!out.isEmpty()) out += u' ';
        out += say("byte %1").arg(static_cast<qulonglong>(byte));
    }
    return out;
}

Error::Error(ErrorCode errorCode, QString text, QString whatToDo, Place where)
    : code(errorCode), sentence(std::move(text)), place(std::move(where)), hint(std::move(whatToDo)) {}

Error&& Error::because(Error inner) && {
    cause = std::make_shared<const Error>(std::move(inner));
    return std::move(*this);
}

Error&& Error::at(Place where) && {
    place = std::move(where);
    return std::move(*this);
}

QString Error::print() const {
    QStringList lines;
    for (const Error* error = this; error; error = error->cause.get()) {
        const QString where = error->place.print();
        QString line = where.isEmpty() ? error->sentence : QString(where + QStringLiteral(": ") + error->sentence);
        if (!error->hint.isEmpty()) line += u' ' + error->hint;
        lines += line;
    }
    return lines.join(u'\n');
}

const char* wordFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::invalidInput: return "invalid-input";
    case ErrorCode::wrongUse: return "wrong-use";
    case ErrorCode::notFound: return "not-found";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::refused: return "refused";
    case ErrorCode::unreachable: return "unreachable";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::limit: return "limit";
    case ErrorCode::cancelled: return "cancelled";
    case ErrorCode::storage: return "storage";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::unknownOutcome: return "unknown-outcome";
    case ErrorCode::internal: break;
    }
    return "internal";
}

}  // namespace pb
