#pragma once

#include "models/document/Charset.h"
#include "models/document/NameSet.h"
#include "models/document/Xml.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pb::doc {

/// One element, attribute or run of text, linked to its siblings and children by index. A text that is all of an element
/// and stands as it is meant has no item of its own.
struct XmlItem {
    enum class Kind : std::uint8_t { element, attribute, text };
    static constexpr std::uint32_t none = 0xffffffff;

    Kind kind = Kind::element;
    bool isDecoded = false;  ///< its text is in XmlScanner::decoded()
    bool isBlank = false;    ///< text: white space as it stands
    bool isRepeat = false;   ///< element: not the first of its name below its parent
    bool hasElements = false;
    bool hasTexts = false;    ///< element: among its children
    std::uint32_t begin = 0;  ///< element: from `<`; attribute: value without quotes; text: as written
    std::uint32_t end = 0;
    std::uint32_t name = none;  ///< index into XmlScanner::names()
    std::uint32_t nameBegin = 0;
    std::uint32_t next = none;  ///< sibling
    std::uint32_t nextSame = none;
    std::uint32_t firstChild = none;  ///< attributes first
    std::uint32_t textBegin = 0;  ///< element: its text, where it has no children; decoded text: offset and length there
    std::uint32_t textSize = 0;
};

/// Entities of the internal subset, expanded within a budget (XML 1.0 §4.4).
class XmlEntities {
public:
    explicit XmlEntities(std::size_t budget) : limit_(budget) {}

    void declare(std::string_view name, std::string value) { values_.emplace(name, std::move(value)); }
    void declareExternal(std::string_view name) { values_.emplace(name, std::nullopt); }

    struct Fault {
        ErrorCode code = ErrorCode::invalidInput;
        QString reason;
        QString hint;
    };
    /// Appends what `&name;` means; false with a fault.
    bool expand(std::string_view name, std::string& out, Fault& fault) { return expand(name, out, fault, 0); }
    /// `&#10;`, `&#xA;` without & and ;.
    static bool expandCharacter(std::string_view reference, std::string& out, Fault& fault);
    /// Replaces the character references of an entity's value, as §4.4.5 says for the declaration.
    static bool expandDeclared(std::string_view raw, std::string& out, Fault& fault);

private:
    bool expand(std::string_view name, std::string& out, Fault& fault, int depth);
    bool expandText(std::string_view text, std::string& out, Fault& fault, int depth);

    std::unordered_map<std::string, std::optional<std::string>> values_;
    std::size_t limit_;
    std::size_t used_ = 0;
};

/// Reads the markup and checks that it is well-formed; the items are its result.
class XmlScanner {
public:
    XmlScanner(std::string_view bytes, Charset charset, const XmlOptions& options);

    /// Elements at this path are handed over when they end, and then forgotten. False from it stops.
    using Taken = std::function<bool(std::uint32_t element)>;
    void take(std::vector<std::string> path, Taken taken);

    Done scan();

    const std::vector<XmlItem>& items() const { return items_; }
    std::vector<XmlItem>& items() { return items_; }
    const NameSet& names() const { return names_; }
    std::string_view decoded() const { return decoded_; }
    std::uint32_t root() const { return root_; }
    bool ignoredOutside() const { return ignoredOutside_; }

private:
    struct Open {
        std::uint32_t item;
        std::uint32_t rawNameBegin, rawNameSize;
        std::size_t scopes;   ///< declared namespaces before it
        std::size_t decoded;  ///< decoded text before it
        std::uint32_t lastChild = XmlItem::none;
    };
    struct Scope {
        std::string_view prefix;
        std::string uri;
    };
    struct Run {  ///< text between two tags
        std::size_t begin = std::string_view::npos;
        std::size_t end = 0;
        bool isBlank = true;
        bool isPlain = true;
    };

    bool prolog();
    bool declaration();
    bool content();
    bool markup();
    bool misc();
    bool comment();
    bool instruction();
    bool cdata();
    bool characters();
    bool doctype();
    bool internalSubset();
    bool entityDeclaration();
    bool skipDeclaration();
    bool startTag();
    std::uint32_t expectedName() const;
    void expectNext(std::uint32_t name);
    bool attributes(std::string_view element);
    bool attribute();
    bool attributeValue(XmlItem& item);
    bool endTag();
    void closeElement(std::size_t end);
    bool nameAll(std::uint32_t element);
    bool nameItem(XmlItem& item, std::string_view raw, bool isAttribute);
    bool areAttributesUnique(std::uint32_t element);
    /// Ends a run of text; in front of an element, and behind one, white space is only layout.
    bool flushText(bool isBeforeElement);
    void reserveItems();
    bool decodeRun(std::size_t begin, std::size_t end, bool isAttribute);
    bool decodeReference(std::size_t& at, std::size_t end);
    void appendPlain(std::size_t begin, std::size_t end, bool isAttribute);
    void addText(std::size_t begin, std::size_t end, bool isBlank, bool isPlain);
    std::uint32_t addItem(const XmlItem& item);
    std::uint32_t internAttribute(std::string_view raw);
    const Scope* scopeOf(std::string_view prefix) const;
    bool isTaken() const;

    bool isAt(std::string_view text) const { return bytes_.substr(at_, text.size()) == text; }
    bool isBlankAt(std::size_t at) const;
    bool skipBlanks();
    bool skipTo(std::string_view end, const QString& what);
    bool quoted(std::string_view& value);
    bool refuse(std::size_t at, QString reason, QString hint, ErrorCode code = ErrorCode::invalidInput);
    bool refuse(std::size_t at, const XmlEntities::Fault& fault) {
        return refuse(at, fault.reason, fault.hint, fault.code);
    }

    std::string_view bytes_;
    Charset charset_;
    const XmlOptions& options_;
    std::unordered_map<std::string, std::string> prefixOf_;  ///< by namespace
    std::size_t at_ = 0;
    std::vector<XmlItem> items_;
    std::vector<Open> open_;
    std::vector<Scope> scopes_;
    NameSet names_;
    NameSet attributes_;                         ///< without @
    std::vector<std::uint32_t> attributeNames_;  ///< their numbers in names_
    std::vector<std::uint32_t> nameBehind_;      ///< by name of an element: that of the next one, when it came last
    std::uint32_t lastName_ = XmlItem::none;     ///< of the element that began last
    std::vector<std::string_view> rawNames_;  ///< of the element and attributes of the tag being read
    std::string decoded_;
    Run run_;
    XmlEntities entities_;
    std::vector<std::string> takenPath_;
    Taken taken_;
    std::uint32_t root_ = XmlItem::none;
    bool stopped_ = false;
    bool ignoredOutside_ = false;
    Error error_;
};

}  // namespace pb::doc
