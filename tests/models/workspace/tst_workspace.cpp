#include "models/workspace/Workspace.h"
#include "tests/models/workspace/Folder.h"
#include "tests/support/TestMain.h"

using namespace pb::workspace;
using pb::Address;
using pb::AddressKind;
using pb::ErrorCode;

class WorkspaceTest : public QObject {
    Q_OBJECT

    std::unique_ptr<pb::test::Folder> folder_;

    Workspace open() const {
        auto workspace = Workspace::open(folder_->path());
        if (!workspace) qFatal("%s", qPrintable(workspace.error().print()));
        return std::move(*workspace);
    }
    /// "rule path:line" of each finding.
    std::vector<std::string> findings() const {
        std::vector<std::string> out;
        for (const auto& finding : open().check()) {
            out.push_back(finding.rule + ' ' + finding.place.address + ':' + std::to_string(finding.place.line));
        }
        return out;
    }

private slots:
    void init() {
        folder_ = std::make_unique<pb::test::Folder>();
        QVERIFY(folder_->write("patchbay.yaml", "format: 1\nname: shop\n"));
    }

    void theDemoWorkspaceIsClean() {
        const auto workspace = Workspace::open(PATCHBAY_SOURCE_DIR "/resources/workspaces/shop-to-erp");
        QVERIFY_RESULT(workspace);
        QCOMPARE(workspace->name(), std::string("shop-to-erp"));
        QVERIFY(workspace->find(Address::of(AddressKind::map, "order-to-erp")));
        QVERIFY(workspace->find(Address::of(AddressKind::contract, "erp")));
        QVERIFY(workspace->find(Address::of(AddressKind::connection, "broker")));
        for (const auto& finding : workspace->check()) {
            QVERIFY2(finding.severity != pb::Severity::error,
                     qPrintable(QString(finding.place.print() + u' ' + finding.sentence)));
        }
        QVERIFY_RESULT(workspace->environment("dev"));
    }

    void objectsComeByKindThenName() {
        for (const char* file : {"routes/b.camel.yaml", "routes/a.camel.yaml", "routes/README.md", "maps/sub/x.jsonata", "maps/x.map.yaml",
                                 "schemas/order.schema.json", "schemas/idoc.xsd", "contracts/erp.openapi.yaml", "samples/a/one.json",
                                 "samples/.hidden", "releases/r1/plan.json"}) {
            QVERIFY(folder_->write(file, "{}"));
        }
        std::vector<std::string> shown;
        const auto workspace = open();
        for (const auto& object : workspace.objects()) shown.push_back(object.address.print() + " " + object.path);
        QCOMPARE(shown, (std::vector<std::string>{"contract:erp contracts/erp.openapi.yaml", "schema:idoc schemas/idoc.xsd",
                                                  "schema:order schemas/order.schema.json", "map:sub%2Fx maps/sub/x.jsonata",
                                                  "route:a routes/a.camel.yaml", "route:b routes/b.camel.yaml",
                                                  "release:r1 releases/r1", "sample:a%2Fone.json samples/a/one.json"}));
    }

    void aBrokenFileDoesNotKeepTheWorkspaceFromOpening() {
        QVERIFY(folder_->write("patchbay.yaml", "format: [1\n"));
        QVERIFY(folder_->write("systems/erp.yaml", "name: erp\n  owns: x\n"));
        QVERIFY(folder_->write("environments/dev.yaml", "a: \"no end\n"));
        QVERIFY(folder_->write("routes/r.camel.yaml", "- from: {\n"));
        QVERIFY(folder_->write("schemas/s.schema.json", "{\"a\":}"));
        const auto workspace = open();
        QCOMPARE(workspace.objects().size(), std::size_t(4));
        std::map<std::string, int> broken;
        for (const auto& finding : workspace.check()) {
            if (finding.rule == "workspace.file.unreadable") broken[finding.place.address] = finding.place.line;
        }
        QCOMPARE(broken.size(), std::size_t(5));
        for (const auto& [path, line] : broken) QVERIFY2(line > 0, path.c_str());
        QVERIFY(!workspace.environment("dev"));
        QCOMPARE(workspace.environment("dev").error().place.address, std::string("environments/dev.yaml"));
    }

