#include "models/document/Records.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr std::size_t maxTypes = 2000;

/// Those that are anywhere are beneath all but the file itself and each other.
bool isUnder(const RecordType& type, int parent) {
    return type.isAnywhere ? parent >= 0 : type.under == parent;
}

int typeNamed(const std::vector<RecordType>& types, std::string_view name) {
    const auto found =
        std::find_if(types.begin(), types.end(), [name](const RecordType& type) { return type.name == name; });
    return found == types.end() ? -1 : static_cast<int>(found - types.begin());
}

std::vector<std::string> valuesOf(LayoutMembers& members, Value said) {
    std::vector<std::string> values;
    const auto add = [&](Value value) {
        if (!value.is(Kind::string) && !value.is(Kind::number)) {
            members.refuse(value, say("A text is expected here (in quotes where it looks like a number)."));
        }
        values.emplace_back(value.is(Kind::number) ? value.digits() : value.text());
    };
    if (!said.is(Kind::array)) {
        add(said);
    }
    for (const Value value : said.children()) {
        add(value);
    }
    return values;
}

void readConditions(LayoutMembers& members, RecordType& type) {
    for (const Value said : members.value("when").children()) {
        const auto field = std::find(type.fields.begin(), type.fields.end(), said.name());
        if (said.name().empty() || field == type.fields.end()) {
            members.refuse(said, say("The record has no field “%1”.").arg(qs(clipped(said.name(), 60))));
            return;
        }
        type.when.push_back({static_cast<std::size_t>(field - type.fields.begin()), valuesOf(members, said)});
    }
}

void refuseRepeatedNames(LayoutMembers& members, Value record, const RecordType& type,
                         const std::vector<RecordType>& types) {
    if (type.name.empty() || typeNamed(types, type.name) >= 0) {
        members.refuse(record, say("Each record needs a name of its own."));
    }
    std::vector<std::string_view> names(type.fields.begin(), type.fields.end());
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end(),
                                          [](auto left, auto right) { return left == right && !left.empty(); });
    if (twice != names.end()) {
        members.refuse(record, say("The record has two fields “%1”.").arg(qs(clipped(*twice, 60))));
    }
    const auto& above = type.under < 0 ? type.fields : types[static_cast<std::size_t>(type.under)].fields;
    if (type.under >= 0 && std::find(above.begin(), above.end(), type.name) != above.end()) {
        members.refuse(record, say("A field and a record of “%1” have the same name.").arg(qs(type.name)));
    }
}

}  // namespace

Result<std::vector<RecordType>> readRecordTypes(Value records, const FieldsOf& fieldsOf) {
    std::vector<RecordType> types;
    if (!records.is(Kind::array) || records.size() == 0 || records.size() > maxTypes) {
        return fail(layoutError(records, say("“records” is a list of one to %1 records.").arg(maxTypes)));
    }
    for (const Value record : records.children()) {
        LayoutMembers members(record);
        RecordType type;
        type.name = members.text("name");
        type.repeats = members.flag("repeats", true);
        const std::string under = members.text("under");
        type.under = under.empty() ? -1 : typeNamed(types, under);
        if (type.under < 0 && !under.empty()) {
            members.refuse(record, say("There is no record “%1” before this one.").arg(qs(under)));
        }
        fieldsOf(members, type);
        readConditions(members, type);
        refuseRepeatedNames(members, record, type, types);
        PB_CHECK(members.finish());
        types.push_back(std::move(type));
    }
    return types;
}

