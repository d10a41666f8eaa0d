#include "ui/shell/CommandPalette.h"

#include "models/base/Text.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Objects.h"
#include "ui/shell/Session.h"

#include <QCoreApplication>

namespace pb::ui {

namespace {

class Commands final : public PaletteProvider {
public:
    explicit Commands(Session& session) : session_(session) {}
    QString title() const override { return QCoreApplication::translate("pb::ui::PaletteProviders", "Commands"); }
    bool isForObjects() const override { return false; }
    std::vector<PaletteEntry> entries() override {
        std::vector<PaletteEntry> list;
        CommandTable& table = session_.commands;
        for (const Command& command : table.all()) {
            if (command.id == QStringLiteral("palette.open")) continue;
            const QString keys = table.keysOf(command).toString(QKeySequence::NativeText);
            const QString mode = command.mode ? titleOf(*command.mode) : QString();
            const QString detail = mode.isEmpty() || keys.isEmpty() ? QString(mode + keys) : QString(mode + QStringLiteral("  ") + keys);
            const bool enabled = !command.enabled || command.enabled();
            list.push_back({command.text, detail, command.icon, [&table, id = command.id] { table.run(id); }, enabled});
        }
        return list;
    }

private:
    Session& session_;
};

class Objects final : public PaletteProvider {
public:
    explicit Objects(Session& session) : session_(session) {}
    QString title() const override { return QCoreApplication::translate("pb::ui::PaletteProviders", "Objects"); }
    bool isForObjects() const override { return true; }
    std::vector<PaletteEntry> entries() override {
        std::vector<PaletteEntry> list;
        for (const ObjectEntry& object : session_.objects.entries()) {
            const QString detail = object.detail.isEmpty() ? kindTitle(object.address.kind) : object.detail;
            list.push_back({object.name, detail, kindIcon(object.address.kind), [this, address = object.address] { goTo(address); }, true});
        }
        return list;
    }

private:
    void goTo(const Address& address) {
        const Done shown = session_.navigator.goTo(address);
        if (!shown) session_.log.error(shown.error());
    }
    Session& session_;
};

class Environments final : public PaletteProvider {
public:
    explicit Environments(Session& session) : session_(session) {}
    QString title() const override { return QCoreApplication::translate("pb::ui::PaletteProviders", "Environments"); }
    bool isForObjects() const override { return false; }
    std::vector<PaletteEntry> entries() override {
        std::vector<PaletteEntry> list;
        for (const Environment& one : session_.environments) {
            if (one.name == session_.environment.name) continue;
            const QString text = QCoreApplication::translate("pb::ui::PaletteProviders", "Switch to the Environment %1").arg(qs(one.name));
            const QString detail = one.stage == Stage::production ? QCoreApplication::translate("pb::ui::PaletteProviders", "production") : QString();
            list.push_back({text, detail, QStringLiteral("environment"), [this, name = one.name] { session_.switchEnvironment(name); }, true});
        }
        return list;
    }

private:
    Session& session_;
};

}  // namespace

std::unique_ptr<PaletteProvider> environmentProvider(Session& session) { return std::make_unique<Environments>(session); }
std::unique_ptr<PaletteProvider> commandProvider(Session& session) { return std::make_unique<Commands>(session); }
std::unique_ptr<PaletteProvider> objectProvider(Session& session) { return std::make_unique<Objects>(session); }

}  // namespace pb::ui
