#include "tests/models/document/Samples.h"

#include "tests/models/document/Likeness.h"

namespace pb::test {

namespace {

class JsonMaker {
public:
    explicit JsonMaker(std::mt19937& random) : random_(random) {}

    std::string make(int size) {
        value(size);
        return out_;
    }

private:
    int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }

    void blanks() {
        static constexpr std::string_view choices[] = {"", "", "", "", " ", "\n", "\t ", "\r\n  "};
        out_ += choices[pick(8)];
    }

    void value(int size) {
        blanks();
        if (size > 1) {
            pick(3) == 0 ? array(size) : object(size);
        } else {
            scalar();
        }
        blanks();
    }

    void scalar() {
        static const std::string choices[] = {
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1.5",
            "1e3",
            "1E-7",
            "12345678901234567890",
            "1.10",
            "[]",
            "{}",
            "[ ]",
            "\"\"",
            "\"plain\"",
            "\"a \\\"quote\\\"\"",
            "\"\\u00e4\\n\\t\\\\\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud800\"",
            "\"ä€😀\"",
            "\"[not, {a: token}]\"",
            "\"backslash at the end \\\\\"",
            "0.1e+10",
            "\"a longer text that fills a block of sixty-four bytes, and a bit more\""};
        out_ += choices[pick(24)];
    }

    void array(int size) {
        out_.push_back('[');
        const int count = 1 + pick(size);
        for (int i = 0; i < count; ++i) {
            out_ += i > 0 ? "," : "";
            value(size / count);
        }
        out_.push_back(']');
    }

    void object(int size) {
        static const std::string names[] = {"id", "name", "qty", "a\\u0062", "ä", "x\\\\y", "", "lines", "price"};
        out_.push_back('{');
        const int count = 1 + pick(std::min(size, 9));
        for (int i = 0; i < count; ++i) {
            out_ += i > 0 ? "," : "";
            blanks();
            out_ += "\"" + names[i] + "\"";
            blanks();
            out_.push_back(':');
            value(size / count);
        }
        out_.push_back('}');
    }

    std::mt19937& random_;
    std::string out_;
};

std::string childFault(const doc::Document& document, doc::Value parent) {
    std::uint32_t count = 0;
    std::uint32_t end = parent.range().begin;
    for (const doc::Value child : parent.children()) {
        ++count;
        if (child.range().end < child.range().begin || child.range().end > document.bytes().size()) {
            return "a range outside of the bytes at " + child.pointer();
        }
        if (child.range().begin < end || child.range().end > parent.range().end) {
            return "a range outside of its parent's at " + child.pointer();
        }
        end = child.range().end;
    }
    return count == parent.size() ? std::string() : "a wrong count at " + parent.pointer();
}

}  // namespace

std::string randomJson(std::mt19937& random, int size) {
    return JsonMaker(random).make(size);
}

void forEachDamage(const std::string& bytes, const std::function<void(const std::string&)>& each) {
    static constexpr char replacements[] = {'\0', '"', '{', ']', ',', '\n', '\x7f', '\xff', '0', 'x'};
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        each(bytes.substr(0, at));
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(bytes[at] ^ 1);
        each(damaged);
        damaged[at] = replacements[at % sizeof replacements];
        each(damaged);
        damaged.erase(at, 1);
        each(damaged);
    }
}

std::string treeFault(const doc::Document& document) {
    for (std::uint32_t index = 0; index < document.nodes().size(); ++index) {
        const doc::Value value(&document, index);
        if (document.nodes()[index].isContainer()) {
            if (std::string fault = childFault(document, value); !fault.empty()) {
                return fault;
            }
        }
        if (!isLikenessTrue(document.nodes(), index)) {
            return "not like the element before at " + value.pointer();
        }
    }
    return {};
}

}  // namespace pb::test
