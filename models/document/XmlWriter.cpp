#include "models/base/Text.h"
#include "models/document/Records.h"
#include "models/document/Utf8.h"
#include "models/document/Xml.h"
#include "models/document/XmlNames.h"

namespace pb::doc {

namespace {

class XmlWriter {
public:
    explicit XmlWriter(const XmlStyle& style) : style_(style) {}

    Result<std::string> write(Value root) {
        if (!root.is(Kind::object) || root.size() != 1 || root.at(0).is(Kind::array) || isSpecial(root.at(0).name())) {
            return fail(error(root, say("An XML document is an object with exactly one member, the root element.")));
        }
        if (style_.declaration) {
            out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        }
        PB_CHECK(element(root.at(0).name(), root.at(0)));
        out_ += style_.declaration || style_.indent > 0 ? "\n" : "";
        return std::move(out_);
    }

private:
    static bool isSpecial(std::string_view name) { return name.starts_with('@') || name == "#text"; }

    Done element(std::string_view name, Value value) {
        if (!isXmlName(name)) {
            return fail(error(value, say("“%1” is no name that XML allows.").arg(qs(clipped(name, 60)))));
        }
        out_.push_back('<');
        out_ += name;
        if (value.is(Kind::array)) {
            return fail(error(value, say("An array stands directly inside of an array.")));
        }
        if (!value.is(Kind::object)) {
            return leaf(name, value);
        }
        PB_CHECK(attributes(value));
        return content(name, value);
    }

    Done leaf(std::string_view name, Value value) {
        PB_TRY(text, scalarText(value));
        if (text.empty()) {
            out_ += "/>";
            return {};
        }
        out_.push_back('>');
        escape(text, false);
        closeTag(name);
        return {};
    }

    Done attributes(Value object) {
        for (const Value member : object.children()) {
            if (!member.name().starts_with('@')) {
                continue;
            }
            const std::string_view name = member.name().substr(1);
            if (!isXmlName(name)) {
                return fail(error(member, say("“%1” is no name that XML allows.").arg(qs(clipped(name, 60)))));
            }
            PB_TRY(text, scalarText(member));
            out_.push_back(' ');
            out_ += name;
            out_ += "=\"";
            escape(text, true);
            out_.push_back('"');
        }
        return {};
    }

    Done content(std::string_view name, Value object) {
        const Value text = object.find("#text");
        std::size_t specials = text ? 1 : 0;
        for (const Value member : object.children()) {
            specials += member.name().starts_with('@') ? 1 : 0;
        }
        if (specials == object.size() && !text) {
            out_ += "/>";
            return {};
        }
        out_.push_back('>');
        ++depth_;
        PB_CHECK(texts(text));
        const bool isLaidOut = !text && style_.indent > 0;
        for (const Value member : object.children()) {
            if (!isSpecial(member.name())) {
                PB_CHECK(elements(member, isLaidOut));
            }
        }
        --depth_;
        breakLine(isLaidOut);
        closeTag(name);
        return {};
    }

    Done texts(Value text) {
        if (!text.is(Kind::array)) {
            return text ? textPiece(text) : Done();
        }
        for (const Value piece : text.children()) {
            PB_CHECK(textPiece(piece));
        }
        return {};
    }

    Done textPiece(Value piece) {
        PB_TRY(text, scalarText(piece));
        escape(text, false);
        return {};
    }

    Done elements(Value member, bool isLaidOut) {
        if (!member.is(Kind::array)) {
            breakLine(isLaidOut);
            return element(member.name(), member);
        }
        for (const Value item : member.children()) {
            breakLine(isLaidOut);
            PB_CHECK(element(member.name(), item));
        }
        return {};
    }

    Result<std::string> scalarText(Value value) {
        switch (value.kind()) {
            case Kind::null:
                return std::string();
            case Kind::boolean:
                return std::string(value.boolean() ? "true" : "false");
            case Kind::number:
                return std::string(value.digits());
            case Kind::string:
                break;
            default:
                return fail(error(value, say("A single value is expected here, not an object or an array.")));
        }
        if (firstNonXmlCharacter(value.text()) != std::string_view::npos) {
            return fail(error(value, say("The text has a character that XML does not allow.")));
        }
        return std::string(value.text());
    }

    void escape(std::string_view text, bool isAttribute) {
        for (const char c : text) {
            switch (c) {
                case '<':
                    out_ += "&lt;";
                    break;
                case '>':
                    out_ += "&gt;";
                    break;
                case '&':
                    out_ += "&amp;";
                    break;
                case '\r':
                    out_ += "&#13;";
                    break;
                case '"':
                    out_ += isAttribute ? "&quot;" : "\"";
                    break;
                case '\n':
                    out_ += isAttribute ? "&#10;" : "\n";
                    break;
                case '\t':
                    out_ += isAttribute ? "&#9;" : "\t";
                    break;
                default:
                    out_.push_back(c);
            }
        }
    }

    void breakLine(bool isLaidOut) {
        if (isLaidOut) {
            out_.push_back('\n');
            out_.append(static_cast<std::size_t>(style_.indent) * depth_, ' ');
        }
    }

    void closeTag(std::string_view name) {
        out_ += "</";
        out_ += name;
        out_.push_back('>');
    }

    static Error error(Value value, const QString& reason) {
        Error error = writeError(QT_TRANSLATE_NOOP("pb", "XML"), value, reason);
        error.hint = say("Change the value, or write another format.");
        return error;
    }

    XmlStyle style_;
    std::string out_;
    std::size_t depth_ = 0;
};

std::string bytesOf(const Document& document) {
    const auto encoding = sourceEncoding(document);
    if (!encoding) {
        return std::string(document.bytes());
    }
    std::string bytes;
    if (encoding->hasMark) {
        encodeText(encoding->charset, utf8Mark, bytes);
    }
    encodeText(encoding->charset, document.bytes(), bytes);
    return bytes;
}

}  // namespace

Result<std::string> writeXml(Value root, const XmlStyle& style) {
    if (root && root.index() == 0 && root.document()->format() == Format::xml) {
        return bytesOf(*root.document());
    }
    return XmlWriter(style).write(root);
}

}  // namespace pb::doc
