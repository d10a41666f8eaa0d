#include "tests/support/TestMain.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {

struct Section {
    QString title;  ///< "run", "file order.json" …
    QString text;
};

struct Case {
    QList<Section> sections;

    const Section* find(const QString& title) const {
        for (const Section& section : sections) {
            if (section.title == title) {
                return &section;
            }
        }
        return nullptr;
    }
};

Case readCase(const QString& path) {
    Case result;
    const QString text = QString::fromStdString(pb::test::sourceFile(path.toStdString()));
    for (const QString& line : text.split(u'\n')) {
        if (line.startsWith("--- "_L1)) {
            result.sections.append({line.mid(4).trimmed(), {}});
        } else if (!result.sections.isEmpty()) {
            result.sections.last().text += line + u'\n';
        }
    }
    for (Section& section : result.sections) {
        while (section.text.endsWith("\n\n"_L1) || section.text == "\n"_L1) {
            section.text.chop(1);
        }
    }
    return result;
}

/// The lines without those that are comments.
QString linesOf(const Section* section) {
    QString lines;
    for (const QString& line : section ? section->text.split(u'\n', Qt::SkipEmptyParts) : QStringList()) {
        lines += line.startsWith(u'#') ? QString() : line + u'\n';
    }
    return lines;
}

bool copyFolder(const QString& from, const QString& to) {
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString target = to + u'/' + QDir(from).relativeFilePath(path);
        QDir().mkpath(QFileInfo(target).path());
        if (!QFile::copy(path, target)) {
            return false;
        }
    }
    return true;
}

bool prepareFolder(const Case& aCase, const QString& folder) {
    for (const Section& section : aCase.sections) {
        if (section.title.startsWith("workspace "_L1)) {
            const QString source = QStringLiteral(PATCHBAY_SOURCE_DIR "/resources/workspaces/") + section.title.mid(10);
            if (!copyFolder(source, folder)) {
                return false;
            }
        } else if (section.title.startsWith("file "_L1)) {
            const QString path = folder + u'/' + section.title.mid(5);
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(section.text.toUtf8()) < 0) {
                return false;
            }
        }
    }
    return true;
}

struct Run {
    QString out, err;
    int exit = -1;
};

Run runCommand(const QString& line, const QString& input, const QString& folder) {
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral(PATCHBAY_BIN_DIR "/patchbay-cli"), QProcess::splitCommand(line));
    process.write(input.toUtf8());
    process.closeWriteChannel();
    process.waitForFinished(120'000);
    const int exit = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()), exit};
}

}  // namespace

class CasesTest : public QObject {
    Q_OBJECT

private slots:
    void cases_data();
    void cases();

private:
    static void expectJsonLines(const QString& output);
    static void expectVerdicts(const QString& wanted, const QString& output);
    static void expectLines(const Case& aCase, const QString& title, const QString& output);
};

void CasesTest::cases_data() {
    QTest::addColumn<QString>("path");
    const QDir root(QStringLiteral(PATCHBAY_SOURCE_DIR));
    QDirIterator files(root.filePath(u"tests/cases"_s), {u"*.case"_s}, QDir::Files, QDirIterator::Subdirectories);
    QStringList paths;
    while (files.hasNext()) {
        const QString path = root.relativeFilePath(files.next());
        if (readCase(path).find(u"run"_s)) {
            paths.append(path);
        }
    }
    paths.sort();
    QVERIFY(!paths.isEmpty());
    for (const QString& path : paths) {
        QTest::newRow(qPrintable(path)) << path;
    }
}

void CasesTest::expectLines(const Case& aCase, const QString& title, const QString& output) {
    if (const Section* wanted = aCase.find(title)) {
        for (const QString& line : wanted->text.split(u'\n', Qt::SkipEmptyParts)) {
            QVERIFY2(output.contains(line), qPrintable(u"“%1” is not in:\n%2"_s.arg(line, output)));
        }
    }
}

void CasesTest::expectJsonLines(const QString& output) {
    for (const QString& line : output.split(u'\n', Qt::SkipEmptyParts)) {
        QVERIFY2(!QJsonDocument::fromJson(line.toUtf8()).isNull(), qPrintable(u"No JSON: %1"_s.arg(line)));
    }
}

void CasesTest::expectVerdicts(const QString& wanted, const QString& output) {
    const QStringList pairs = wanted.split(u'\n', Qt::SkipEmptyParts), answers = output.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(answers.size(), pairs.size());
    for (qsizetype i = 0; i < pairs.size(); ++i) {
        const QJsonObject pair = QJsonDocument::fromJson(pairs[i].toUtf8()).object();
        const QJsonValue found = QJsonDocument::fromJson(answers[i].toUtf8()).object().value("valid"_L1);
        QVERIFY2(pair.contains("valid"_L1) && pair.value("valid"_L1) == found,
                 qPrintable(u"%1\nis answered by:\n%2"_s.arg(pairs[i], answers[i])));
    }
}

void CasesTest::cases() {
    QFETCH(QString, path);
    const Case aCase = readCase(path);
    QTemporaryDir folder;
    QVERIFY(prepareFolder(aCase, folder.path()));
    const Section* given = aCase.find(u"stdin"_s);
    const QString verdicts = linesOf(aCase.find(u"verdicts"_s));
    const QString input = given ? given->text : verdicts;
    const QStringList lines = aCase.find(u"run"_s)->text.split(u'\n', Qt::SkipEmptyParts);
    Run run;
    for (const QString& line : lines) {
        run = runCommand(line, input, folder.path());
    }
    if (lines.last().startsWith("--json "_L1)) {
        expectJsonLines(run.out);
    }
    if (!verdicts.isEmpty()) {
        expectVerdicts(verdicts, run.out);
    }
    if (const Section* wanted = aCase.find(u"stdout"_s)) {
        QCOMPARE(run.out, wanted->text);
    }
    expectLines(aCase, u"stdout contains"_s, run.out);
    expectLines(aCase, u"stderr contains"_s, run.err);
    const Section* exit = aCase.find(u"exit"_s);
    QVERIFY2(run.exit == (exit ? exit->text.trimmed().toInt() : 0),
             qPrintable(u"exit %1\n%2\n%3"_s.arg(run.exit).arg(run.out, run.err)));
}

PATCHBAY_TEST("tst_cases", CasesTest);
#include "tst_cases.moc"
