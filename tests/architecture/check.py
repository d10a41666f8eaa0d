#!/usr/bin/env python3
"""Fails where the house is not as ARCHITECTURE.md draws it: arrows, sizes, widgets in models, untranslated sentences.

check.py ROOT            all rules over the source tree
check.py ROOT --rule X   one rule: arrows, sizes, functions, widgets, translations, names
"""
import argparse
import pathlib
import re
import subprocess
import sys

LAYERS = ("app", "ui", "connectors", "models")
MAX_FILE, MAX_FUNCTION = 400, 60

# What each folder of models/ may include besides itself.
MODELS = {
    "base": [],
    "document": ["base"],
    "jsonata": ["document", "base"],
    "schema": ["document", "base"],
    "contract": ["schema", "document", "base"],
    "map": ["jsonata", "schema", "document", "base"],
    "flow": ["jsonata", "schema", "document", "base"],
    "route": ["jsonata", "document", "base", "flow", "contract"],
    "deploy": ["route", "document", "base"],
    "workspace": ["contract", "map", "flow", "route", "deploy", "schema", "jsonata", "document", "base"],
}
UI = {"kit": [], "shell": ["kit"]}
UI_MODES = ("today", "map", "test", "flows", "deploy")
INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.M)
WIDGETS = re.compile(r"^(Q(Application|Widget|Dialog|Label|Painter|Icon|Pixmap|.*View|.*Button|.*Layout)|Qt(Widgets|Gui)/.*)$")


def sources(root, *folders, suffixes=(".cpp", ".h")):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and "build" not in path.relative_to(root).parts:
                yield path


def target_of(include):
    parts = include.split("/")
    return (parts[0], parts[1]) if parts[0] in LAYERS and len(parts) > 1 else (None, None)


def arrow_is_allowed(layer, folder, to_layer, to_folder):
    if (layer, folder) == (to_layer, to_folder):
        return True
    if layer == "app":
        return True
    if layer == "ui":
        if to_layer == "ui":
            return to_folder in UI.get(folder, ["shell", "kit"])
        return to_layer == "models"
    if layer == "connectors":
        return to_layer == "models" or (to_layer == "connectors" and to_folder == "http")
    return to_layer == "models" and to_folder in MODELS.get(folder, [])


def check_arrows(root):
    for path in sources(root, *LAYERS):
        parts = path.relative_to(root).parts
        layer, folder = parts[0], parts[1]
        for include in INCLUDE.findall(path.read_text(encoding="utf-8")):
            to_layer, to_folder = target_of(include)
            if to_layer and not arrow_is_allowed(layer, folder, to_layer, to_folder):
                yield f"{path.relative_to(root)}: {layer}/{folder} must not include {include}"


def check_names(root):
    for layer, known in (("models", set(MODELS)), ("ui", set(UI) | set(UI_MODES))):
        for path in sorted((root / layer).iterdir()):
            if path.is_dir() and path.name not in known:
                yield f"{layer}/{path.name}: no room of the house has this name"


def check_sizes(root):
    scripts = [p for f in ("installer", "tests", "cmake") for p in (root / f).rglob("*") if p.suffix in (".sh", ".py", ".cmake")]
    for path in [*sources(root, *LAYERS, "tests"), *scripts]:
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MAX_FILE:
            yield f"{path.relative_to(root)}: {lines} lines; at most {MAX_FILE}"


def check_functions(root):
    files = [str(p) for p in sources(root, *LAYERS, "tests")]
    tags = subprocess.run(
        ["ctags", "-f", "-", "--languages=C++", "--language-force=C++", "--kinds-C++=f", "--fields=+ne", "-L", "-"],
        input="\n".join(files), capture_output=True, text=True, check=True).stdout
    for line in tags.splitlines():
        start, end = re.search(r"\tline:(\d+)", line), re.search(r"\tend:(\d+)", line)
        if start and end:
            length = int(end[1]) - int(start[1]) + 1
            if length > MAX_FUNCTION:
                name, path = line.split("\t")[:2]
                yield f"{pathlib.Path(path).relative_to(root)}:{start[1]}: {name} has {length} lines; at most {MAX_FUNCTION}"


def check_widgets(root):
    for path in sources(root, "models", "connectors"):
        for include in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if WIDGETS.match(include):
                yield f"{path.relative_to(root)}: no widgets here ({include})"


# A literal with a blank between words that reaches a person without tr() or say().
SETTERS = re.compile(
    r"\b(?:setText|setToolTip|setWindowTitle|setPlaceholderText|setTitle|setStatusTip|setAccessibleName|addTab|addAction"
    r"|addItem|QLabel|QPushButton|QAction|fail)\s*\(\s*(?:[^()\"]*,\s*)?(?:u\"|\"|QStringLiteral\(u?\"|QLatin1String\(\")"
    r"([^\"]*[A-Za-z]{2,}[^\"]*)\"")


def check_translations(root):
    for path in sources(root, "ui", "models", "connectors", "app"):
        text = path.read_text(encoding="utf-8")
        for match in SETTERS.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(root)}:{line}: “{match[1]}” is not translatable (tr or say)"


RULES = {
    "arrows": check_arrows, "names": check_names, "sizes": check_sizes, "functions": check_functions,
    "widgets": check_widgets, "translations": check_translations,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--rule", choices=RULES)
    arguments = parser.parse_args()
    problems = []
    for name, rule in RULES.items():
        if arguments.rule in (None, name):
            problems += [f"{name}: {problem}" for problem in rule(arguments.root)]
    print("\n".join(problems) or "The house stands as it is drawn.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