    void checkFindsWhatWouldHurtLater() {
        QVERIFY(folder_->write("patchbay.yaml", "format: 1\nname: shop\ncolour: red\n"));
        QVERIFY(folder_->write("schemas/Order.schema.json", "{}"));
        QVERIFY(folder_->write("schemas/order.json", "{}"));
        QVERIFY(folder_->write("maps/m.jsonata", "$"));
        QVERIFY(folder_->write("maps/m.map.yaml", "source:\n  schema: schemas/gone.json\ntarget:\n  schema: schemas/order.json#/a\n"));
        QVERIFY(folder_->write("maps/alone.jsonata", "$"));
        QVERIFY(folder_->write("systems/erp.yaml", "name: other\nexposes:\n  - contract: ../outside.yaml\n    connection: nothing\n"));
        QVERIFY(folder_->write("environments/dev.yaml",
                               "variables:\n  good: secret:a\nconnections:\n  c:\n    connector: http\n    settings:\n"
                               "      password: hunter2\n      clientSecret: secret:ref\n      tls: { keyPassphrase: open }\n"
                               "      url: ${missing}\n"));
        QCOMPARE(findings(), (std::vector<std::string>{
                                 "workspace.secret.clear environments/dev.yaml:7", "workspace.secret.clear environments/dev.yaml:9",
                                 "workspace.environment.invalid environments/dev.yaml:10", "workspace.map.alone maps/alone.jsonata:0",
                                 "workspace.reference.missing maps/m.map.yaml:2", "workspace.key.unknown patchbay.yaml:3",
                                 "workspace.name.clash schemas/order.json:0", "workspace.name.differs systems/erp.yaml:1",
                                 "workspace.reference.missing systems/erp.yaml:3", "workspace.connection.missing systems/erp.yaml:4"}));
    }

    void createMakesAWorkspaceThatIsCleanAndIgnoresItsState() {
        const pb::test::Folder folder;
        const auto made = Workspace::create(folder.path("new"), "Shop: \"to\" ERP #1");
        QVERIFY_RESULT(made);
        QCOMPARE(made->name(), std::string("Shop: \"to\" ERP #1"));
        QVERIFY(made->check().empty());
        QCOMPARE(folder.read("new/.patchbay/.gitignore"), std::string("*\n"));
        const auto again = Workspace::create(folder.path("new"), "x");
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::conflict);
    }

    void whatIsNoWorkspaceIsSaid() {
        const pb::test::Folder folder;
        QCOMPARE(Workspace::open(folder.path()).error().code, ErrorCode::notFound);
        QCOMPARE(Workspace::open(folder.path("gone")).error().code, ErrorCode::notFound);
        QVERIFY(folder.write("patchbay.yaml", "format: 2\n"));
        const auto newer = Workspace::open(folder.path());
        QVERIFY(!newer);
        QCOMPARE(newer.error().code, ErrorCode::conflict);
        QCOMPARE(newer.error().place.line, 1);
    }

    void theWorkspaceIsFoundFromBelow() {
        QVERIFY(folder_->write("maps/sub/x.jsonata", "$"));
        const auto found = Workspace::locate(folder_->path("maps/sub"));
        QVERIFY_RESULT(found);
        QCOMPARE(*found, folder_->path().lexically_normal());
    }

    void pathsNeverLeaveTheWorkspace() {
        auto workspace = open();
        for (const char* path : {"../x", "/etc/hostname", "maps/../../x", "", "."}) {
            const auto read = workspace.read(path);
            QVERIFY2(!read, path);
            QVERIFY2(!workspace.save(path, "x"), path);
        }
        QVERIFY(!workspace.fileOf(Address::file("../x")));
    }

    void aSavedNewFileIsAnObject() {
        auto workspace = open();
        QVERIFY_RESULT(workspace.save("maps/new.jsonata", "{\"a\": b}"));
        const auto* object = workspace.find(Address::of(AddressKind::map, "new"));
        QVERIFY(object);
        QCOMPARE(*workspace.fileOf(object->address), folder_->path("maps/new.jsonata").lexically_normal());
        QCOMPARE(*workspace.read("maps/new.jsonata"), std::string("{\"a\": b}"));
        QCOMPARE(workspace.fileOf(Address::of(AddressKind::map, "old")).error().code, ErrorCode::notFound);
    }
};

PATCHBAY_TEST("tst_workspace", WorkspaceTest);
#include "tst_workspace.moc"
