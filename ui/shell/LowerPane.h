#pragma once

#include <QPointer>
#include <QWidget>

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace pb::ui {

class FilterLine;
class Page;
class TablePane;
struct Session;

/// The pane under every page: Problems, Preview, Test Results, Log. Folded, only its tabs are seen.
class LowerPane final : public QWidget {
    Q_OBJECT
public:
    enum class Tab { problems, preview, results, log };

    explicit LowerPane(Session& session, QWidget* parent = nullptr);

    void showPage(Page* page);          ///< Preview and Test Results become those of this page
    void open(Tab tab);
    void fold(bool folded);
    bool isFolded() const { return folded_; }
    Tab tab() const;
    void stepProblem(int by);           ///< F8: goes to the next problem, round and round

signals:
    void foldChanged(bool folded);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeProblems();
    QWidget* makeLog();
    void put(Tab tab, QWidget* widget);
    void goToProblem(int row);
    void showCounts();

    Session& session_;
    QTabBar* tabs_;
    QStackedWidget* stack_;
    QToolButton* foldButton_;
    FilterLine* filter_ = nullptr;
    TablePane* problems_ = nullptr;
    QWidget* noPreview_ = nullptr;
    QWidget* noResults_ = nullptr;
    bool folded_ = false;
};

}  // namespace pb::ui
