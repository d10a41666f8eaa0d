#include "app/window/House.h"

#include "app/window/Pages.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "ui/kit/InfoBar.h"

#include <utility>

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
    wireSession();
    for (ui::PageInfo& page : allPages()) navigator_.registerPage(std::move(page));
    window_.build(session_, theme);
}

void House::wireSession() {
    session_.switchEnvironment = [this](const std::string& name) { switchEnvironment(name); };
    session_.openAgain = [this] { openWorkspace(); };
    session_.workspaceChanged = [this] { lookAgain(); };
    QObject::connect(&jobs_, &ui::JobRunner::idle, &window_, [this] { letGo(); });
}

Result<House::Opened> House::open(Result<std::unique_ptr<Desk>> desk) {
    if (!desk) return fail(std::move(desk).error());
    Opened opened{std::move(*desk), {}};
    const workspace::Workspace& workspace = opened.desk->workspace();
    for (const workspace::WorkspaceObject& object : workspace.objects(AddressKind::environment)) {
        const auto environment = workspace.environment(object.address.name);
        opened.environments.push_back({object.address.name, environment ? stageOf(*environment) : ui::Stage::development});
    }
    return opened;
}

void House::openWorkspace() {
    if (arguments_.workspace.empty()) return;
    if (desk_) return switchEnvironment(desk_->environment().name);
    jobs_.run(opening_, &window_, say("Open the workspace"),
        [folder = arguments_.workspace, environment = arguments_.environment, &log = log_](StopToken, Progress&) {
            return open(Desk::open(folder, environment, log, Access::writeIfFree));
        },
        [this](Result<Opened> opened) {
            if (!opened) return window_.infoBar().say(opened.error(), {{say("Retry"), [this] { openWorkspace(); }}});
            moveIn(std::move(*opened));
            showFirstPage(arguments_.page);
        });
}

void House::switchEnvironment(const std::string& environment) {
    if (!desk_ || opening_.isBusy()) return;
    starting_.cancel();
    session_.embedded = [](const std::string&) { return nullptr; };
    jobs_.run(opening_, &window_, say("Open the environment “%1”").arg(qs(environment)),
        [before = desk_, stopped = std::move(serving_), environment](StopToken, Progress&) mutable {
            if (stopped) stopped->stop();   // its ports may be those of the next
            return open(Desk::open(*before, environment));
        },
        [this](Result<Opened> opened) {
            if (opened) return moveIn(std::move(*opened));
            startServing();
            window_.infoBar().say(opened.error());
        });
}

void House::moveIn(Opened opened) {
    if (desk_) left_.push_back(std::move(desk_));
    desk_ = std::move(opened.desk);
    session_.folder = desk_->folder();
    session_.title = desk_->workspace().name();
    workspace_ = desk_->workspace();
    session_.workspace = &*workspace_;
    session_.connectors = &desk_->connectors();
    session_.secrets = &desk_->secrets();
    session_.passphrase = desk_->secrets().file();
    session_.http = &desk_->http();
    session_.environment = {desk_->environment().name, stageOf(desk_->environment())};
    session_.environments = std::move(opened.environments);
    session_.readOnly = desk_->readOnlyBecause();
    objects_.set(entriesOf(*workspace_));
    window_.refresh();
    commands_.refresh();
    problems_.set("store", desk_->findings());
    startServing();
    checkWorkspace();
}

/// Work under way has ended: nothing uses the desks of before. Closing their stores is disk work.
void House::letGo() {
    if (left_.empty()) return;
    jobs_.start(say("Close what was open before"), [gone = std::exchange(left_, {})](StopToken, Progress&) mutable -> Done {
        gone.clear();
        return {};
    });
}

void House::startServing() {
    if (session_.readOnly) return;   // whoever holds the workspace runs it
    jobs_.run(starting_, &window_, say("Start what this environment runs here"),
        [desk = desk_](StopToken, Progress&) -> Result<std::shared_ptr<Serving>> {
            PB_TRY(serving, Serving::start(*desk));
            return std::shared_ptr<Serving>(std::move(serving));
        },
        [this](Result<std::shared_ptr<Serving>> serving) {
            if (!serving) return window_.infoBar().say(serving.error());
            serving_ = std::move(*serving);
            session_.embedded = [running = serving_](const std::string& name) { return running->runtime(name); };
            if (const QString command = std::exchange(arguments_.command, {}); !command.isEmpty()) commands_.run(command);
        });
}

void House::lookAgain() {
    jobs_.run(looking_, &window_, say("Look through the workspace"),
        [folder = session_.folder](StopToken, Progress&) { return workspace::Workspace::open(folder); },
        [this](Result<workspace::Workspace> fresh) {
            if (!fresh) return window_.infoBar().say(fresh.error());
            *workspace_ = std::move(*fresh);
            objects_.set(entriesOf(*workspace_));
            checkWorkspace();
        });
}

void House::checkWorkspace() {
    jobs_.run(checking_, &window_, say("Check the workspace"),
        [workspace = *workspace_](StopToken, Progress&) -> Result<std::vector<Finding>> { return workspace.check(); },
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
    if (navigator_.page(qs(page))) return navigator_.goToPage(qs(page));
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
