#include "tests/support/TestMain.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Theme.h"

#include <QApplication>
#include <QLabel>

using namespace pb::ui;

class ThemeTest : public QObject {
    Q_OBJECT

private slots:
    void textRolesReachTheContrast_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    // WCAG 2.1 §1.4.3: 4.5 for text.
    void textRolesReachTheContrast() {
        QFETCH(bool, dark);
        for (const Role text : {Role::ink, Role::inkSoft, Role::accent, Role::good, Role::warning, Role::bad, Role::special}) {
            for (const Role ground : {Role::window, Role::surface, Role::raised}) {
                const double value = contrast(colorOf(text, dark), colorOf(ground, dark));
                QVERIFY2(value >= 4.5, qPrintable(QStringLiteral("role %1 on %2: %3").arg(int(text)).arg(int(ground)).arg(value)));
            }
        }
        for (const Role text : {Role::ink, Role::inkSoft, Role::bad, Role::warning, Role::good, Role::accent}) {
            QVERIFY2(contrast(colorOf(text, dark), colorOf(Role::selection, dark)) >= 4.5, qPrintable(QStringLiteral("role %1 on selection: %2").arg(int(text)).arg(contrast(colorOf(text, dark), colorOf(Role::selection, dark)))));
        }
        for (const Role ground : {Role::accent, Role::good, Role::warning, Role::bad}) {
            QVERIFY2(contrast(colorOf(Role::onAccent, dark), colorOf(ground, dark)) >= 4.5, qPrintable(QString::number(int(ground))));
        }
    }

    void inkOnTintsStaysReadable() {
        auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
        Theme theme(application, ThemeChoice::dark);
        for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
            theme.choose(choice);
            for (const Role role : {Role::accent, Role::good, Role::warning, Role::bad, Role::special}) {
                const QColor ground = tint(role, QApplication::palette());
                QVERIFY(contrast(color(Role::ink, QApplication::palette()), ground) >= 4.5);
                QVERIFY(contrast(color(role, QApplication::palette()), ground) >= 4.5);
            }
        }
    }

    void switchingReachesInkThatWasSet() {
        auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
        Theme theme(application, ThemeChoice::light);
        QLabel label(QStringLiteral("late"));
        setInk(label, Role::bad);
        QCOMPARE(label.palette().color(QPalette::WindowText), colorOf(Role::bad, false));
        theme.choose(ThemeChoice::dark);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(label.palette().color(QPalette::WindowText), colorOf(Role::bad, true));
        setInk(label, Role::good);
        QCOMPARE(label.palette().color(QPalette::WindowText), colorOf(Role::good, true));
    }

    void everyIconDrawsSomethingInTheInk() {
        auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
        Theme theme(application, ThemeChoice::light);
        const QStringList names = iconNames();
        QVERIFY(names.size() >= 40);
        for (const QString& name : names) {
            const QImage image = icon(name, Role::bad).pixmap(QSize(48, 48), 1.0).toImage();
            int drawn = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) drawn += qAlpha(image.pixel(x, y)) > 200 ? 1 : 0;
            }
            QVERIFY2(drawn > 10, qPrintable(QStringLiteral("%1 draws %2 pixels").arg(name).arg(drawn)));
            QVERIFY2(drawn < 48 * 48 / 2, qPrintable(name));
        }
    }

    void iconIsSharpAtTwiceTheScale() {
        const QPixmap pixmap = icon(QStringLiteral("map")).pixmap(QSize(16, 16), 2.0);
        QCOMPARE(pixmap.width(), 32);
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }
};

PATCHBAY_TEST("tst_theme", ThemeTest);
#include "tst_theme.moc"
