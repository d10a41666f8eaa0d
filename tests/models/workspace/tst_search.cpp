#include "models/workspace/SearchIndex.h"
#include "tests/models/workspace/Folder.h"
#include "tests/support/TestMain.h"

using namespace pb::workspace;
using pb::Address;
using pb::AddressKind;

class SearchTest : public QObject {
    Q_OBJECT

    static std::vector<std::string> texts(const SearchIndex& index, const char* query, std::size_t limit = 10) {
        std::vector<std::string> out;
        for (const auto& hit : index.find(query, limit)) out.push_back(hit.entry->text);
        return out;
    }

private slots:
    void betterMatchesComeFirst() {
        SearchIndex index;
        for (const char* name : {"reorder", "o-r-d-e-r", "sales-order", "orders", "order", "salesOrderId", "customer"}) {
            index.add({Address::of(AddressKind::map, name), name, ""});
        }
        QCOMPARE(texts(index, "ORDER"),
                 (std::vector<std::string>{"order", "orders", "sales-order", "salesOrderId", "reorder", "o-r-d-e-r"}));
        QCOMPARE(texts(index, "order", 2), (std::vector<std::string>{"order", "orders"}));
        QVERIFY(texts(index, "").empty());
        QVERIFY(texts(index, "   ").empty());
        QVERIFY(texts(index, "xyz").empty());
    }

    void theKindNarrows() {
        SearchIndex index;
        index.add({Address::of(AddressKind::map, "order"), "order", ""});
        index.add({Address::of(AddressKind::schema, "order"), "order", ""});
        const auto hits = index.find("schema ord", 10);
        QCOMPARE(hits.size(), std::size_t(1));
        QCOMPARE(hits[0].entry->address.kind, AddressKind::schema);
    }

    void lettersBeyondAsciiAreFoundInAnyCase() {
        SearchIndex index;
        index.add({Address::of(AddressKind::map, "Überweisung"), "Überweisung", ""});
        QCOMPARE(texts(index, "über").size(), std::size_t(1));
        QCOMPARE(texts(index, "ÜBER").size(), std::size_t(1));
    }

    void fieldsOfSchemasAreFoundWithTheirPlace() {
        const pb::test::Folder folder;
        QVERIFY(folder.write("patchbay.yaml", "format: 1\n"));
        QVERIFY(folder.write("schemas/order.schema.json", R"({"properties": {"lines": {"items": {"properties": {"unit": {}}}}}})"));
        QVERIFY(folder.write("schemas/broken.schema.json", "{"));
        const auto index = SearchIndex::of(*Workspace::open(folder.path()));
        const auto hits = index.find("unit", 10);
        QCOMPARE(hits.size(), std::size_t(1));
        QCOMPARE(hits[0].entry->address.print(), std::string("schema:order/properties/lines/items/properties/unit"));
        QCOMPARE(hits[0].entry->detail, std::string("schemas/order.schema.json"));
    }
};

PATCHBAY_TEST("tst_search", SearchTest);
#include "tst_search.moc"
