#pragma once

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/deploy/Target.h"
#include "models/document/Yaml.h"
#include "models/route/RouteRuntime.h"
#include "tests/support/TestMain.h"

#include <QDir>

#include <algorithm>

namespace pb::test {

/// The cases of tests/cases/runtime: routes, the maps they use, messages that are sent to them and what each gives. Every
/// RouteRuntime must come to the same, so that Camel is the referee of what plays it.
///
///   routes: text of a Camel YAML file      maps: {NAME.jsonata: text}
///   sends: [{to: endpoint, body: text, headers: {…}, gives: {body, headers, failure: class, message: its beginning}}]
class RuntimeSuite {
public:
    RuntimeSuite(deploy::Target& target, route::RouteRuntime& runtime) : target_(target), runtime_(runtime) {}

    static void addRows() {
        QTest::addColumn<QString>("name");
        const QDir folder(QStringLiteral(PATCHBAY_SOURCE_DIR "/tests/cases/runtime"));
        for (const QString& file : folder.entryList({QStringLiteral("*.yaml")})) {
            QTest::newRow(qPrintable(file)) << file;
        }
    }

    void run(const QString& name) {
        auto document = doc::readYaml(sourceFile("tests/cases/runtime/" + utf8(name)));
        QVERIFY_RESULT(document);
        const doc::Value root = (*document)->root();
        std::vector<deploy::Resource> files;
        for (const doc::Value map : root.find("maps").children()) {
            files.push_back({"map-file", "maps/" + std::string(map.name()), std::string(map.text()), {}});
        }
        files.push_back({"route-file", "routes/" + utf8(name), std::string(root.find("routes").text()), {}});
        put(files, true);
        int number = 0;
        for (const doc::Value send : root.find("sends").children()) {
            compare(++number, send);
        }
        std::reverse(files.begin(), files.end());
        put(files, false);
    }

private:
    void put(const std::vector<deploy::Resource>& files, bool isThere) {
        for (const deploy::Resource& file : files) {
            deploy::Step step{isThere ? deploy::StepKind::create : deploy::StepKind::remove, std::nullopt, std::nullopt, {}};
            (isThere ? step.after : step.before) = file;
            const auto outcome = target_.apply(step, {}, {});
            const auto* refused = std::get_if<deploy::StepRefused>(&outcome);
            QVERIFY2(!refused, refused ? qPrintable(refused->error.print()) : "");
            QVERIFY(std::holds_alternative<deploy::StepDone>(outcome));
            QCOMPARE(target_.confirm(step, {}).value_or(false), true);
        }
    }

    void compare(int number, doc::Value send) {
        route::Exchange exchange{std::string(send.find("body").text()), true, {}};
        for (const doc::Value header : send.find("headers").children()) {
            exchange.headers.emplace_back(header.name(), header.text());
        }
        const auto result = runtime_.send(std::string(send.find("to").text()), exchange, {});
        QVERIFY_RESULT(result);
        const doc::Value gives = send.find("gives");
        const std::string failure(gives.find("failure").text());
        const std::string message = result->failureMessage.substr(0, gives.find("message").text().size());
        equal(number, "failure", result->failureClass, failure);
        QCOMPARE(result->failed, !failure.empty());
        equal(number, "message", message, std::string(gives.find("message").text()));
        if (gives.find("body")) {
            equal(number, "body", result->exchange.body, std::string(gives.find("body").text()));
        }
        for (const doc::Value header : gives.find("headers").children()) {
            equal(number, std::string(header.name()), headerOf(result->exchange, header.name()), std::string(header.text()));
        }
    }

    /// "-" where there is no such header.
    static std::string headerOf(const route::Exchange& exchange, std::string_view name) {
        for (const auto& [key, value] : exchange.headers) {
            if (key == name) {
                return value;
            }
        }
        return "-";
    }

    static void equal(int number, const std::string& what, const std::string& actual, const std::string& expected) {
        const std::string difference = "send " + std::to_string(number) + ", " + what + ": “" + actual + "” instead of “" + expected + "”";
        QVERIFY2(actual == expected, difference.c_str());
    }

    deploy::Target& target_;
    route::RouteRuntime& runtime_;
};

}  // namespace pb::test
