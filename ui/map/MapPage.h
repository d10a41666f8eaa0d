#pragma once

#include "ui/map/MapWork.h"
#include "ui/shell/JobRunner.h"
#include "ui/shell/Page.h"

#include <QTimer>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace pb::ui {

class CodeView;
class DiffView;
class FieldModel;
class InfoBar;
class LinkGutter;
class LinkModel;
class MapTestModel;
class StateOverlay;
class TablePane;
class TreePane;

/// One map: source and target with the links between them, the JSONata text, and what it makes of a message, live.
/// The text is the truth: an edit of the picture replaces the smallest span of it, so undo is the editor's.
class MapPage final : public Page {
    Q_OBJECT
public:
    explicit MapPage(Session& session, QWidget* parent = nullptr);

    void visit(const Address& address) override;
    Address current() const override;
    QString statusText() const override;
    QWidget* testResults() override;
    QWidget* firstFocus() override;
    bool stepProblem(int by) override;   ///< walks the required target fields that nothing feeds

    void save();
    void runTests();
    void undo();
    void redo();
    void link();             ///< the selected source field to the selected target field
    void unlink();
    void typeExpression();   ///< for the selected target field
    void nextUnfed();        ///< stepProblem, or says that there is none
    bool hasMap() const { return map_.has_value(); }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void layOut();
    QWidget* makeHead();
    QWidget* makeTrees();
    QWidget* makeLower();
    void wire();
    void wireKeys();
    void load();
    void choose(const QString& name);
    void take(LoadedMap loaded);
    void fillSamples();
    void textEdited();
    void tryNow();
    void takeTrial(MapTrial trial);
    void showTrial(const MapTrial& trial);
    void showFacts();
    void showLinks();
    void showWanted();
    void selectTarget(const std::string& path);
    void targetChosen(const QModelIndex& index);
    void cursorMoved(qsizetype byte);
    void change(const Result<std::string>& text);
    void saved(const Done& done, const std::string& text);
    void keepUnsaved();
    void lookOutside();
    void takeVersions(MapVersions versions, const std::string& compared);
    void offerVersions(const QString& sentence, const std::string& other);
    void takeOther();
    void offerRestored(const std::string& savedText);
    void showVersions(const std::string& other);
    void hideVersions();
    std::string chosenSource() const;
    std::string chosenTarget() const;
    const MapSample* sample() const;

    WorkPlace place() const { return placeOf(session()); }

    std::optional<map::MapDocument> map_;
    std::shared_ptr<MapFile> file_;
    std::shared_ptr<const map::Side> source_, target_;
    std::vector<MapSample> samples_;
    std::vector<map::MapTest> tests_;
    std::vector<std::string> unfed_;
    Address wanted_;
    bool following_ = false;   // the text's caret and the trees follow each other: one at a time
    QTimer quiet_;             // the user stopped typing
    QTimer keep_, look_;       // unsaved text is kept aside; the file is compared with the disk
    std::optional<std::string> otherText_;   // of the disk, about which the user was asked
    JobSlot listing_, loading_, trying_, keeping_, saving_, testing_, looking_;

    QComboBox *maps_, *sampleBox_;
    QLabel* facts_;
    QPushButton *save_, *runTests_;
    InfoBar *bar_, *fileBar_;
    FieldModel *sourceModel_, *targetModel_;
    TreePane *sourceTree_, *targetTree_;
    LinkGutter* gutter_;
    QLineEdit* expression_;
    CodeView *text_, *result_;
    LinkModel* linkModel_;
    MapTestModel* testModel_;
    TablePane *links_, *testTable_;
    DiffView* versions_;
    QTabWidget* tabs_;
    QLabel* verdict_;
    QStackedWidget* stack_;
    QWidget* content_;
    StateOverlay* overlay_;
};

/// Mode::map; address kinds map, schema, sample.
PageInfo mapPage();

}  // namespace pb::ui
