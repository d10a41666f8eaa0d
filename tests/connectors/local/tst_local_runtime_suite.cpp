#include "connectors/local/Connector.h"
#include "tests/connectors/RuntimeSuite.h"

#include <QTemporaryDir>

using namespace pb;

/// The embedded runtime comes to what Camel comes to (tests/services/camel runs the same cases there).
class LocalRuntimeSuiteTest : public QObject {
    Q_OBJECT

private slots:
    void cases_data() { test::RuntimeSuite::addRows(); }
    void cases() {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        workspace::ConnectionContext context;
        context.stateFolder = pathFromUtf8(utf8(folder.path()));
        auto connection = connectors::local::runtimeInfo().open({"runtime", "local-runtime", "test", R"({"directory": "runtime"})"}, context);
        QVERIFY_RESULT(connection);
        QVERIFY_RESULT((*connection)->startEmbedded());
        const auto target = (*connection)->target();
        const auto runtime = (*connection)->runtime();
        test::RuntimeSuite(*target, *runtime).run(name);
        (*connection)->stopEmbedded();
    }
};

PATCHBAY_TEST("tst_local_runtime_suite", LocalRuntimeSuiteTest);
#include "tst_local_runtime_suite.moc"
