#pragma once

#include <QFrame>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QLineEdit;

namespace pb::ui {

class TreePane;
struct Session;

/// One thing that can be found. Providers only describe; the palette matches, sorts and runs.
struct PaletteEntry {
    QString text;                    ///< what is matched and shown
    QString detail;                  ///< shown softly behind it: keys, kind, path
    QString icon;
    std::function<void()> run;
    bool enabled = true;
};

class PaletteProvider {
public:
    virtual ~PaletteProvider() = default;
    virtual QString title() const = 0;
    virtual bool isForObjects() const = 0;              ///< shown by Ctrl+P too
    virtual std::vector<PaletteEntry> entries() = 0;    ///< cheap: asked when the palette opens
};

std::unique_ptr<PaletteProvider> commandProvider(Session& session);
std::unique_ptr<PaletteProvider> objectProvider(Session& session);
std::unique_ptr<PaletteProvider> environmentProvider(Session& session);

/// How well `query` fits `text`: words must occur in order of letters; beginnings of words count most. 0 = not at all.
int matchScore(const QString& query, const QString& text);

/// Ctrl+K and Ctrl+P: one field over the window; Up, Down, Enter, Esc.
class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);
    ~CommandPalette() override;

    void addProvider(std::unique_ptr<PaletteProvider> provider);
    void open(bool objectsOnly);
    void close();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Model;
    void search(const QString& text);
    void runCurrent();
    void place();

    std::vector<std::unique_ptr<PaletteProvider>> providers_;
    std::vector<PaletteEntry> entries_;
    QLineEdit* field_;
    TreePane* list_;
    Model* model_;
    QWidget* before_ = nullptr;      // had the focus
};

}  // namespace pb::ui
