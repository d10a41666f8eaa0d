"""python_referee.py PATCHBAY_CLI FOLDER: Python's protobuf (upb) reads what ours wrote of messages, and the reverse."""
import importlib
import json
import pathlib
import random
import subprocess
import sys

import grpc_tools.protoc
from google.protobuf import json_format

CLI, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
MESSAGES = 40
WELL_KNOWN = "".join(f'import "google/protobuf/{name}.proto";\n'
                     for name in ("any", "duration", "field_mask", "struct", "timestamp", "wrappers"))
SCALARS = ("int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32", "sfixed64",
           "float", "double", "bool", "string", "bytes")


def fields(label, first, suffix="", options=""):
    """A field of each scalar type."""
    return "".join(f"  {label} {kind} {kind}_{suffix} = {first + i}{options if kind not in ('string', 'bytes') else ''};\n"
                   for i, kind in enumerate(SCALARS))


def new_proto(packed):
    return f"""syntax = "proto3"; package shop; {WELL_KNOWN}
enum Color {{ RED = 0; GREEN = 1; BLUE = -7; }}
message Old {{ int64 int64_one = 2; }}
message All {{
{fields("", 1, "one")}{fields("optional", 21, "may")}{fields("repeated", 41, "many", f" [packed = {packed}]")}
  Color color = 61; repeated Color colors = 62 [packed = {packed}]; All below = 63; repeated All more = 64;
  map<string, All> by_name = 65; map<sint64, Color> by_number = 66; map<bool, bytes> by_bool = 67;
  oneof choice {{ string left = 68; All right = 69; fixed64 neither = 70; }}
  google.protobuf.Timestamp at = 71; google.protobuf.Duration within = 72; google.protobuf.Struct extra = 73;
  google.protobuf.Any any = 74; google.protobuf.FieldMask mask = 75; google.protobuf.Int64Value wrapped = 76;
  string named = 77 [json_name = "Other Name"];
}}
"""


def old_proto():
    return f"""syntax = "proto2"; package house;
enum Size {{ SMALL = 1; LARGE = 5; }}
message Older {{ required string id = 1; }}
message Order {{
  required string id = 1; optional Size size = 2 [default = LARGE]; repeated int32 plain = 3; repeated int32 packed = 4 [packed = true];
  optional group Payment = 5 {{ optional string holder = 6; repeated group Part = 7 {{ optional double amount = 8; }} }}
{fields("optional", 11, "may")}{fields("repeated", 31, "many")}
  optional Order below = 51; extensions 100 to 200;
}}
extend Order {{ optional int32 priority = 100; repeated Order related = 101; }}
"""


def patchbay(*words):
    done = subprocess.run([CLI, *words], capture_output=True)
    assert done.returncode == 0, (words, done.stderr.decode())
    return done.stdout


def compiled(name, text):
    (FOLDER / f"{name}.proto").write_text(text)
    include = pathlib.Path(grpc_tools.protoc.__file__).parent / "_proto"
    assert grpc_tools.protoc.main(["", f"-I{FOLDER}", f"-I{include}", f"--python_out={FOLDER}", f"{name}.proto"]) == 0
    return importlib.import_module(f"{name}_pb2")


def scalar(field, dice):
    kind = field.type
    if kind in (field.TYPE_STRING, field.TYPE_BYTES):
        text = "".join(dice.choice("ab \"\\\n\u00e4\u20ac\U0001f600") for _ in range(dice.randrange(8)))
        return text if kind == field.TYPE_STRING else dice.randbytes(dice.randrange(8))
    if kind == field.TYPE_BOOL:
        return dice.random() < 0.5
    if kind == field.TYPE_ENUM:
        return dice.choice(field.enum_type.values).number
    if kind in (field.TYPE_FLOAT, field.TYPE_DOUBLE):
        return dice.choice((0.0, -0.0, 0.5, 1e30, float("inf"), float("-inf"), float("nan"), dice.random()))
    bits = 32 if kind in (field.TYPE_INT32, field.TYPE_UINT32, field.TYPE_SINT32, field.TYPE_FIXED32, field.TYPE_SFIXED32) else 64
    isUnsigned = kind in (field.TYPE_UINT32, field.TYPE_UINT64, field.TYPE_FIXED32, field.TYPE_FIXED64)
    least, most = (0, 2 ** bits - 1) if isUnsigned else (-2 ** (bits - 1), 2 ** (bits - 1) - 1)
    return dice.choice((least, most, 0, 1, dice.randint(least, most)))


def fill_known(message, dice, module):
    """The types that have a form of their own in JSON; whether it is one of them."""
    name = message.DESCRIPTOR.full_name
    if name == "google.protobuf.Timestamp":
        message.seconds, message.nanos = dice.randrange(-62135596800, 253402300800), dice.choice((0, 5, 789_000_000, 999_999_999))
    elif name == "google.protobuf.Duration":
        sign = dice.choice((-1, 1))
        message.seconds, message.nanos = sign * dice.randrange(10 ** 9), sign * dice.choice((0, 1, 500_000_000))
    elif name == "google.protobuf.Struct":
        message.update({"x": {"y": [1.5, "s", None, True]}, "": -1})
    elif name == "google.protobuf.FieldMask":
        message.paths.extend(["int32_one", "below.at"])
    elif name == "google.protobuf.Any":
        inside = filled(module.All(), dice, 0, module)
        for unordered in ("by_name", "by_number", "by_bool"):  # its bytes are compared
            inside.ClearField(unordered)
        message.Pack(inside)
    else:
        return False
    return True


