#include "models/schema/xsd/ClosedWorld.h"

#include <libxml/parser.h>
#include <libxml/xmlIO.h>

#include <algorithm>
#include <mutex>

namespace pb::schema::xsd {

namespace {

using Files = std::map<std::string, std::string>;

const Files& nothing() {
    static const Files files;
    return files;
}

/// libxml2 asks plain functions; each thread compiles at most one schema at a time.
thread_local const Files* current = nullptr;

int matches(const char*) { return current != nullptr ? 1 : 0; }

/// Never null: libxml2 would go on and ask the next one, which opens files.
void* open(const char* path) {
    const auto file = current->find(path);
    return new std::string_view(file == current->end() ? std::string_view() : std::string_view(file->second));
}

int read(void* context, char* buffer, int length) {
    auto& rest = *static_cast<std::string_view*>(context);
    const std::size_t count = std::min(rest.size(), static_cast<std::size_t>(std::max(length, 0)));
    std::copy_n(rest.data(), count, buffer);
    rest.remove_prefix(count);
    return static_cast<int>(count);
}

void ignore(void*, xmlError*) {}

int close(void* context) {
    delete static_cast<std::string_view*>(context);
    return 0;
}

}  // namespace

ClosedWorld::ClosedWorld(const Files* files) {
    static std::once_flag once;
    std::call_once(once, [] {
        xmlInitParser();
        xmlRegisterInputCallbacks(matches, open, read, close);  // the one that came last is asked first
    });
    current = files ? files : &nothing();
    xmlSetStructuredErrorFunc(nullptr, ignore);  // of this thread; otherwise it prints
}

ClosedWorld::~ClosedWorld() {
    current = nullptr;
    xmlSetStructuredErrorFunc(nullptr, nullptr);
}

}  // namespace pb::schema::xsd
