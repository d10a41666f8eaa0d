#pragma once

#include "models/document/Charset.h"
#include "models/document/Document.h"
#include "models/document/Utf8.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

struct XmlLimits {
    int depth = 1000;                     ///< elements inside of elements
    std::size_t entityBytes = 1'000'000;  ///< text that entities of the internal subset expand to, together
};

struct XmlOptions {
    /// Prefix that names of a namespace get, whatever prefix the document uses: {"soap": "http://…/envelope/"}. An
    /// empty prefix: names of that namespace stand without one. Namespaces that are not listed keep the document's
    /// prefix.
    std::map<std::string, std::string> prefixes;
    /// Elements that are always an array, as paths of shown names: "Order/Lines/Line". Others are one from two on.
    std::vector<std::string> arrays;
    XmlLimits limits;
};

/// XML 1.0 (5th edition) with Namespaces 1.0, without validation. What is outside (external subset, external entities)
/// is never loaded. What an expression sees:
///
///   the document        {"Order": …}
///   attributes          "@name", xmlns declarations too
///   element, text only  its text, as a string; nothing in it = ""
///   other elements      an object: attributes, then children by name; the same name again = one array, at its first
///   place text beside these   "#text": a string, or an array of the pieces where children stand between comments,
///   processing instructions, white space between elements: only in the bytes
///
/// Ranges: an element with children from `<` to `>`; a text its raw bytes between the tags (with entities and CDATA as
/// written); an attribute its raw value without quotes. Charsets: UTF-8, ISO-8859-1 and windows-1252 are read as they
/// are; UTF-16 is read from a copy in UTF-8, in which the ranges count (findings "xml.charset.utf-16…").
Result<DocumentPtr> readXml(std::string_view bytes, std::shared_ptr<const void> owner = nullptr,
                            const XmlOptions& options = {});

/// What a document is written in whose bytes are such a copy; null where they are its own.
struct XmlEncoding {
    Charset charset = Charset::utf16le;
    bool hasMark = true;
};
std::optional<XmlEncoding> sourceEncoding(const Document& document);

/// Every element at `path` ("Orders/Order") as a document of its own, in order, in memory that does not grow with their
/// number. `each` returns false to stop; `firstByte` is where the element begins in the stream. `passed` as of
/// Codec::stream.
using EachElement = std::function<bool(DocumentPtr document, std::uint64_t firstByte)>;
Done readXmlElements(std::string_view bytes, std::string_view path, const EachElement& each,
                     const XmlOptions& options = {}, const Passed& passed = {});

struct XmlStyle {
    int indent = 2;           ///< blanks a level; 0 = no line breaks
    bool declaration = true;  ///< <?xml version="1.0" encoding="UTF-8"?>
};

/// The tree in the form that readXml gives, as XML in UTF-8. The root of an XML document that readXml made is copied
/// byte for byte, in the encoding of its source. Null is an empty element. What XML cannot say (several roots, a name with blanks, control characters)
/// is an error that names the path.
Result<std::string> writeXml(Value root, const XmlStyle& style = {});

}  // namespace pb::doc
