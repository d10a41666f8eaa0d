#include "models/document/Builder.h"

#include "models/document/TreeWriter.h"

#include <cassert>

namespace pb::doc {

Builder::Builder(std::string_view bytes, std::shared_ptr<const void> owner, Format format)
    : writer_(std::make_unique<TreeWriter>(bytes, std::move(owner), format)) {}

Builder::~Builder() = default;

void Builder::name(std::string_view name, std::uint32_t begin) {
    assert(writer_->isInObject());
    writer_->name(name, begin);
}

void Builder::null(ByteRange range) {
    writer_->scalar(Kind::null, range, 0, 0);
}

void Builder::boolean(bool value, ByteRange range) {
    writer_->scalar(Kind::boolean, range, 0, value ? 1 : 0);
}

void Builder::number(ByteRange range) {
    writer_->scalar(Kind::number, range, range.begin, range.size());
}

void Builder::number(std::string_view digits, ByteRange range) {
    writer_->text(Kind::number, digits, range);
}

void Builder::string(std::string_view decoded, ByteRange range) {
    writer_->text(Kind::string, decoded, range);
}

void Builder::beginObject(std::uint32_t begin) {
    writer_->begin(Kind::object, begin);
}

void Builder::beginArray(std::uint32_t begin) {
    writer_->begin(Kind::array, begin);
}

void Builder::end(std::uint32_t end) {
    assert(writer_->depth() > 0);
    writer_->end(end);
}

void Builder::finding(Finding finding) {
    writer_->finding(std::move(finding));
}

int Builder::depth() const {
    return writer_->depth();
}

bool Builder::isOverfull() const {
    return writer_->isOverfull();
}

Error Builder::overfullError() {
    return TreeWriter::overfullError();
}

DocumentPtr Builder::finish() {
    assert(writer_->depth() == 0);
    return writer_->finish();
}

}  // namespace pb::doc
