#include "app/common/TourPictures.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <QCoreApplication>
#include <QProcess>
#include <QProcessEnvironment>

using namespace Qt::StringLiterals;

namespace pb::app {

namespace {

constexpr int pollMs = 100;
constexpr int longestMs = 60'000;

Done takeOne(const QString& program, const QStringList& arguments, const StopToken& stop) {
    QProcess window;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    window.setProcessEnvironment(environment);
    window.setProcessChannelMode(QProcess::MergedChannels);
    window.start(program, arguments);
    for (int waited = 0; !window.waitForFinished(pollMs) && window.state() != QProcess::NotRunning; waited += pollMs) {
        if (stop.stop_requested() || waited > longestMs) {
            window.kill();
            window.waitForFinished();
            return fail(stop.stop_requested() ? ErrorCode::cancelled : ErrorCode::unavailable,
                        say("Cannot take the picture “%1”. It was stopped.").arg(arguments.last()));
        }
    }
    if (window.exitStatus() != QProcess::NormalExit || window.exitCode() != 0) {
        return fail(ErrorCode::unavailable, say("Cannot take the picture “%1”. %2")
                                                .arg(arguments.last(), QString::fromUtf8(window.readAll()).trimmed()));
    }
    return {};
}

}  // namespace

Done takePictures(const std::filesystem::path& into, const std::string& environment, StopToken stop) {
    const QString program = QCoreApplication::applicationDirPath() + u"/patchbay"_s;
    for (const char* page : {"today", "map", "test", "flows", "deploy"}) {
        for (const char* theme : {"light", "dark"}) {
            QStringList arguments{u"--workspace"_s, qs(pathToUtf8(into / "workspace")), u"--page"_s, qs(page), u"--theme"_s, qs(theme)};
            if (!environment.empty()) {
                arguments << u"--env"_s << qs(environment);
            }
            arguments << u"--grab"_s << qs(pathToUtf8(into / (std::string(page) + "-" + theme + ".png")));
            PB_CHECK(takeOne(program, arguments, stop));
        }
    }
    return {};
}

}  // namespace pb::app
