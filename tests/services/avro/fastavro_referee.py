"""fastavro_referee.py PATCHBAY_CLI FOLDER: container files of Avro that fastavro wrote are read, and ours are read by it."""
import base64
import datetime
import decimal
import json
import pathlib
import random
import subprocess
import sys
import uuid

import fastavro

CLI, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
CODECS = ("null", "deflate", "snappy", "zstandard")
RECORDS = 40
EPOCH = datetime.datetime(1970, 1, 1)

ORDER = {
    "type": "record", "name": "Order", "namespace": "shop", "aliases": ["Bestellung"], "fields": [
        {"name": "id", "type": "long"},
        {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
            {"name": "sku", "type": "string"},
            {"name": "quantity", "type": "int"},
            {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 3}},
            {"name": "weight", "type": ["null", "double"], "default": None}]}}},
        {"name": "total", "type": {"type": "fixed", "name": "Money", "size": 9, "logicalType": "decimal",
                                   "precision": 18, "scale": 2}},
        {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["open", "paid", "sent"]}},
        {"name": "payment", "type": [
            "null",
            {"type": "record", "name": "Card", "namespace": "pay", "fields": [{"name": "holder", "type": "string"}]},
            {"type": "record", "name": "Invoice", "namespace": "pay", "fields": [{"name": "days", "type": "int"},
                                                                                 {"name": "money", "type": "shop.Money"}]}]},
        {"name": "note", "type": ["string", "null"]},
        {"name": "amounts", "type": {"type": "map", "values": "float"}},
        {"name": "parts", "type": {"type": "map", "values": "Line"}},
        {"name": "digest", "type": {"type": "fixed", "name": "Digest", "size": 5}},
        {"name": "raw", "type": "bytes"},
        {"name": "isExpress", "type": "boolean"},
        {"name": "ratio", "type": "double"},
        {"name": "key", "type": {"type": "string", "logicalType": "uuid"}},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "clock", "type": {"type": "int", "logicalType": "time-millis"}},
        {"name": "fineClock", "type": {"type": "long", "logicalType": "time-micros"}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "fineAt", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "localAt", "type": {"type": "long", "logicalType": "local-timestamp-millis"}}]}

# What a newer program reads orders through: another name, order, wider types, a default, a symbol it does not know.
NEWER = {
    "type": "record", "name": "Bestellung2", "aliases": ["shop.Order"], "fields": [
        {"name": "channel", "type": "string", "default": "web"},
        {"name": "ratio", "type": "double"},
        {"name": "number", "aliases": ["id"], "type": "double"},
        {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["open", "other"], "default": "other"}},
        {"name": "note", "type": ["null", "string"]},
        {"name": "amounts", "type": {"type": "map", "values": "double"}}]}


def patchbay(*words):
    done = subprocess.run([CLI, *words], capture_output=True)
    assert done.returncode == 0, (words, done.stderr.decode())
    return done.stdout


def make(schema, named, dice):
    """A random value of a schema, as fastavro takes it."""
    if isinstance(schema, list):
        return make(dice.choice(schema), named, dice)
    kind = schema if isinstance(schema, str) else schema["type"]
    logical = None if isinstance(schema, str) else schema.get("logicalType")
    if kind in named:
        return make(named[kind], named, dice)
    if logical == "decimal":
        digits = dice.randrange(10 ** dice.randrange(1, schema["precision"] + 1))
        return decimal.Decimal(dice.choice((-1, 1)) * digits).scaleb(-schema["scale"])
    if logical:
        return make_logical(logical, dice)
    if kind == "record":
        value = {field["name"]: make(field["type"], named, dice) for field in schema["fields"]}
        return {**value, "-type": full_name(schema)} if full_name(schema).startswith("pay.") else value
    if kind == "array":
        return [make(schema["items"], named, dice) for _ in range(dice.randrange(4))]
    if kind == "map":
        return {text(dice) + str(i): make(schema["values"], named, dice) for i in range(dice.randrange(4))}
    if kind in ("bytes", "fixed"):
        return dice.randbytes(schema["size"] if kind == "fixed" else dice.randrange(20))
    makers = {"null": lambda: None, "string": lambda: text(dice), "boolean": lambda: dice.random() < 0.5,
              "enum": lambda: dice.choice(schema["symbols"]),
              "int": lambda: dice.choice((-2 ** 31, 2 ** 31 - 1, 0, dice.randrange(-9999, 9999))),
              "long": lambda: dice.choice((-2 ** 63, 2 ** 63 - 1, 0, dice.randrange(-2 ** 60, 2 ** 60))),
              "float": lambda: dice.choice((0.5, -2.25, 3e8, float("inf"))),
              "double": lambda: dice.choice((0.1, -1e300, 5e-324, float("-inf"), dice.random()))}
    return makers[kind]()


def make_logical(logical, dice):
    moment = EPOCH + datetime.timedelta(microseconds=dice.randrange(-2 ** 54, 2 ** 55))
    coarse = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return {"uuid": lambda: uuid.UUID(bytes=dice.randbytes(16)), "date": moment.date,
            "time-millis": coarse.time, "time-micros": moment.time, "local-timestamp-millis": lambda: coarse,
            "timestamp-millis": lambda: coarse.replace(tzinfo=datetime.timezone.utc),
            "timestamp-micros": lambda: moment.replace(tzinfo=datetime.timezone.utc)}[logical]()


