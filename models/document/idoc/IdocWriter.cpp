#include "models/document/idoc/Idoc.h"

#include <string>
#include <vector>

namespace pb::doc {

namespace {

constexpr std::size_t clientAt = 30, numberAt = 33, segmentAt = 49, parentAt = 55, levelAt = 61;

/// The number with leading zeros, its last digits where it has more.
std::string padded(std::size_t number, std::size_t length) {
    const std::string digits = std::to_string(number);
    return digits.size() < length ? std::string(length - digits.size(), '0') + digits : digits.substr(digits.size() - length);
}

class IdocWriter {
public:
    explicit IdocWriter(const FixedLayout& layout) : layout_(layout) {}

    Result<std::string> write(Value root) {
        PB_CHECK(forEachRecord(layout_.types, root, [this](int type, Value record) { return add(type, record); }));
        return std::move(out_);
    }

private:
    struct Open {
        int type = 0;
        std::size_t number = 0;
    };

    Done add(int type, Value record) {
        PB_TRY(line, writeFixedRecord(type, record, layout_));
        if (type == 0) {
            control_ = record;
            open_.assign(1, Open{});
            count_ = 0;
        } else {
            openAt(type);
            fillHead(record, line);
        }
        out_ += line;
        return {};
    }

    /// A segment that no layout knows stands beneath the one before it, and nothing beneath it.
    void openAt(int type) {
        const RecordType& segment = layout_.types[static_cast<std::size_t>(type)];
        while (!segment.isAnywhere && open_.size() > 1 && open_.back().type != segment.under) {
            open_.pop_back();
        }
        parent_ = open_.back().number;
        level_ = open_.size();
        ++count_;
        if (!segment.isAnywhere) {
            open_.push_back({type, count_});
        }
    }

    void fillHead(Value record, std::string& line) const {
        fill(record, "MANDT", std::string(control_.find("MANDT").text()), clientAt, line);
        fill(record, "DOCNUM", std::string(control_.find("DOCNUM").text()), numberAt, line);
        fill(record, "SEGNUM", padded(count_, 6), segmentAt, line);
        fill(record, "PSGNUM", padded(parent_, 6), parentAt, line);
        fill(record, "HLEVEL", padded(level_, 2), levelAt, line);
    }

    static void fill(Value record, std::string_view name, const std::string& text, std::size_t at, std::string& line) {
        if (!record.find(name)) {
            line.replace(at, text.size(), text);
        }
    }

    const FixedLayout& layout_;
    Value control_;
    std::vector<Open> open_;
    std::size_t count_ = 0, parent_ = 0, level_ = 0;
    std::string out_;
};

}  // namespace

Result<std::string> writeIdocs(Value root, const FixedLayout& layout) {
    return IdocWriter(layout).write(root);
}

}  // namespace pb::doc
