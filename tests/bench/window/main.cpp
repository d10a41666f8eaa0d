// The window on a workspace: bench_window WORKSPACE PATCHBAY-CLI. Runs itself a second time as the window under test, so
// that the first paint counts from the start of a process.
#include "app/window/Arguments.h"
#include "app/window/House.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "tests/bench/Table.h"
#include "ui/flows/LetterModel.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/TablePane.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QPaintEvent>
#include <QProcess>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace pb;

namespace {

constexpr int letters = 100'000;
constexpr std::size_t bodySize = 500;

/// MiB of this process: its private pages and its share of the others. 0 where the system does not tell.
double pssMiB() {
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:")) return line.mid(4).trimmed().split(' ').front().toDouble() / 1024;
    }
    return 0;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Says "painted" on stdout at the first paint of anything.
class FirstPaint final : public QObject {
public:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && !painted_) {
            painted_ = true;
            std::puts("painted");
            std::fflush(stdout);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool painted_ = false;
};

void waitForJobs(ui::JobRunner& jobs) {
    QElapsedTimer quiet;
    quiet.start();
    while (quiet.elapsed() < 500) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        if (!jobs.isIdle()) quiet.restart();
    }
}

std::vector<double> pageSwitches(app::House& house) {
    std::vector<double> milliseconds;
    for (int round = 0; round < 3; ++round) {
        for (const ui::Mode mode : ui::modes) {
            const auto start = std::chrono::steady_clock::now();
            house.session().navigator.goToMode(mode);
            QCoreApplication::sendPostedEvents();
            house.window().repaint();
            milliseconds.push_back(bench::secondsSince(start) * 1000);
            waitForJobs(house.session().jobs);
        }
    }
    return milliseconds;
}

ui::FeedView manyLetters() {
    ui::FeedView view;
    view.sources = {{"kafka", "orders.dlq", {}, {}, {}}};
    std::vector<ui::LetterState> states(letters);
    for (int i = 0; i < letters; ++i) {
        flow::Message message;
        message.position = {"orders.dlq", i % 4, i};
        message.key = "order-" + std::to_string(i);
        message.timestamp = 1'764'057'120'000 + i;
        message.headers = {{"CamelExceptionCaught", "com.acme.BadQuantity: line " + std::to_string(i)}};
        message.body.assign(bodySize, 'x');
        view.store.append(message, static_cast<flow::Fingerprint>(1 + i % 5));
        states[static_cast<std::size_t>(i)].time = message.timestamp;
    }
    view.letters = std::make_shared<const std::vector<ui::LetterState>>(std::move(states));
    return view;
}

struct ListFigures {
    double scrollMedian = 0, scrollWorst = 0, overPayloadMiB = 0;
};

ListFigures scrollLetters() {
    ListFigures out;
    const double before = pssMiB();
    ui::LetterModel model;
    {
        std::vector<std::uint32_t> rows(letters);
        for (std::uint32_t i = 0; i < letters; ++i) rows[i] = i;
        model.set(manyLetters(), std::move(rows), 1'764'057'220'000);
    }
    ui::TablePane list(QStringLiteral("Dead letters"));
    list.setModel(&model);
    list.setColumnWidths({8, 10, 13, 7, 20});
    list.resize(900, 700);
    list.show();
    QCoreApplication::processEvents();
    std::vector<double> frames;
    for (int step = 0; step < 300; ++step) {
        const auto start = std::chrono::steady_clock::now();
        list.verticalScrollBar()->setValue(step * 331);
        list.viewport()->repaint();
        frames.push_back(bench::secondsSince(start) * 1000);
    }
    out.scrollMedian = median(frames);
    out.scrollWorst = *std::max_element(frames.begin(), frames.end());
    out.overPayloadMiB = pssMiB() - before - static_cast<double>(letters) * bodySize / 1024 / 1024;
    return out;
}

/// The window under test: "painted", then the figures, one a line.
int runWindow(QApplication& application, const char* workspace) {
    FirstPaint firstPaint;
    application.installEventFilter(&firstPaint);
    ui::installFonts(application);
    ui::Theme theme(application, ui::ThemeChoice::dark);
    app::Arguments arguments;
    arguments.workspace = pathFromUtf8(workspace);
    app::House house(arguments, theme, {});
    house.openWorkspace();
    house.window().resize(1440, 900);
    house.window().show();
    waitForJobs(house.session().jobs);
    const double pss = pssMiB();
    const std::vector<double> switches = pageSwitches(house);
    const ListFigures list = scrollLetters();
    std::printf("%f\n%f\n%f\n%f\n%f\n%f\n", pss, median(switches), *std::max_element(switches.begin(), switches.end()),
                list.scrollMedian, list.scrollWorst, list.overPayloadMiB);
    return 0;
}

/// Milliseconds from the start of the process to its first line of output; the process goes on.
double firstLine(QProcess& process, const QString& program, const QStringList& arguments) {
    const auto start = std::chrono::steady_clock::now();
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(60'000)) {
            std::fprintf(stderr, "%s says nothing.\n", qPrintable(program));
            std::exit(1);
        }
    }
    return bench::secondsSince(start) * 1000;
}

double versionTime(const QString& cli) {
    std::vector<double> times;
    for (int i = 0; i < 15; ++i) {
        QProcess process;
        times.push_back(firstLine(process, cli, {QStringLiteral("--version")}));
        process.waitForFinished();
    }
    return median(times);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "bench_window WORKSPACE PATCHBAY-CLI\n");
        return 2;
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (std::string_view(argv[2]) == "--window") {
        QApplication application(argc, argv);
        return runWindow(application, argv[1]);
    }
    bench::Table table("The window and the command line");
    table.row("patchbay-cli --version", versionTime(QString::fromLocal8Bit(argv[2])), "ms", "≤ 30");
    QProcess window;
    table.row("first paint of the window", firstLine(window, QString::fromLocal8Bit(argv[0]), {QString::fromLocal8Bit(argv[1]), QStringLiteral("--window")}), "ms", "≤ 400");
    window.waitForFinished(120'000);
    const QList<QByteArray> figures = window.readAllStandardOutput().trimmed().split('\n');
    if (figures.size() != 7) {
        std::fprintf(stderr, "The window ended early.\n");
        return 1;
    }
    const auto figure = [&](int line) { return figures[line].toDouble(); };
    table.row("memory (Pss) with the workspace open", figure(1), "MiB", "≤ 90");
    table.row("switch of the page, median", figure(2), "ms", "≤ 50");
    table.row("switch of the page, worst", figure(3), "ms", "≤ 50");
    table.row("100,000 dead letters: a scrolled frame, median", figure(4), "ms", "≤ 8");
    table.row("100,000 dead letters: a scrolled frame, worst", figure(5), "ms", "≤ 8");
    table.row("100,000 dead letters: memory over their bodies", figure(6), "MiB", "≤ 20");
    return 0;
}
