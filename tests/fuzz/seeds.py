#!/usr/bin/env python3
"""Makes inputs for the fuzz programs out of the tests: seeds.py PROJECT FOLDER.

FOLDER/any gets every section of the text cases and every sample; FOLDER/NAME what the program fuzz_NAME reads in a form of
its own (its source says which)."""
import ast
import hashlib
import json
import pathlib
import re
import shlex
import sys

project, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
LARGEST = 16384


def put(folder, data):
    data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    if 0 < len(data) <= LARGEST:
        (out / folder).mkdir(parents=True, exist_ok=True)
        (out / folder / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)


def sections_of(path):
    title, text = None, []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("--- "):
            if title:
                yield title, "".join(text)
            title, text = line[4:].strip(), []
        else:
            text.append(line)
    if title:
        yield title, "".join(text)


def parsed(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


def put_expression(expression, value=None):
    put("jsonata", json.dumps(value) + "\n" + expression)


for path in sorted((project / "tests/cases").rglob("*.case")):
    schemas, instances = [], []
    for title, text in sections_of(path):
        put("any", text)
        value = parsed(text)
        if title == "run":
            words = shlex.split(text, comments=False) if "\n" not in text.strip() else []
            for option, argument in zip(words, words[1:]):
                if option == "-e":
                    put_expression(argument)
        elif title == "stdin":
            for line in map(parsed, text.splitlines()):
                if isinstance(line, dict) and "expr" in line:
                    put_expression(line["expr"], line.get("input"))
        if isinstance(value, dict):
            is_schema = any(key in value for key in ("$schema", "properties", "type", "allOf", "$ref"))
            (schemas if is_schema else instances).append(json.dumps(value, separators=(",", ":")))
    for schema in schemas:
        for instance in instances or ["1"]:
            put("validator", schema + "\n" + instance)
    for tightness in "0234":
        put("inference", tightness + "\n".join(instances))
    put("json_alike", "\n".join(instances + instances))

folders = ("files", "schemas", "samples", "maps", "contracts")
for root in ("tests", "resources/workspaces"):
    for path in sorted((project / root).rglob("*")):
        if path.is_file() and path.parent.name in folders:
            put("any", path.read_bytes())
            if path.suffix == ".jsonata":
                put_expression(path.read_text())

string = r'"((?:[^"\\]|\\.)*)"'
for pattern, text in re.findall(r"^    \{" + string + r', "\w*", ' + string + ",", (project / "tests/models/base/tst_regex.cpp").read_text(), re.M):
    put("regex", ast.literal_eval(f'"{pattern}"') + "\n" + ast.literal_eval(f'"{text}"'))

rows = (project / "tests/models/schema/tst_xsd_pattern.cpp").read_text()
for pattern, text in re.findall(r"^    row\(" + string + ", " + string, rows, re.M):
    pattern, text = (ast.literal_eval(f'"{each}"') for each in (pattern, text))
    put("xsd_pattern", f"{pattern}\n{pattern}\n{text}")

pictures = [line[1:-1] for line in (project / "tests/fuzz/dictionaries/picture.dict").read_text().splitlines() if line.startswith('"')]
for function in "01234":
    for picture in pictures:
        put("picture", function.encode() + ast.literal_eval(f'b"{picture}"'))
