#include "connectors/camel/CamelTarget.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace pb::connectors::camel {

namespace {

constexpr int commandLimitMs = 60'000;

/// Placeholders of the file that no property is given for: a stub runs with any text.
QStringList stubProperties(const Settings& settings, const QString& text) {
    static const QRegularExpression placeholder(QStringLiteral("\\{\\{[?]?([^}:]+)(:[^}]*)?\\}\\}"));
    QStringList options;
    for (const auto& [name, value] : settings.properties) {
        options << QStringLiteral("--prop=%1=%2").arg(qs(name), qs(value));
    }
    QRegularExpressionMatchIterator found = placeholder.globalMatch(text);
    while (found.hasNext()) {
        const QString name = found.next().captured(1);
        if (settings.properties.count(utf8(name)) == 0) {
            options << QStringLiteral("--prop=%1=stub").arg(name);
        }
    }
    options.removeDuplicates();
    return options;
}

/// The line that says it: the innermost cause with a position, else the innermost cause, else the last line.
std::string causeIn(const QString& output) {
    static const QRegularExpression colours(QStringLiteral("\x1b\\[[0-9;]*m"));
    QString cause;
    const QStringList lines = QString(output).remove(colours).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const int colon = static_cast<int>(line.indexOf(QStringLiteral(": ")));
        if (line.startsWith(QStringLiteral("Caused by:")) || (cause.isEmpty() && line.contains(QStringLiteral("Exception: ")) && colon > 0)) {
            cause = line.mid(static_cast<int>(line.indexOf(QStringLiteral("Exception: "))) + 11);
        }
        if (line.contains(QStringLiteral(", line "))) {
            return utf8(line.trimmed());
        }
    }
    return utf8(cause.isEmpty() && !lines.isEmpty() ? lines.last() : cause);
}

}  // namespace

namespace {

/// The first lines that say something: no blank ones, no carets under a quoted line.
QString firstLines(const QString& message) {
    constexpr qsizetype most = 4;
    QStringList lines;
    for (const QString& line : message.split(QLatin1Char('\n'))) {
        const QString text = line.simplified();
        if (!text.isEmpty() && text != QLatin1String("^") && lines.size() < most) {
            lines << text;
        }
    }
    return lines.join(QLatin1Char(' '));
}

}  // namespace

Finding findingOf(const std::string& camelMessage, const std::string& identity) {
    static const QRegularExpression position(QStringLiteral("line:? (\\d+),? column:? (\\d+)"));
    Finding finding{Severity::error, "route.camel", {}, say("This is Camel's own message."), Place{identity}};
    const QString message = qs(camelMessage).trimmed();
    finding.sentence = message.isEmpty() ? say("Camel gave no reason.") : firstLines(message);
    if (const auto match = position.match(message); match.hasMatch()) {
        finding.place.line = match.captured(1).toInt();
        finding.place.column = match.captured(2).toInt();
    }
    return finding;
}

Result<std::vector<Finding>> checkByCommand(const Settings& settings, const deploy::Resource& resource, StopToken stop) {
    QTemporaryDir folder;
    const std::string name = resource.identity.substr(resource.identity.rfind('/') + 1);
    PB_CHECK(writeFileAtomically(pathFromUtf8(utf8(folder.filePath(qs(name)))), resource.content));
    QProcess command;
    command.setWorkingDirectory(folder.path());
    command.setProcessChannelMode(QProcess::MergedChannels);
    command.start(qs(settings.cli), QStringList{QStringLiteral("run"), QStringLiteral("--stub=all"), QStringLiteral("--max-seconds=1"),
                                                QStringLiteral("--logging-color=false")}
                                        << stubProperties(settings, qs(resource.content)) << qs(name));
    if (!command.waitForStarted()) {
        return fail(ErrorCode::unavailable, say("The command “%1” cannot be started. %2.").arg(qs(settings.cli), command.errorString()),
                    say("Correct it in the settings of the connection, or leave it empty."));
    }
    for (int waited = 0; command.state() != QProcess::NotRunning; waited += 100) {
        if (stop.stop_requested() || waited > commandLimitMs) {
            command.kill();
            command.waitForFinished();
            return stop.stop_requested() ? fail(ErrorCode::cancelled, say("The check was cancelled."))
                                         : fail(ErrorCode::limit, say("The check by “%1” took more than 60 s.").arg(qs(settings.cli)));
        }
        command.waitForFinished(100);
    }
    if (command.exitCode() == 0) {
        return std::vector<Finding>();
    }
    return std::vector<Finding>{findingOf(causeIn(QString::fromUtf8(command.readAll())), resource.identity)};
}

}  // namespace pb::connectors::camel
