#pragma once

#include "models/base/MappedFile.h"
#include "models/document/Formats.h"

#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace pb::app {

/// A format as the command line says it; all may be empty.
struct FormatChoice {
    std::string id;
    std::string layoutPath;
    std::string schema = {};  ///< a file, with "#part" behind it; without a layout
};

/// --format and --layout.
void addFormat(CLI::App& parser, FormatChoice& choice);

/// The error with the file as its address, where it has none.
Error inFile(Error error, const std::string& path);

struct Layout {
    doc::DocumentPtr document;  ///< null where none is named
    doc::CodecSettings settings;
};

/// A YAML file. The files that it names are looked for from the folder that it is in.
Result<Layout> readLayout(const std::string& path);

struct Setup {
    const doc::FormatInfo* format = nullptr;
    doc::CodecPtr codec;
};

/// `bytes` are the first ones of the file at `path`, or all.
Result<Setup> setupFor(const FormatChoice& choice, const std::string& path, std::string_view bytes);

struct Opened {
    std::shared_ptr<const std::string> bytes;
    Setup setup;
};

/// "-" is standard input, here and below.
Result<Opened> openInput(const std::string& path, const FormatChoice& choice);

Result<doc::DocumentPtr> readDocument(const Opened& opened, const std::string& path);

/// Record by record, as Codec::stream delivers them. JSON, which may be more than fits into memory, is read piece by piece.
Done streamDocuments(const std::string& path, const FormatChoice& choice, const doc::EachDocument& each);

/// The bytes of a file, or of standard input for "-", for what is read once from the beginning to the end.
Result<MappedFile> mapInput(const std::string& path);

}  // namespace pb::app
