#!/usr/bin/env python3
"""coverage.py PROJECT: every function and operator of the expression language has a case in which it works and one in which
it fails, in tests/cases/jsonata (`map eval --batch`: a line of stdin is answered by the line of stdout)."""
import json
import pathlib
import re
import sys

project = pathlib.Path(sys.argv[1])
CANNOT_FAIL = {"*", "**", "=", "!=", "in", "??", "(;)"}  # whatever stands beside them
ONLY_FAILS = {"error"}
OPERATORS = {
    ".": r"\w\.\w", "[": r"\w\[", "^(": r"\^\(", "{": r"[\w)]\{", "*": r"\.\*", "**": r"\*\*\.", "%": r"\.%", "#": r"#", "@": r"@\$",
    "+": r" \+ ", "-": r" - ", "* ": r" \* ", "/": r" / ", "% ": r" % ", "-1": r"(^|[( ])-[\w('(]", "..": r"\.\.",
    "=": r" = ", "!=": r" != ", "<": r" < ", "<=": r" <= ", ">": r" > ", ">=": r" >= ", "in": r" in ",
    "and": r" and ", "or": r" or ", "&": r" & ", "?": r" \? ", "?:": r" \?: ", "??": r" \?\? ", ":=": r" := ", "~>": r" ~> ",
    "~>|": r"~> \|", "(;)": r"; ", "function": r"function\(", "λ": "λ", "(?)": r"\?[,)]", "/re/": r"/[^ ]+/i?[),]", "/* */": r"/\*",
}


def answers():
    for path in sorted((project / "tests/cases/jsonata").glob("*.case")):
        sections = re.split(r"^--- (.*)\n", path.read_text(), flags=re.M)
        parts = dict(zip(sections[1::2], sections[2::2]))
        for request, answer in zip(parts["stdin"].splitlines(), parts["stdout"].splitlines(), strict=True):
            yield json.loads(request)["expr"], json.loads(answer)


good, failed, tokens = [], [], set()
for expression, answer in answers():
    (failed if "error" in answer else good).append(expression)
    tokens.add(answer.get("error", {}).get("token"))

missing = []
for source in sorted((project / "models/jsonata/functions").glob("*.cpp")):
    for name in re.findall(r'Native\{"(\w+)"', source.read_text()):
        if name not in ONLY_FAILS and not any(f"${name}" in expression for expression in good):
            missing.append(f"${name} never gives a result")
        if name not in tokens:
            missing.append(f"${name} never fails")
for operator, pattern in OPERATORS.items():
    if not any(re.search(pattern, expression) for expression in good):
        missing.append(f"{operator} never gives a result")
    if operator not in CANNOT_FAIL and not any(re.search(pattern, expression) for expression in failed):
        missing.append(f"{operator} never fails")
print("\n".join(missing) or f"{len(good)} results and {len(failed)} errors: every function and operator has both")
sys.exit(1 if missing else 0)
