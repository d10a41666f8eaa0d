#include "models/document/edi/EdiLayout.h"

#include "models/base/Text.h"
#include "models/document/SchemaIds.h"

namespace pb::doc {

using namespace edi;

namespace {

/// "x12-004010" or "edifact-d96a".
std::optional<std::pair<Standard, std::string_view>> releaseOf(std::string_view name) {
    for (const auto& [word, standard] : {std::pair{std::string_view("x12-"), Standard::x12},
                                         std::pair{std::string_view("edifact-"), Standard::edifact}}) {
        if (name.starts_with(word) && name.size() > word.size()) {
            return std::pair{standard, name.substr(word.size())};
        }
    }
    return std::nullopt;
}

/// The files of one member of the layout, under the paths that they stand for.
Done addFiles(LayoutMembers& members, std::string_view member, std::string_view suffix, const CodecSettings& settings,
              std::map<std::string, Guides::Text>& files) {
    for (const Value file : members.value(member).children()) {
        const bool isGuide = suffix == ".guide";
        const std::size_t slash = file.name().find('/');
        if (!file.is(Kind::string) || isGuide != (slash != std::string_view::npos) ||
            !releaseOf(file.name().substr(0, slash))) {
            members.refuse(
                file, say("“guides” is a mapping like x12-004010/850: file, “dictionaries” like x12-004010: file."));
            continue;
        }
        PB_TRY(text, loadNamed(settings, std::string(file.text())));
        files[std::string(file.name()) + std::string(suffix)] = {std::string(file.text()), std::move(text)};
    }
    return {};
}

/// Reads all of them, so that what is wrong is said at once.
Done checkGuides(const Guides& guides, const std::map<std::string, Guides::Text>& files) {
    for (const auto& [path, text] : files) {
        const std::size_t slash = path.find('/');
        const auto release = releaseOf(std::string_view(path).substr(0, slash));
        if (path.ends_with(".guide")) {
            const std::string set = path.substr(slash + 1, path.rfind('.') - slash - 1);
            PB_TRY(guide, guides.find(release->first, release->second, set));
            if (!guide) {
                return fail(ErrorCode::wrongUse,
                            say("Cannot use the layout. “%1” names no release and set.").arg(qs(path)),
                            say("Releases and sets have letters and digits: x12-004010/850, edifact-d96a/ORDERS."));
            }
        } else {
            PB_CHECK(guides.dictionary(release->first, release->second));
        }
    }
    return {};
}

}  // namespace

Result<EdiLayout> readEdiLayout(const CodecSettings& settings) {
    LayoutMembers members(settings.layout);
    EdiLayout layout;
    constexpr std::string_view lineEnds[] = {"\n", "\r\n", ""};
    layout.style.lineEnd = lineEnds[members.choice("lineEnd", {"lf", "crlf", "none"}, 0)];
    layout.streamsSets = members.choice("records", {"interchanges", "sets"}, 0) == 1;
    std::map<std::string, Guides::Text> files;
    PB_CHECK(addFiles(members, "guides", ".guide", settings, files));
    PB_CHECK(addFiles(members, "dictionaries", "/dictionary", settings, files));
    PB_CHECK(members.finish());
    if (!files.empty()) {
        auto guides = std::make_shared<Guides>(std::vector<std::filesystem::path>(), files);
        PB_CHECK(checkGuides(*guides, files));
        layout.guides = std::move(guides);
    }
    return layout;
}

}  // namespace pb::doc
