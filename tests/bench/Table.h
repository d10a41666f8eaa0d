#pragma once

#include <QSysInfo>

#include <chrono>
#include <cstdio>

namespace pb::bench {

inline double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A table of figures on stdout, readable as Markdown. Rows come out as they are measured.
class Table {
public:
    explicit Table(const char* title) {
        std::printf("\n%s, on %s\n\n| %-52s | %12s | %-8s | %-10s |\n|---|---|---|---|\n", title,
                    qPrintable(QSysInfo::machineHostName()), "what", "measured", "unit", "wanted");
    }
    /// `wanted` is the budget in words ("≤ 30"), empty where there is none.
    void row(const char* what, double measured, const char* unit, const char* wanted = "") {
        std::printf("| %-52s | %12.*f | %-8s | %-10s |\n", what, measured < 10 ? 2 : measured < 1000 ? 1 : 0, measured, unit, wanted);
        std::fflush(stdout);
    }
};

}  // namespace pb::bench
