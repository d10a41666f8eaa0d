#pragma once

#include "models/schema/JsonText.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::schema {

/// Writes nested JSON objects, a member a line, two blanks a level.
class SchemaText {
public:
    std::string take() { return std::move(out_) + "\n"; }

    void open() {
        out_ += "{";
        ++depth_;
        first_ = true;
    }
    void close() {
        --depth_;
        if (!first_) {
            newLine();
        }
        out_ += "}";
        first_ = false;
    }
    void key(std::string_view name) {
        out_ += first_ ? "" : ",";
        newLine();
        out_ += jsonText(name) + ": ";
        first_ = false;
    }
    void entry(std::string_view name, const std::string& json) {
        key(name);
        out_ += json;
    }
    void list(std::string_view name, const std::vector<std::string>& values) {
        std::string all;
        for (const std::string& value : values) {
            all += (all.empty() ? "" : ", ") + value;
        }
        entry(name, "[" + all + "]");
    }

private:
    void newLine() { out_.append("\n").append(static_cast<std::size_t>(depth_) * 2, ' '); }

    std::string out_;
    int depth_ = 0;
    bool first_ = true;
};

}  // namespace pb::schema
