#!/usr/bin/env python3
"""The architecture test must be able to fail: each rule is shown a house with one crack."""
import pathlib
import tempfile

import check

CRACKS = {
    "arrows": ("ui/map/Page.cpp", '#include "connectors/kafka/Broker.h"\n'),
    "names": ("models/cellar/Wine.h", "\n"),
    "sizes": ("models/base/Long.cpp", "\n" * 401),
    "functions": ("models/base/Deep.cpp", "void deep() {\n" + "    int a;\n" * 60 + "}\n"),
    "widgets": ("models/base/Widget.cpp", "#include <QWidget>\n"),
    "translations": ("ui/map/Text.cpp", 'void f(QLabel* l) { l->setText(u"Not for everybody"_s); }\n'),
}


def house(folder):
    for layer in check.LAYERS:
        (folder / layer).mkdir(parents=True)
    return folder


def main():
    for rule, (path, text) in CRACKS.items():
        with tempfile.TemporaryDirectory() as scratch:
            root = house(pathlib.Path(scratch).resolve())
            assert not list(check.RULES[rule](root)), f"{rule}: an empty house must be sound"
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
            assert list(check.RULES[rule](root)), f"{rule}: the crack in {path} was not seen"
    print(f"{len(CRACKS)} rules can fail.")


if __name__ == "__main__":
    main()