def text(dice):
    return "".join(dice.choice("abc \"\\\n\u00e4\u20ac\U0001f600") for _ in range(dice.randrange(12)))


def full_name(schema):
    return schema["name"] if "." in schema["name"] else schema.get("namespace", "shop") + "." + schema["name"]


def names_in(schema, named):
    if isinstance(schema, list):
        for branch in schema:
            names_in(branch, named)
    elif isinstance(schema, dict):
        if schema["type"] in ("record", "fixed", "enum"):
            named[schema["name"]] = named[full_name(schema)] = schema
        for below in ("type", "items", "values"):
            names_in(schema.get(below) if isinstance(schema.get(below), (dict, list)) else None, named)
        for field in schema.get("fields", ()):
            names_in(field["type"], named)
    return named


def seen(value):
    """A value of fastavro's as our README says that an expression sees it; numbers as Decimal."""
    if isinstance(value, dict):
        value = {name: seen(member) for name, member in value.items()}
        branch = value.pop("-type", None)
        return {branch: value} if branch else value
    if isinstance(value, (list, tuple)):
        return [seen(element) for element in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, float):
        special = {float("inf"): "Infinity", float("-inf"): "-Infinity"}
        return special.get(value) or decimal.Decimal(repr(value)).normalize()
    if isinstance(value, (int, decimal.Decimal)):
        return decimal.Decimal(value).normalize()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return moment_text(value.replace(tzinfo=None)) + "Z"
    return moment_text(value)


def moment_text(value):
    """Without zeros at the end of its fraction, as `comparable` makes ours."""
    return comparable(value.isoformat())


def comparable(value):
    """What ours says, with numbers and fractions of seconds in one form."""
    if isinstance(value, dict):
        return {name: comparable(member) for name, member in value.items()}
    if isinstance(value, list):
        return [comparable(element) for element in value]
    if isinstance(value, decimal.Decimal):
        return value.normalize()
    if isinstance(value, str) and len(value) > 9 and value[-1:].isdigit() and ":" in value and "." in value:
        return value.rstrip("0").rstrip(".")
    if isinstance(value, str) and value.endswith("Z") and "." in value and ":" in value:
        return value[:-1].rstrip("0").rstrip(".") + "Z"
    return value


def shown(*words):
    number = {"parse_float": decimal.Decimal, "parse_int": decimal.Decimal}
    return comparable(json.loads(patchbay("doc", "show", *words), **number))


def doubles(value):
    """All numbers as doubles, which each side prints in its own way."""
    if isinstance(value, dict):
        return {name: doubles(member) for name, member in value.items()}
    if isinstance(value, list):
        return [doubles(element) for element in value]
    return float(value) if isinstance(value, decimal.Decimal) else value


def layout(name, members):
    path = FOLDER / name
    path.write_text(json.dumps({"format": "avro", **members}))
    return str(path)


def with_types(orders):
    """What fastavro read of a union of records names its branch; ours always does."""
    for order in orders:
        if isinstance(order["payment"], dict):
            order["payment"]["-type"] = "pay.Card" if "holder" in order["payment"] else "pay.Invoice"
    return orders


def judge(codec, orders):
    theirs, ours, tree = FOLDER / f"{codec}.avro", FOLDER / f"{codec}-ours.avro", FOLDER / f"{codec}.json"
    parsed = fastavro.parse_schema(ORDER)
    with open(theirs, "wb") as out:
        fastavro.writer(out, parsed, orders, codec=codec, sync_interval=2000)
    assert shown(str(theirs)) == [seen(order) for order in orders], codec
    assert patchbay("doc", "echo", str(theirs)) == theirs.read_bytes(), codec
    tree.write_bytes(patchbay("doc", "show", str(theirs)))
    patchbay("doc", "convert", str(tree), str(ours), "--to-layout",
             layout("ours.yaml", {"schema": "order.avsc", "codec": codec}))
    with open(ours, "rb") as file:
        reader = fastavro.reader(file)
        assert reader.codec == codec
        assert [seen(order) for order in with_types(list(reader))] == [seen(order) for order in orders], codec
    with open(theirs, "rb") as file:
        newer = [seen(order) for order in fastavro.reader(file, reader_schema=NEWER)]
    ours_of_newer = shown(str(theirs), "--layout", layout("newer.yaml", {"reader": "newer.avsc"}))
    assert doubles(ours_of_newer) == doubles(newer), codec


def main():
    (FOLDER / "order.avsc").write_text(json.dumps(ORDER))
    (FOLDER / "newer.avsc").write_text(json.dumps(NEWER))
    named = names_in(ORDER, {})
    dice = random.Random(4)
    for codec in CODECS:
        judge(codec, [make(ORDER, named, dice) for _ in range(RECORDS)])
    print(f"{len(CODECS)} codecs, {RECORDS * len(CODECS)} records: fastavro agrees.")


main()
