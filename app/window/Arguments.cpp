#include "app/window/Arguments.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <QRegularExpression>

#include <functional>
#include <map>

namespace pb::app {

namespace {

using Take = std::function<Done(Arguments&, const QString&)>;

Done takeTheme(Arguments& arguments, const QString& value) {
    if (value == QStringLiteral("light")) {
        arguments.theme = ui::ThemeChoice::light;
    } else if (value == QStringLiteral("dark")) {
        arguments.theme = ui::ThemeChoice::dark;
    } else {
        return fail(ErrorCode::wrongUse, say("Cannot use the theme “%1”. It is light or dark.").arg(value));
    }
    return {};
}

Done takeSize(Arguments& arguments, const QString& value) {
    static const QRegularExpression form(QStringLiteral("^(\\d{2,5})x(\\d{2,5})$"));
    const auto match = form.match(value);
    if (!match.hasMatch()) return fail(ErrorCode::wrongUse, say("Cannot read the size “%1”. It looks like 1440x900.").arg(value));
    arguments.grabSize = QSize(match.captured(1).toInt(), match.captured(2).toInt());
    return {};
}

const std::map<QString, Take>& options() {
    static const std::map<QString, Take> table{
        {QStringLiteral("--workspace"), [](Arguments& a, const QString& v) { a.workspace = pathFromUtf8(utf8(v)); return Done(); }},
        {QStringLiteral("--env"), [](Arguments& a, const QString& v) { a.environment = utf8(v); return Done(); }},
        {QStringLiteral("--page"), [](Arguments& a, const QString& v) { a.page = utf8(v); return Done(); }},
        {QStringLiteral("--run"), [](Arguments& a, const QString& v) { a.command = v; return Done(); }},
        {QStringLiteral("--grab"), [](Arguments& a, const QString& v) { a.grab = v; return Done(); }},
        {QStringLiteral("--theme"), takeTheme},
        {QStringLiteral("--grab-size"), takeSize},
    };
    return table;
}

}  // namespace

Result<Arguments> parseArguments(const QStringList& arguments) {
    Arguments result;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& name = arguments[i];
        if (name == QStringLiteral("--help")) {
            result.showHelp = true;
        } else if (name == QStringLiteral("--version")) {
            result.showVersion = true;
        } else if (const auto option = options().find(name); option == options().end()) {
            return fail(ErrorCode::wrongUse, say("Cannot use the argument “%1”. It is not known.").arg(name), usage());
        } else if (i + 1 == arguments.size()) {
            return fail(ErrorCode::wrongUse, say("Cannot use “%1”. Its value is missing.").arg(name), usage());
        } else {
            PB_CHECK(option->second(result, arguments[++i]));
        }
    }
    return result;
}

QString usage() {
    return say("patchbay [--workspace DIR] [--env NAME] [--page ADDRESS] [--run COMMAND] [--theme light|dark] [--grab FILE.png] [--grab-size WxH]");
}

}  // namespace pb::app
