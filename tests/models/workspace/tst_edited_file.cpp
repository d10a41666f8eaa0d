#include "models/workspace/EditedFile.h"
#include "tests/models/workspace/Folder.h"
#include "tests/support/TestMain.h"

using pb::ErrorCode;
using pb::workspace::EditedFile;

class EditedFileTest : public QObject {
    Q_OBJECT

    std::unique_ptr<pb::test::Folder> folder_;
    EditedFile open(const char* name = "a.yaml") const {
        auto file = EditedFile::open(folder_->path(name), folder_->path(".patchbay/autosave"));
        if (!file) qFatal("%s", qPrintable(file.error().print()));
        return std::move(*file);
    }

private slots:
    void init() {
        folder_ = std::make_unique<pb::test::Folder>();
        QVERIFY(folder_->write("a.yaml", "old\n"));
    }

    void openAndSaveKeepsEveryByte() {
        const std::string bytes("\xef\xbb\xbf" "a: 1\r\n\tb \0 end", 17);
        QVERIFY(folder_->write("a.yaml", bytes));
        auto file = open();
        QVERIFY_RESULT(file.save());
        QCOMPARE(folder_->read("a.yaml"), bytes);
    }

    void unsavedTextSurvivesACrash() {
        {
            auto file = open();
            file.setText("new\n");
            QVERIFY_RESULT(file.autosave());
        }  // the program is gone without saving
        auto file = open();
        QVERIFY(file.wasRestored());
        QVERIFY(file.isEdited());
        QCOMPARE(file.text(), std::string("new\n"));
        QCOMPARE(file.savedText(), std::string("old\n"));
        QVERIFY_RESULT(file.save());
        QCOMPARE(folder_->read("a.yaml"), std::string("new\n"));
        QVERIFY(folder_->names(".patchbay/autosave").empty());
        QVERIFY(!open().wasRestored());
    }

    void aFileChangedMeanwhileIsAConflictAfterTheCrashToo() {
        {
            auto file = open();
            file.setText("mine\n");
            QVERIFY_RESULT(file.autosave());
        }
        QVERIFY(folder_->write("a.yaml", "theirs\n"));
        auto file = open();
        QCOMPARE(file.text(), std::string("mine\n"));
        QCOMPARE(file.savedText(), std::string("theirs\n"));
        const auto saved = file.save();
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::conflict);
        QCOMPARE(folder_->read("a.yaml"), std::string("theirs\n"));
    }

    void keepMineKeepsTheirsBeside() {
        auto file = open();
        file.setText("mine\n");
        QVERIFY(folder_->write("a.yaml", "theirs\n"));
        QCOMPARE(*file.changedOutside(), EditedFile::Outside::changed);
        QVERIFY(!file.save());
        const auto kept = file.keepMine();
        QVERIFY_RESULT(kept);
        QCOMPARE(folder_->read("a.yaml"), std::string("mine\n"));
        QCOMPARE(*pb::readFile(*kept), std::string("theirs\n"));
        QCOMPARE(*file.changedOutside(), EditedFile::Outside::same);
    }

    void takeTheirsKeepsMineBeside() {
        auto file = open();
        file.setText("mine\n");
        QVERIFY_RESULT(file.autosave());
        QVERIFY(folder_->write("a.yaml", "theirs\n"));
        const auto kept = file.takeTheirs();
        QVERIFY_RESULT(kept);
        QCOMPARE(file.text(), std::string("theirs\n"));
        QVERIFY(!file.isEdited());
        QCOMPARE(*pb::readFile(*kept), std::string("mine\n"));
        QVERIFY(!open().wasRestored());
    }

    void twoKeptTextsOfOneMomentDoNotOverwriteEachOther() {
        const pb::FixedClock clock(0);
        auto file = EditedFile::open(folder_->path("a.yaml"), folder_->path(".patchbay/autosave"), clock);
        file->setText("first");
        const auto first = file->takeTheirs();
        file->setText("second");
        const auto second = file->takeTheirs();
        QCOMPARE(*pb::readFile(*first), std::string("first"));
        QCOMPARE(*pb::readFile(*second), std::string("second"));
    }

    void withoutEditsAChangeIsSimplyRead() {
        auto file = open();
        QVERIFY(folder_->write("a.yaml", "theirs\n"));
        QCOMPARE(*file.reloadWhenUnedited(), true);
        QCOMPARE(file.text(), std::string("theirs\n"));
        QCOMPARE(*file.reloadWhenUnedited(), false);
        file.setText("mine\n");
        QVERIFY(folder_->write("a.yaml", "theirs again\n"));
        QCOMPARE(*file.reloadWhenUnedited(), false);
        QCOMPARE(file.text(), std::string("mine\n"));
    }

    void aFileThatWasDeletedIsWrittenAgain() {
        auto file = open();
        file.setText("mine\n");
        std::filesystem::remove(folder_->path("a.yaml"));
        QCOMPARE(*file.changedOutside(), EditedFile::Outside::deleted);
        QVERIFY_RESULT(file.save());
        QCOMPARE(folder_->read("a.yaml"), std::string("mine\n"));
    }

    void aNewFileThatSomebodyElseMadeMeanwhileIsAConflict() {
        auto file = open("maps/new.jsonata");
        QCOMPARE(*file.changedOutside(), EditedFile::Outside::same);
        file.setText("mine");
        QVERIFY(folder_->write("maps/new.jsonata", "theirs"));
        QCOMPARE(file.save().error().code, ErrorCode::conflict);
        QCOMPARE(folder_->read("maps/new.jsonata"), std::string("theirs"));
    }

    void aSaveThatFailsKeepsTheUnsavedText() {
        QVERIFY(folder_->write("blocked", "a file where a folder should be"));
        auto file = open("blocked/a.yaml");
        file.setText("mine");
        QVERIFY(!file.save());
        QVERIFY(file.isEdited());
        QVERIFY_RESULT(file.autosave());
        QCOMPARE(open("blocked/a.yaml").text(), std::string("mine"));
    }
};

PATCHBAY_TEST("tst_edited_file", EditedFileTest);
#include "tst_edited_file.moc"