def filled(message, dice, depth, module):
    """The message with random fields."""
    if fill_known(message, dice, module):
        return message
    for field in message.DESCRIPTOR.fields:
        if not field.is_required and dice.random() < 0.6:
            continue
        isMessage = field.type in (field.TYPE_MESSAGE, field.TYPE_GROUP)
        if isMessage and field.message_type.GetOptions().map_entry:
            fill_map(getattr(message, field.name), field, dice, depth, module)
        elif isMessage and depth > 0:
            target = getattr(message, field.name)
            for one in [target.add() for _ in range(dice.randrange(3))] if field.is_repeated else [target]:
                one.SetInParent()
                filled(one, dice, depth - 1, module)
        elif not isMessage and field.is_repeated:
            getattr(message, field.name).extend(scalar(field, dice) for _ in range(dice.randrange(4)))
        elif not isMessage:
            setattr(message, field.name, scalar(field, dice))
    return message


def fill_map(target, field, dice, depth, module):
    key, value = field.message_type.fields_by_name["key"], field.message_type.fields_by_name["value"]
    for _ in range(dice.randrange(3)):
        if value.type != value.TYPE_MESSAGE:
            target[scalar(key, dice)] = scalar(value, dice)
        elif depth > 0:
            filled(target[scalar(key, dice)], dice, depth - 1, module)


def numbers(tree):
    """JSON in which -0 keeps its sign."""
    return json.loads(tree, parse_int=lambda digits: -0.0 if digits == "-0" else int(digits))


def seen(tree, kind):
    """A tree of ours as a message."""
    return json_format.ParseDict(tree, kind())


def bytes_of(message):
    """One form for equal messages, NaN too."""
    return message.SerializeToString(deterministic=True)


def layout(name, members):
    path = FOLDER / name
    path.write_text(json.dumps({"format": "protobuf", **members}))
    return str(path)


def converted(tree, layout_path):
    source, target = FOLDER / "tree.json", FOLDER / "ours.bin"
    source.write_bytes(tree)
    patchbay("doc", "convert", str(source), str(target), "--to-layout", layout_path)
    return target.read_bytes()


def judge(message, name, older):
    """Read by ours, written by ours, read by ours with a schema that has next to nothing of it."""
    source = FOLDER / "theirs.bin"
    source.write_bytes(message.SerializeToString())
    whole = layout("whole.yaml", {"schema": f"{name}.proto", "message": message.DESCRIPTOR.full_name})
    tree = patchbay("doc", "show", str(source), "--layout", whole)
    assert bytes_of(seen(numbers(tree), type(message))) == bytes_of(message), tree.decode()
    assert patchbay("doc", "echo", str(source), "--layout", whole) == source.read_bytes()
    assert bytes_of(type(message).FromString(converted(tree, whole))) == bytes_of(message), tree.decode()
    part = layout("part.yaml", {"schema": f"{name}.proto", "message": older})
    unknown = patchbay("doc", "show", str(source), "--layout", part)
    assert bytes_of(type(message).FromString(converted(unknown, part))) == bytes_of(message), unknown.decode()


def judge_packing(message, unpacked):
    """Lists one by one where the schema packs them."""
    source = FOLDER / "unpacked.bin"
    source.write_bytes(unpacked.FromString(message.SerializeToString()).SerializeToString())
    tree = patchbay("doc", "show", str(source), "--layout", str(FOLDER / "whole.yaml"))
    assert bytes_of(seen(numbers(tree), type(message))) == bytes_of(message), tree.decode()


def varint(number):
    return bytes([number & 127 | 128]) + varint(number >> 7) if number > 127 else bytes([number])


def judge_delimited(messages, name):
    source = FOLDER / "many.bin"
    source.write_bytes(b"".join(varint(message.ByteSize()) + message.SerializeToString() for message in messages))
    many = layout("many.yaml", {"schema": f"{name}.proto", "message": messages[0].DESCRIPTOR.full_name, "wire": "delimited"})
    trees = numbers(patchbay("doc", "show", str(source), "--layout", many))
    assert [bytes_of(seen(tree, type(messages[0]))) for tree in trees] == [bytes_of(m) for m in messages]


def main():
    sys.path.insert(0, str(FOLDER))
    new = compiled("new", new_proto("true"))
    unpacked = compiled("unpacked", new_proto("false").replace("package shop", "package plain"))
    old = compiled("old", old_proto())
    dice = random.Random(7)
    alls = [filled(new.All(), dice, 2, new) for _ in range(MESSAGES)]
    for message in alls:
        judge(message, "new", "shop.Old")
        judge_packing(message, unpacked.All)
    orders = [filled(old.Order(), dice, 2, old) for _ in range(MESSAGES)]
    for order in orders:
        order.Extensions[old.priority] = dice.randrange(100)
        order.Extensions[old.related].add().id = "other"
        judge(order, "old", "house.Older")
    judge_delimited(alls, "new")
    judge_delimited(orders, "old")
    print(f"{len(alls) + len(orders)} messages: Python's protobuf agrees.")


main()