int typeOfRecord(const std::vector<RecordType>& types,
                 const std::function<bool(const RecordType&, const RecordType::Condition&)>& holds) {
    for (std::size_t i = 0; i < types.size(); ++i) {
        const RecordType& type = types[i];
        if (std::all_of(type.when.begin(), type.when.end(), [&](const auto& condition) { return holds(type, condition); })) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

bool RecordTree::add(int type, ByteRange range) {
    const int under = types_[static_cast<std::size_t>(type)].under;
    const bool isAnywhere = types_[static_cast<std::size_t>(type)].isAnywhere;
    while (!isAnywhere && !open_.empty() && records_[open_.back()].type != under) {
        open_.pop_back();
    }
    if (open_.empty() && under >= 0) {
        return false;
    }
    const auto record = static_cast<std::uint32_t>(records_.size());
    records_.push_back({type, range, none, none, none, range.end});
    link(open_.empty() ? none : open_.back(), record);
    for (const std::uint32_t ancestor : open_) {
        records_[ancestor].end = range.end;
    }
    if (!isAnywhere) {
        open_.push_back(record);
    }
    return true;
}

void RecordTree::link(std::uint32_t parent, std::uint32_t record) {
    std::uint32_t& first = parent == none ? firstTop_ : records_[parent].firstChild;
    std::uint32_t& last = parent == none ? lastTop_ : records_[parent].lastChild;
    if (first == none) {
        first = record;
    } else {
        records_[last].next = record;
    }
    last = record;
}

void RecordTree::clear() {
    records_.clear();
    open_.clear();
    firstTop_ = lastTop_ = none;
}

bool RecordTree::isInOrder(std::uint32_t firstChild) const {
    int last = -1;
    for (std::uint32_t child = firstChild; child != none; child = records_[child].next) {
        if (records_[child].type < last) {
            return false;
        }
        last = records_[child].type;
    }
    return true;
}

void RecordTree::feed(TreeWriter& writer, std::uint32_t fileEnd, const EmitFields& fields) const {
    writer.begin(Kind::object, 0);
    emitGroups(writer, -1, firstTop_, fields);
    writer.end(fileEnd);
}

void RecordTree::emitGroups(TreeWriter& writer, int parentType, std::uint32_t firstChild,
                            const EmitFields& fields) const {
    if (firstChild == none) {
        return;
    }
    const auto report = [&](Severity severity, const char* rule, const QString& sentence, const QString& why, std::uint32_t at) {
        writer.finding({severity, rule, sentence, why, {{}, 0, 0, records_[at].range.begin}});
    };
    if (!isInOrder(firstChild)) {
        report(Severity::note, "records.order",
               say("Records of different types alternate here; the tree has them grouped by type."),
               say("Written anew they stand in the order of the layout."), firstChild);
    }
    for (std::size_t type = static_cast<std::size_t>(parentType + 1); type < types_.size(); ++type) {
        if (!isUnder(types_[type], parentType)) {
            continue;
        }
        std::vector<std::uint32_t> group;
        for (std::uint32_t child = firstChild; child != none; child = records_[child].next) {
            if (records_[child].type == static_cast<int>(type)) {
                group.push_back(child);
            }
        }
        if (group.empty()) {
            continue;
        }
        writer.name(types_[type].name, records_[group.front()].range.begin);
        const bool isArray = types_[type].repeats || group.size() > 1;
        if (!types_[type].repeats && group.size() > 1) {
            report(Severity::warning, "records.repeated",
                   say("The record “%1” is there %2 times; the layout allows it once.")
                       .arg(qs(types_[type].name))
                       .arg(group.size()),
                   say("It is shown as an array; it cannot be written anew."), group[1]);
        }
        if (isArray) {
            writer.begin(Kind::array, records_[group.front()].range.begin);
        }
        for (const std::uint32_t record : group) {
            emitRecord(writer, record, fields);
        }
        if (isArray) {
            writer.end(records_[group.back()].end);
        }
    }
}

void RecordTree::emitRecord(TreeWriter& writer, std::uint32_t record, const EmitFields& fields) const {
    const Record& source = records_[record];
    writer.begin(Kind::object, source.range.begin);
    fields(writer, source.type, record);
    emitGroups(writer, source.type, source.firstChild, fields);
    writer.end(source.end);
}

namespace {

/// Writes one record and those beneath it.
class RecordWalk {
public:
    RecordWalk(const std::vector<RecordType>& types, const std::function<Done(int, Value)>& write)
        : types_(types), write_(write) {}

    Done members(int parent, Value object) const {
        if (!object.is(Kind::object)) {
            return fail(writeError("", object, say("An object is expected here.")));
        }
        PB_CHECK(checkNames(parent, object));
        for (std::size_t type = 0; type < types_.size(); ++type) {
            const Value found = isUnder(types_[type], parent) ? object.find(types_[type].name) : Value();
            if (found && !found.is(Kind::null)) {
                PB_CHECK(records(static_cast<int>(type), found));
            }
        }
        return {};
    }

private:
    Done checkNames(int parent, Value object) const {
        for (const Value member : object.children()) {
            const auto isField = [&] {
                const auto& fields = types_[static_cast<std::size_t>(parent)].fields;
                return !member.name().empty() && std::find(fields.begin(), fields.end(), member.name()) != fields.end();
            };
            const int type = typeNamed(types_, member.name());
            const bool isRecord = type >= 0 && isUnder(types_[static_cast<std::size_t>(type)], parent);
            if (!isRecord && !(parent >= 0 && isField())) {
                return fail(writeError("", member, say("The layout has no place for it.")));
            }
        }
        return {};
    }

    Done records(int type, Value found) const {
        if (!found.is(Kind::array)) {
            return record(type, found);
        }
        if (!types_[static_cast<std::size_t>(type)].repeats && found.size() > 1) {
            return fail(writeError("", found, say("The layout allows this record once.")));
        }
        for (const Value element : found.children()) {
            PB_CHECK(record(type, element));
        }
        return {};
    }

    Done record(int type, Value found) const {
        if (!found.is(Kind::object)) {
            return fail(writeError("", found, say("An object is expected here.")));
        }
        PB_CHECK(write_(type, found));
        return members(type, found);
    }

    const std::vector<RecordType>& types_;
    const std::function<Done(int, Value)>& write_;
};

}  // namespace

Done forEachRecord(const std::vector<RecordType>& types, Value root, const std::function<Done(int, Value)>& write) {
    return RecordWalk(types, write).members(-1, root);
}

QString loneSurrogateReason() {
    return say("The text has half a character (a lone surrogate), which only JSON can hold.");
}

Error writeError(const char* format, Value where, const QString& reason) {
    const QString name = qs(format).isEmpty() ? say("records") : say(format);
    return {ErrorCode::invalidInput,
            where.pointer().empty() ? say("Cannot write the %1. At its top: %2").arg(name, reason)
                                    : say("Cannot write the %1. At “%2”: %3").arg(name, qs(clipped(where.pointer(), 200)), reason),
            say("Change the value, or the layout that it is written with."), where ? where.place() : Place()};
}

Result<std::string> scalarText(const char* format, Value value) {
    switch (value.kind()) {
        case Kind::null:
            return std::string();
        case Kind::boolean:
            return std::string(value.boolean() ? "true" : "false");
        case Kind::number:
            return std::string(value.digits());
        case Kind::string:
            return std::string(value.text());
        default:
            return fail(writeError(format, value, say("A single value is expected here, not an object or an array.")));
    }
}

Result<std::string> fieldText(const char* format, const RecordType& type, std::size_t field, Value record) {
    const Value value = record.find(type.fields[field]);
    PB_TRY(text, scalarText(format, value));
    const auto condition = std::find_if(type.when.begin(), type.when.end(),
                                        [field](const RecordType::Condition& when) { return when.field == field; });
    if (condition == type.when.end() || condition->values.empty()) {
        return text;
    }
    const auto& allowed = condition->values;
    if (!value) {
        return allowed.front();
    }
    if (std::find(allowed.begin(), allowed.end(), text) == allowed.end()) {
        return fail(writeError(format, value, say("A record “%1” has “%2” here.").arg(qs(type.name), qs(allowed.front()))));
    }
    return text;
}

}  // namespace pb::doc
