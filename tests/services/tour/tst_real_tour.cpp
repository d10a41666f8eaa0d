#include "tests/app/TourCase.h"
#include "tests/services/Server.h"

#include <QTemporaryDir>

using namespace pb;

/// The tour of `installer/start --real`, with the variables that its script finds out: on Kafka and Camel it comes to what it
/// comes to on the embedded systems.
class RealTourTest : public QObject {
    Q_OBJECT

private slots:
    void theDemo() {
        QTemporaryDir into;
        app::TourOptions options;
        options.environment = "real";
        options.variables = test::installerFunction(QStringLiteral("real_variables"));
        QCOMPARE(options.variables.size(), std::size_t(4));
        const auto result = test::tour("resources/workspaces/shop-to-erp", options, into.path());
        QVERIFY_RESULT(result);
        test::compareDemo(*result);
    }
};

PATCHBAY_TEST("tst_real_tour", RealTourTest);
#include "tst_real_tour.moc"
