#pragma once

#include "ui/shell/JobRunner.h"
#include "ui/shell/Page.h"
#include "ui/shell/connections/ConnectionWork.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace pb::ui {

class ConnectionModel;
class InfoBar;
class ProbeModel;
class SettingsForm;
class StateOverlay;
class TablePane;

/// The connections of an environment: a form that is made from what the connector says of its settings, and Test
/// Connection, which names the step that fails. Secrets go into the store, never into the file.
class ConnectionPage final : public Page {
    Q_OBJECT
public:
    explicit ConnectionPage(Session& session, QWidget* parent = nullptr);

    void visit(const Address& address) override;
    Address current() const override;
    QString statusText() const override;
    QWidget* firstFocus() override;

    void chooseKind();       ///< shows the kinds under New Connection
    void save();
    void test();             ///< or stops a test under way
    void askDelete();
    bool canDelete() const { return kind_ && !isNew_; }
    bool canSave() const { return kind_ != nullptr; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    QWidget* makeHead();
    QWidget* makeEditor();
    QWidget* makeFoot();
    void wire();
    void load();
    void take(WrittenEnvironment environment);
    void selectWanted();
    bool mayLeave(std::function<void()> go);
    void choose(int row);
    void showEnvironment(const QString& name);
    void edit(const workspace::WrittenConnection& connection, bool isNew);
    void showForm(const workspace::ConnectorInfo& info, const std::string& json);
    void showNothing();
    void startNew(const std::string& kind);
    void remove(const std::string& name);
    std::optional<ConnectionDraft> draft();
    void takeProbe(Result<std::vector<workspace::ProbeRow>> rows);
    void stopTest(const QString& sentence);
    void saved(const Done& done, const std::string& name);
    void setChanged(bool changed);

    WorkPlace place() const { return placeOf(session()); }

    WrittenEnvironment environment_;
    const workspace::ConnectorInfo* kind_ = nullptr;   // of the form; null = none is shown
    bool isNew_ = false, isChanged_ = false;
    bool isEditedSinceSave_ = false;   ///< something was typed while the save was under way
    std::string wanted_;                               // name to select after loading
    JobSlot loading_, saving_, testing_, deleting_;

    ConnectionModel* model_;
    ProbeModel* probe_;
    QComboBox* environments_ = nullptr;
    QPushButton *new_ = nullptr, *save_ = nullptr, *test_ = nullptr, *delete_ = nullptr;
    QMenu* kinds_ = nullptr;
    InfoBar* bar_ = nullptr;
    TablePane *list_ = nullptr, *steps_ = nullptr;
    QLineEdit* name_ = nullptr;
    QLabel *title_ = nullptr, *subtitle_ = nullptr, *verdict_ = nullptr;
    QScrollArea* area_ = nullptr;
    SettingsForm* form_ = nullptr;
    QStackedWidget *sides_ = nullptr, *whole_ = nullptr;
    StateOverlay* overlay_ = nullptr;
};

/// Mode::today; address kind connection.
PageInfo connectionPage();

}  // namespace pb::ui
