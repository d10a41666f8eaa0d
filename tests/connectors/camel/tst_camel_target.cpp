#include "connectors/camel/CamelTarget.h"
#include "models/base/Files.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using namespace pb;
using namespace pb::connectors::camel;

namespace {

/// The management port of a Camel 4.17 that watches a folder: it counts reloads and keeps routes of deleted files running.
class FakeCamel final : public contract::HttpTransport {
public:
    explicit FakeCamel(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<contract::HttpResponse> exchange(const contract::HttpRequest& request, contract::HttpEvents*, StopToken) override {
        look();
        contract::HttpResponse response;
        response.status = 200;
        const std::string path = request.url.substr(std::string("http://camel").size());
        if (path == "/q/dev/reload") {
            response.body = R"({"reload":{"reloadStrategies":[{"className":"x.RouteOnDemandReloadStrategy","reloaded":0,"failed":0},)"
                            R"({"className":"x.RouteWatcherReloadStrategy","reloaded":)" + std::to_string(reloaded) + ",\"failed\":" +
                            std::to_string(failed) + R"(,"lastError":{"message":"Unknown node id: x in file:F, line 7, column 11"}}]}})";
        } else if (path == "/q/dev/route") {
            response.body = "{\"route\":{\"routes\":[";
            for (const auto& [id, file] : running) {
                response.body += (response.body.back() == '[' ? "" : ",") + ("{\"routeId\":\"" + id + "\",\"from\":\"direct:\\/\\/" + id +
                                 "\",\"source\":\"file:\\/r\\/" + file + ":2\",\"state\":\"Started\",\"statistics\":{\"exchangesTotal\":0}}");
            }
            response.body += "]}}";
        } else if (path == "/observe/jolokia") {
            for (auto entry = running.begin(); entry != running.end();) {
                const bool isIt = request.body.find("\\\"" + entry->first + "\\\"") != std::string::npos && request.body.find("remove()") != std::string::npos;
                entry = isIt ? running.erase(entry) : std::next(entry);
            }
            response.body = R"({"value":true,"status":200})";
        } else if (path == "/q/dev/context") {
            response.body = R"({"context":{"name":"pb","version":"4.17.0"}})";
        } else {
            response.status = 404;
        }
        return response;
    }

    int reloaded = 0, failed = 0;
    std::map<std::string, std::string> running;  ///< id → file

private:
    void look() {
        const auto text = readFile(folder_ / "routes" / "a.camel.yaml");
        if (!text || *text == seen_) {
            return;
        }
        seen_ = *text;
        if (text->find("bad") != std::string::npos) {
            ++failed;
            return;
        }
        ++reloaded;
        for (const char* id : {"one", "two"}) {
            if (text->find(std::string("id: ") + id) != std::string::npos) {
                running[id] = "a.camel.yaml";
            }
        }
    }
    std::filesystem::path folder_;
    std::string seen_;
};

deploy::Resource routes(const std::string& ids) {
    std::string text;
    for (const std::string& id : {std::string("one"), std::string("two"), std::string("bad")}) {
        if (ids.find(id) != std::string::npos) {
            text += "- route:\n    id: " + id + "\n    from:\n      uri: direct:" + id + "\n      steps: []\n";
        }
    }
    return {"route-file", "routes/a.camel.yaml", text, {}};
}

}  // namespace

class CamelTargetTest : public QObject {
    Q_OBJECT
private slots:
    void obeysTheReloadRules() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        FakeCamel camel(path);
        CamelTarget target({path, "http://camel", {}, {}}, &camel, {2000, 2000, 5});
        using namespace deploy;

        const Step create{StepKind::create, std::nullopt, routes("one two"), {}};
        QVERIFY(std::holds_alternative<StepDone>(target.apply(create, {}, {})));
        QVERIFY(*target.confirm(create, {}));

        // A file that lost a route: Camel would let it run.
        const Step update{StepKind::update, routes("one two"), routes("one"), {}};
        QVERIFY(std::holds_alternative<StepDone>(target.apply(update, {}, {})));
        QCOMPARE(camel.running.count("two"), std::size_t{0});
        QVERIFY(*target.confirm(update, {}));

        // Refused: restored before anything else, with Camel's place.
        const Step broken{StepKind::update, routes("one"), routes("bad"), {}};
        const StepOutcome refused = target.apply(broken, {}, {});
        QVERIFY(std::holds_alternative<StepRefused>(refused));
        QCOMPARE(std::get<StepRefused>(refused).error.place.line, 7);
        QCOMPARE(*readFile(path / "routes" / "a.camel.yaml"), routes("one").content);

        // Changed by hand in between.
        QVERIFY(std::holds_alternative<StepConflict>(target.apply({StepKind::update, routes("two"), routes("one two"), {}}, {}, {})));

        const Step remove{StepKind::remove, routes("one"), std::nullopt, {}};
        QVERIFY(std::holds_alternative<StepDone>(target.apply(remove, {}, {})));
        QVERIFY(camel.running.empty());
        QVERIFY(*target.confirm(remove, {}));
        QVERIFY(!std::filesystem::exists(path / "routes" / "a.camel.yaml"));
    }
};

PATCHBAY_TEST("tst_camel_target", CamelTargetTest);
#include "tst_camel_target.moc"
