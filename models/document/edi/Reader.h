#pragma once

#include "models/document/edi/Edi.h"
#include "models/document/edi/SetTree.h"

#include <optional>

namespace pb::doc::edi {

/// Walks the envelope: interchanges, groups, sets. What the tree looks like: Edi.h.
class Reader {
public:
    enum class Unit { file, interchange, set };  ///< what becomes one document

    Reader(std::string_view bytes, std::shared_ptr<const void> owner, const EdiOptions& options, Unit unit,
           const EachInterchange* each, const Passed& passed = {});

    Result<EdiReading> read();

private:
    enum class List { none, interchangeAcknowledgements, groups, sets };  ///< of the interchange, open

    struct Frame {  ///< an open interchange, group or set
        bool isOpen = false;
        bool isImplicit = false;  ///< a group without header
        std::string reference;
        int children = 0;
        std::uint32_t segments = 0;
        Strays strays;
    };

    struct Tags {  ///< of the envelope, packed
        std::uint64_t interchangeTrailer = 0, group = 0, groupTrailer = 0, set = 0, setTrailer = 0;
    };

    struct Known {  ///< about a set of a version
        const Guide* guide = nullptr;
        std::shared_ptr<const Dictionary> dictionary;
    };

    Done readInterchange();
    void take(const Segment& segment);
    void openInterchange(const Header& header, const Segment& segment);
    void closeInterchange(const Segment* trailer);
    void openGroup(const Segment* header);
    void closeGroup(const Segment* trailer);
    void openSet(const Segment& header);
    void closeSet(const Segment* trailer);
    void takeStray(const Segment& segment);
    void takeInterchangeAcknowledgement(const Segment& segment);
    void openList(List list, const char* at);
    void closeList();

    void beginDocument(const char* at);
    void finishDocument(const char* end);
    std::size_t likelyNodes() const;
    void writeSegment(const Segment& segment);
    void endObject(Strays& strays);
    const Known& knownFor(const Segment& header);
    Done lookUp(Known& known, std::string_view version, std::string_view set) const;
    void chooseCharset(const Header& header, const Segment& segment);

    std::string_view value(const Segment& segment, std::size_t element, std::size_t component = 1);
    void compareReference(IssueKind kind, const Segment& trailer, std::size_t element, const std::string& wanted);
    void compareCount(IssueKind kind, const Segment& trailer, std::size_t element, std::size_t wanted);
    void reportTrailer(IssueKind kind, std::string_view tag);
    void report(Issue issue, const char* at);

    bool isX12() const { return standard_ == Standard::x12; }
    bool writesEnvelope() const { return unit_ != Unit::set; }

    const EdiOptions options_;
    const Guides& guides_;
    const Unit unit_;
    const EachInterchange* each_;
    std::string_view bytes_;
    std::unique_ptr<TreeWriter> writer_;
    bool hasDocument_ = false;  ///< one is being written
    DocumentPtr model_;  ///< the document before, of a stream
    const char* base_ = nullptr;
    Tokenizer tokens_;
    TextDecoder decoder_;
    SegmentTree tree_;
    SetTree set_;
    Checker checker_;

    Standard standard_ = Standard::x12;
    Tags tags_;
    Delimiters delimiters_;
    std::shared_ptr<const Dictionary> dictionary_;
    std::map<std::string, Known, std::less<>> known_;
    Frame interchange_, group_, setFrame_;
    List list_ = List::none;
    std::string version_;             ///< of the group, X12
    std::size_t lastNodes_ = 0;  ///< of the document before
    bool isWholeUtf8_ = true;
    int interchanges_ = 0;
    const Segment* current_ = nullptr;
    const char* end_ = nullptr;       ///< of the last segment
    bool isStopped_ = false;
    std::optional<Error> failure_;
    std::vector<Issue> issues_;
    bool hasAllIssues_ = true;
};

}  // namespace pb::doc::edi
