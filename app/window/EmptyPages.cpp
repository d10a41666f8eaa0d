#include "app/window/EmptyPages.h"

#include "models/base/Text.h"
#include "ui/kit/EmptyState.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/Session.h"

#include <QVBoxLayout>

namespace pb::app {

namespace {

QString sentenceOf(ui::Mode mode) {
    switch (mode) {
    case ui::Mode::today: return say("What needs you is listed here, most urgent first: new dead letters, failing contracts, drifted schemas, waiting releases.");
    case ui::Mode::map: return say("Draw how fields of one system become fields of another, and see the result on real messages while you type.");
    case ui::Mode::test: return say("Run contracts against live systems: which operation and status passed, which failed, and the request that shows it.");
    case ui::Mode::flows: return say("Watch messages and dead letters, grouped by cause. F2 leads from a dead letter to the map line that made it.");
    case ui::Mode::deploy: return say("Compare what should run with what runs, apply the difference step by step, and take it back if need be.");
    }
    return {};
}

class EmptyPage final : public ui::Page {
public:
    EmptyPage(ui::Session& session, ui::Mode mode) : Page(session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        auto* state = new ui::EmptyState(ui::iconNameOf(mode), ui::titleOf(mode), sentenceOf(mode));
        state->withPrimary(say("Search or Run a Command"), [&session] { session.commands.run(QStringLiteral("palette.open")); });
        column->addWidget(state);
    }
    void visit(const Address& address) override { address_ = address; }
    Address current() const override { return address_; }

private:
    Address address_;
};

}  // namespace

ui::PageInfo emptyPage(ui::Mode mode, std::vector<AddressKind> kinds) {
    return {ui::wordFor(mode), mode, std::move(kinds), {}, [mode](ui::Session& session) -> ui::Page* { return new EmptyPage(session, mode); }};
}

}  // namespace pb::app
