#pragma once

#include "models/document/Json.h"
#include "models/document/Utf8.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

/// One format, set up with what a layout says. Immutable: one codec serves many threads and many documents. What an
/// expression sees of each format, and what its layout may hold, is README.md.
class Codec {
public:
    virtual ~Codec() = default;

    /// The whole of the bytes as one tree. `owner` keeps them alive; without one they are copied.
    virtual Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const = 0;

    /// Record by record (CSV rows, IDocs, interchanges, lines of NDJSON …), in memory that does not grow with their
    /// number. `each` gets them in order, with the byte at which the record begins in `bytes`, and returns false to
    /// stop. Errors have their place in `bytes`. Formats of one document deliver that one. `passed` is told how far a first
    /// pass is, of formats that check all bytes before they deliver the first record.
    virtual Done stream(std::string_view bytes, const EachDocument& each, const Passed& passed = {}) const;

    /// The tree, in the form that `read` gives, as bytes. The root of a document that this codec would read in the same
    /// way is copied byte for byte. What the format or its layout cannot say is an error that names the value.
    virtual Result<std::string> write(Value root) const = 0;

protected:
    /// Whether this codec reads the bytes as that very tree.
    bool readsAs(std::string_view bytes, Value root) const;
};
using CodecPtr = std::shared_ptr<const Codec>;

/// What the bytes do not say themselves.
struct CodecSettings {
    Value layout;  ///< a mapping (of a YAML or JSON file, or a part of one); invalid = the format's defaults
    /// The text of a file that the layout names; not set = only what is built in can be named.
    std::function<Result<std::string>(const std::string& name)> load;
};

/// A row of the registry.
struct FormatInfo {
    Format format = Format::text;
    std::string_view id;                     ///< on the command line and in layouts: "csv", "fixed-width"
    const char* title = nullptr;             ///< for say()
    std::vector<std::string_view> suffixes;  ///< lower case, with the dot; of several formats the bytes decide
    /// How much the first bytes look like it, from 0 (no) over 50 (may be) to 100 (nothing else begins so).
    int (*likeness)(std::string_view head) = nullptr;
    Result<CodecPtr> (*make)(const CodecSettings& settings) = nullptr;
};

const std::vector<FormatInfo>& formats();
const FormatInfo* formatById(std::string_view id);

/// What a file is, by its name and by its first bytes (64 KiB are enough). An error where nothing fits.
Result<const FormatInfo*> detectFormat(std::string_view path, std::string_view head);

/// The format that is said (by its id, else by the layout's member `format`), or what the file is where nothing is said.
Result<const FormatInfo*> formatOf(std::string_view id, const CodecSettings& settings, std::string_view path,
                                   std::string_view bytes);

/// Whether `root` is the whole of a document of that format: its bytes are what is written.
bool isWholeOf(Value root, Format format);

/// Whether both trees have the same values, names and order (ranges aside): stricter than `equals`.
bool isSameTree(Value left, Value right);

/// The same tree as `root` without the source's bytes: written as JSON and read back.
Result<DocumentPtr> asJsonDocument(Value root);

}  // namespace pb::doc
