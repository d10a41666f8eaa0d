#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace pb::bench {

/// The most memory that a process had, in bytes.
struct Memory {
    double all = 0;  ///< with the files that it maps
    double own = 0;  ///< without them
    bool isGood = false;  ///< it ended well
};

/// What /proc says of the process at this moment (proc(5), status: VmHWM and RssAnon, in kB).
inline void sample(pid_t process, Memory& memory) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);) {
        const double bytes = 1024 * std::strtod(line.c_str() + line.find(':') + 1, nullptr);
        if (line.starts_with("VmHWM:")) memory.all = std::max(memory.all, bytes);
        if (line.starts_with("RssAnon:")) memory.own = std::max(memory.own, bytes);
    }
}

/// Runs a program, looks at it every millisecond, and throws its output away. Not by rusage: that counts what the process
/// was before it became the program, which is a copy of this one.
inline Memory peakMemory(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const std::string program = std::filesystem::canonical(command.front());
    std::fflush(stdout);  // or the child would print it again
    const pid_t child = ::fork();
    if (child == 0) {
        if (!std::freopen("/dev/null", "w", stdout)) std::_Exit(126);
        ::execv(arguments[0], arguments.data());
        std::_Exit(127);
    }
    Memory memory;
    const std::string link = "/proc/" + std::to_string(child) + "/exe";
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        std::error_code gone;
        if (std::filesystem::read_symlink(link, gone) == program) sample(child, memory);
        ::usleep(1'000);
    }
    memory.isGood = status == 0;
    return memory;
}

}  // namespace pb::bench
