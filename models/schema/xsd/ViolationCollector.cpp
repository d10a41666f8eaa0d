#include "models/schema/xsd/ViolationCollector.h"

#include "models/base/Text.h"
#include "models/schema/Expectation.h"

#include <algorithm>

namespace pb::schema::xsd {

namespace {

constexpr std::size_t mostSlowFaults = 4;  ///< each may cost libxml2 a second

}  // namespace

ViolationCollector::ViolationCollector(doc::Value root, const Field& tree, ShownName shownName, std::size_t limit,
                                       bool contentsAreSlow)
    : root_(root), tree_(tree), shownName_(std::move(shownName)), limit_(limit), contentsAreSlow_(contentsAreSlow) {}

ViolationCollector::~ViolationCollector() { std::for_each(cut_.begin(), cut_.end(), xmlFreeNode); }

void ViolationCollector::add(const xmlError& error) {
    auto* const node = static_cast<xmlNode*>(error.node);
    const std::string keyword = keywordFor(error.code);
    const std::string_view message = error.message ? error.message : "";
    const bool isEcho = keyword == "type" && lastWasFacet_ && node == lastNode_;  // libxml2 says so after each facet
    lastNode_ = node;
    lastWasFacet_ = message.find("[facet '") != std::string_view::npos;
    if (isEcho || isDone_) {
        return;
    }
    found_.push_back(violation(node, attributeIn(message), keyword, qs(withoutHead(message))));
    contentFaults_ += contentsAreSlow_ && keyword == "content" ? 1 : 0;
    isDone_ = found_.size() >= limit_ || contentFaults_ >= mostSlowFaults;
    if (isDone_ && found_.size() < limit_) {
        found_.push_back(violation(node, {}, "limit",
                                   say("The check was not finished. The schema has repetitions inside of repetitions; after %1 "
                                       "wrong contents of such a schema nothing more is looked at.")
                                       .arg(mostSlowFaults)));
    }
    if (isDone_) {
        cutBehind(node);
    }
}

XsdViolation ViolationCollector::violation(const xmlNode* node, const std::string& attribute, std::string keyword,
                                           const QString& sentence) const {
    XsdViolation made;
    made.instance = valueOf(node, root_);
    if (!attribute.empty()) {
        made.instance = attributeOf(made.instance, attribute);
    }
    made.schemaPlace = fieldOf(node, attribute, tree_, shownName_).place;
    made.keyword = std::move(keyword);
    made.sentence = say("%1: %2").arg(pathForPeople(made.instance), sentence);
    return made;
}

void ViolationCollector::cutBehind(xmlNode* node) {
    const auto cut = [this](xmlNode* each) {
        xmlUnlinkNode(each);
        cut_.push_back(each);
    };
    node = node && node->type == XML_ATTRIBUTE_NODE ? node->parent : node;
    while (node && node->children) {
        cut(node->children);
    }
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
        while (node->next) {
            cut(node->next);
        }
    }
}

}  // namespace pb::schema::xsd
