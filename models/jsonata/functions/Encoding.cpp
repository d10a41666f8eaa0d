#include "models/jsonata/functions/Natives.h"
#include "models/jsonata/syntax/Unicode.h"

#include "models/base/Text.h"

#include <array>
#include <string>

namespace pb::jsonata {

namespace {

constexpr std::string_view unreserved = "-_.!~*'()";          // besides letters and digits: ECMA-262 §19.2.6.1
constexpr std::string_view reserved = ";/?:@&=+$,#";          // left alone by the functions for whole URLs

bool isLetterOrDigit(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

[[noreturn]] void malformed(const Call& call) { raise("D3140", shown(call.argument(0))); }

/// Each UTF-16 unit as one byte, as the reference does: text beyond Latin-1 loses its upper half.
Word base64encode(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    std::string bytes;
    for (const QChar unit : qs(textOf(call.argument(0)))) {
        bytes.push_back(static_cast<char>(unit.unicode() & 0xff));
    }
    return call.heap.text(toBase64(bytes));
}

Word base64decode(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : textOf(call.argument(0))) {
        const char plain = c == '-' ? '+' : c == '_' ? '/' : c;
        const std::size_t value = alphabet.find(plain);
        if (c == '=') {
            break;
        }
        if (value == std::string_view::npos) {
            continue;
        }
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            appendUtf8((bits >> count) & 0xff, out);
        }
    }
    return call.heap.text(out);
}

Word encode(Call& call, std::string_view kept) {
    if (!call.has(0)) {
        return {};
    }
    const std::string_view text = textOf(call.argument(0));
    if (!isUtf8(text)) {
        malformed(call);
    }
    std::string out;
    for (const char c : text) {
        if (isLetterOrDigit(c) || unreserved.find(c) != std::string_view::npos || kept.find(c) != std::string_view::npos) {
            out.push_back(c);
        } else {
            constexpr std::string_view hex = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            out.append({'%', hex[byte >> 4], hex[byte & 15]});
        }
    }
    return call.heap.text(out);
}

int hexDigit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/// `kept` characters stay as they are written.
Word decode(Call& call, std::string_view kept) {
    if (!call.has(0)) {
        return {};
    }
    const std::string_view text = textOf(call.argument(0));
    std::string out, decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            decoded.push_back('.');
            continue;
        }
        const int high = i + 2 <= text.size() - 1 ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 <= text.size() - 1 ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            malformed(call);
        }
        const char byte = static_cast<char>(high * 16 + low);
        decoded.push_back(byte);
        if (kept.find(byte) != std::string_view::npos) {
            out.append(text.substr(i, 3));
        } else {
            out.push_back(byte);
        }
        i += 2;
    }
    if (!isUtf8(decoded)) {
        malformed(call);
    }
    return call.heap.text(out);
}

Word encodeUrl(Call& call) { return encode(call, reserved); }
Word encodeUrlComponent(Call& call) { return encode(call, {}); }
Word decodeUrl(Call& call) { return decode(call, reserved); }
Word decodeUrlComponent(Call& call) { return decode(call, {}); }

constexpr std::array natives = {
    Native{"base64encode", "<s-:s>", base64encode, 1},
    Native{"base64decode", "<s-:s>", base64decode, 1},
    Native{"encodeUrl", "<s-:s>", encodeUrl, 1},
    Native{"encodeUrlComponent", "<s-:s>", encodeUrlComponent, 1},
    Native{"decodeUrl", "<s-:s>", decodeUrl, 1},
    Native{"decodeUrlComponent", "<s-:s>", decodeUrlComponent, 1},
};

}  // namespace

std::span<const Native> encodingFunctions() { return natives; }

}  // namespace pb::jsonata
