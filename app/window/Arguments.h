#pragma once

#include "models/base/Result.h"
#include "ui/kit/Theme.h"

#include <QSize>
#include <QStringList>

#include <filesystem>
#include <optional>
#include <string>

namespace pb::app {

/// patchbay [--workspace DIR] [--env NAME] [--page ADDRESS|MODE] [--theme light|dark]
///          [--grab FILE.png] [--grab-size WxH]
struct Arguments {
    std::filesystem::path workspace;
    std::string environment;
    std::string page;                        ///< an address, or the word of a mode
    std::optional<ui::ThemeChoice> theme;
    QString command;                   ///< id of a command to run once the workspace is open: "test.run"
    QString grab;                            ///< render the page when its jobs are idle, save it, quit
    QSize grabSize{1440, 900};
    bool showHelp = false, showVersion = false;
};

/// ErrorCode::wrongUse names the argument.
Result<Arguments> parseArguments(const QStringList& arguments);
QString usage();

}  // namespace pb::app
