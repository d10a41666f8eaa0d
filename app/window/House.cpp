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

}  // namespace

House::House(const Arguments& arguments, ui::Theme& theme, const QString& settingsPath)
    : settings_(settingsPath), log_(logLines_.sink()), jobs_(log_), commands_(window_, settings_),
      session_{.folder = arguments.workspace, .title = titleFor(arguments.workspace), .connectors = &connectors_,
               .environment = {arguments.environment, ui::Stage::development}, .jobs = jobs_, .navigator = navigator_,
               .commands = commands_, .problems = problems_, .objects = objects_, .settings = settings_,
               .logLines = logLines_, .log = log_, .clock = Clock::system(), .ids = IdSource::random(), .trail = &trail_} {
    for (ui::PageInfo& page : allPages()) navigator_.registerPage(std::move(page));
    window_.build(session_, theme);
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
