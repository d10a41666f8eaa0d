#include "app/window/House.h"

#include "app/window/Pages.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "ui/kit/InfoBar.h"

namespace pb::app {

namespace {

std::string titleFor(const std::filesystem::path& folder) {
    const auto absolute = folder.empty() ? folder : std::filesystem::absolute(folder).lexically_normal();
    return pathToUtf8(absolute.has_filename() ? absolute.filename() : absolute.parent_path().filename());
}

ui::Stage stageOf(const workspace::Environment& environment) {
    if (environment.production) return ui::Stage::production;
    return qs(environment.name).contains(QStringLiteral("test"), Qt::CaseInsensitive) ? ui::Stage::test : ui::Stage::development;
}

std::vector<ui::ObjectEntry> entriesOf(const workspace::Workspace& workspace) {
    std::vector<ui::ObjectEntry> entries;
    for (const workspace::WorkspaceObject& object : workspace.objects()) {
        entries.push_back({object.address, qs(object.displayName), {}, ui::Role::inkSoft, qs(object.path)});
    }
    return entries;
}

}  // namespace

House::House(const Arguments& arguments, ui::Theme& theme, const QString& settingsPath)
    : arguments_(arguments), settings_(settingsPath), log_(logLines_.sink()), jobs_(log_), commands_(window_, settings_),
      session_{.folder = {}, .title = titleFor(arguments.workspace), .environment = {}, .jobs = jobs_,
               .navigator = navigator_, .commands = commands_, .problems = problems_, .objects = objects_,
               .settings = settings_, .logLines = logLines_, .log = log_, .clock = Clock::system(),
               .ids = IdSource::random(), .trail = &trail_} {
    for (ui::PageInfo& page : allPages()) navigator_.registerPage(std::move(page));
    window_.build(session_, theme);
}

void House::openWorkspace() {
    if (arguments_.workspace.empty()) return;
    jobs_.run(opening_, &window_, say("Open the workspace"),
        [folder = arguments_.workspace, environment = arguments_.environment, &log = log_](StopToken, Progress&) -> Result<std::shared_ptr<Desk>> {
            PB_TRY(desk, Desk::open(folder, environment, log));
            return std::shared_ptr<Desk>(std::move(desk));
        },
        [this](Result<std::shared_ptr<Desk>> desk) {
            if (!desk) return window_.infoBar().say(desk.error());
            moveIn(std::move(*desk));
        });
}

void House::moveIn(std::shared_ptr<Desk> desk) {
    desk_ = std::move(desk);
    session_.folder = desk_->folder();
    session_.title = desk_->workspace().name();
    session_.workspace = &desk_->workspace();
    session_.connectors = &desk_->connectors();
    session_.secrets = &desk_->secrets();
    session_.http = &desk_->http();
    session_.environment = {desk_->environment().name, stageOf(desk_->environment())};
    objects_.set(entriesOf(desk_->workspace()));
    window_.refresh();
    problems_.set("store", desk_->findings());
    showFirstPage(arguments_.page);
    startServing();
    checkWorkspace();
}

void House::startServing() {
    jobs_.run(starting_, &window_, say("Start what this environment runs here"),
        [desk = desk_](StopToken, Progress&) -> Result<std::shared_ptr<Serving>> {
            PB_TRY(serving, Serving::start(*desk));
            return std::shared_ptr<Serving>(std::move(serving));
        },
        [this](Result<std::shared_ptr<Serving>> serving) {
            if (!serving) return window_.infoBar().say(serving.error());
            serving_ = std::move(*serving);
            session_.embedded = [running = serving_](const std::string& name) { return running->runtime(name); };
            if (!arguments_.command.isEmpty()) commands_.run(arguments_.command);
        });
}

void House::checkWorkspace() {
    jobs_.run(checking_, &window_, say("Check the workspace"),
        [workspace = desk_->workspace()](StopToken, Progress&) -> Result<std::vector<Finding>> { return workspace.check(); },
        [this](Result<std::vector<Finding>> findings) {
            if (findings) problems_.set("workspace", std::move(*findings));
        });
}

void House::showFirstPage(const std::string& page) {
    for (const ui::Mode mode : ui::modes) {
        if (qs(page) == ui::wordFor(mode)) return navigator_.goToMode(mode);
    }
    navigator_.goToMode(ui::Mode::today);
    if (page.empty()) return;
    const auto address = Address::parse(page);
    const Done shown = address ? navigator_.goTo(*address) : Done(fail(address.error()));
    if (!shown) window_.infoBar().say(shown.error());
}

void House::watchForStalls() {
    watchdog_ = std::make_unique<ui::StallWatchdog>();
    watchdog_->watch(commands_);
    QObject::connect(watchdog_.get(), &ui::StallWatchdog::stalled, &window_, [this](const ui::Stall& stall) {
        const QString during = stall.command.isEmpty() ? say("an event") : stall.command;
        log_.write(LogLevel::warning, say("The window did not answer for %1 ms during “%2”.").arg(stall.milliseconds).arg(during));
    });
}

}  // namespace pb::app
