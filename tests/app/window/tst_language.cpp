#include "tests/support/TestMain.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Mode.h"
#include "ui/shell/Objects.h"
#include "ui/shell/StatusLine.h"

#include <QCoreApplication>
#include <QTranslator>

using namespace pb;

/// The second language reaches what the shell says; a sentence without translation stays English.
class LanguageTest : public QObject {
    Q_OBJECT

private slots:
    void theShellSpeaksGerman() {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/patchbay/translations/patchbay_de.qm")));
        QCoreApplication::installTranslator(&german);
        QCOMPARE(ui::MainWindow::tr("Go to Cause"), QStringLiteral("Zur Ursache gehen"));
        QCOMPARE(ui::titleOf(ui::Mode::deploy), QStringLiteral("Ausrollen"));
        QCOMPARE(ui::sectionTitle(AddressKind::connection), QStringLiteral("Verbindungen"));
        QCOMPARE(ui::MainWindow::tr("Not translated"), QStringLiteral("Not translated"));
        QCoreApplication::removeTranslator(&german);
        QCOMPARE(ui::titleOf(ui::Mode::deploy), QStringLiteral("Deploy"));
    }

    void englishHasPlurals() {
        QTranslator english;
        QVERIFY(english.load(QStringLiteral(":/patchbay/translations/patchbay_en.qm")));
        QCoreApplication::installTranslator(&english);
        QCOMPARE(ui::StatusLine::tr("%n problem(s)", nullptr, 1), QStringLiteral("1 problem"));
        QCOMPARE(ui::StatusLine::tr("%n problem(s)", nullptr, 2), QStringLiteral("2 problems"));
        QCoreApplication::removeTranslator(&english);
    }
};

PATCHBAY_TEST("tst_language", LanguageTest);
#include "tst_language.moc"
