#pragma once

#include "models/schema/XsdValidator.h"
#include "models/schema/xsd/XsdErrors.h"

#include <libxml/xmlerror.h>

namespace pb::schema::xsd {

/// Turns what libxml2 reports of one document into violations. When there are enough it takes away what comes behind in
/// the document, so that libxml2 ends soon; where contents take long to check, that is after a few wrong ones.
class ViolationCollector {
public:
    ViolationCollector(doc::Value root, const Field& tree, ShownName shownName, std::size_t limit, bool contentsAreSlow);
    ~ViolationCollector();
    ViolationCollector(const ViolationCollector&) = delete;
    ViolationCollector& operator=(const ViolationCollector&) = delete;

    void add(const xmlError& error);
    /// Of an element, or its attribute of that local name.
    XsdViolation violation(const xmlNode* node, const std::string& attribute, std::string keyword, const QString& sentence) const;
    std::vector<XsdViolation>& found() { return found_; }

private:
    void cutBehind(xmlNode* node);

    doc::Value root_;
    const Field& tree_;
    ShownName shownName_;
    std::size_t limit_, contentFaults_ = 0;
    std::vector<XsdViolation> found_;
    std::vector<xmlNode*> cut_;
    const void* lastNode_ = nullptr;
    bool contentsAreSlow_, lastWasFacet_ = false, isDone_ = false;
};

}  // namespace pb::schema::xsd
