"""referee.py PATCHBAY_CLI FOLDER: what ours reads and writes of EDI, judged by pyx12 and pydifact."""
import io
import json
import logging
import pathlib
import re
import subprocess
import sys

import pyx12.params
import pyx12.x12file
import pyx12.x12n_document
from pydifact.exceptions import EDISyntaxError
from pydifact.parser import Parser
from pydifact.segmentcollection import Interchange
from pydifact.segments import Segment
from pydifact.serializer import Serializer

import sets

CLI, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
FILES = 15  # of each standard
counts = {"files": 0, "sets": 0, "segments": 0, "faults": 0}


def patchbay(*words):
    done = subprocess.run([CLI, *words], capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def good(*words):
    code, out, err = patchbay(*words)
    assert code == 0 and err == "", (words, code, err)
    return out


def plain(elements):
    """Without what is empty at the end, a composite of one as that one."""
    made = []
    for element in elements:
        if isinstance(element, list):
            while element and element[-1] == "":
                element = element[:-1]
            element = element[0] if len(element) == 1 else element if element else ""
        made.append(element)
    while made and made[-1] == "":
        made.pop()
    return made


def segment_of(tag, members):
    """{"BEG01": "00", "BEG03": …} as a list."""
    elements = [tag]
    for name, value in members.items():
        position = int(name[len(tag):])
        elements += [""] * (position + 1 - len(elements))
        if isinstance(value, dict):
            parts = [""] * max(int(part[len(name):]) for part in value)
            for part, text in value.items():
                parts[int(part[len(name):]) - 1] = text
            value = parts
        elements[position] = value
    return plain(elements)


def segments_of(tree):
    """What stands in a tree of ours, in its order."""
    made = []

    def walk(value, name):
        if isinstance(value, list):
            for each in value:
                walk(each, name)
        elif re.fullmatch(r"[A-Z][A-Z0-9]{1,2}", name) and all(member.startswith(name) for member in value):
            made.append(segment_of(name, value))
        else:
            for member, below in value.items():
                if member != "UNA":
                    walk(below, member)

    walk(tree, "")
    return made


def read_x12(text):
    reader = pyx12.x12file.X12Reader(io.StringIO(text))
    made, faults = [], []
    for segment in reader:
        elements = [segment.get_seg_id()]
        for i in range(len(segment)):
            composite = segment.get("%s%02d" % (segment.get_seg_id(), i + 1))
            elements.append([part.get_value() for part in composite.elements] if hasattr(composite, "elements")
                            else composite.get_value())
        if elements[0] == "ISA":
            elements[16] = elements[16] if isinstance(elements[16], str) else reader.get_term()[2]
        made.append(plain(elements))
        faults += reader.pop_errors()
    reader.cleanup()
    return made, faults + reader.pop_errors()


def read_edifact(text):
    made = [plain([segment.tag, *[list(e) if isinstance(e, (list, tuple)) else e for e in segment.elements]])
            for segment in Parser().parse(text) if segment.tag != "UNA"]
    interchange = Interchange.from_str(text)
    interchange.validate()
    for message in interchange.get_messages():
        message.validate()
    check_trailers(made)
    return made


def check_trailers(segments):
    """Counts and references, which pydifact does not compare."""
    begin = messages = 0
    for at, segment in enumerate(segments):
        if segment[0] == "UNH":
            begin, messages = at, messages + 1
        elif segment[0] == "UNT" and segment[1:] != [str(at - begin + 1), segments[begin][1]]:
            raise EDISyntaxError(f"{segment} ends a message of {at - begin + 1} segments")
        elif segment[0] == "UNZ" and segment[1:] != [str(messages), segments[0][5]]:
            raise EDISyntaxError(f"{segment} ends {messages} messages")


ISA = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", "BUYER".ljust(15), "ZZ", "SELLER".ljust(15), "261128", "0541", "U", "00401"]


def make_x12(seed):
    chance = sets.Chance(seed)
    made = [ISA + ["%09d" % (seed + 1), "0", "T", ">"]]
    groups = chance.random.sample(sorted(sets.X12), chance.random.randint(1, 3))
    for g, name in enumerate(groups, 1):
        function, make = sets.X12[name]
        made.append(["GS", function, "BUYER", "SELLER", "20261128", "0541", str(g), "X", "004010"])
        number = chance.random.randint(1, 4)
        for s in range(1, number + 1):
            body = make(chance)
            made += [["ST", name, "%04d" % s], *body, ["SE", str(len(body) + 2), "%04d" % s]]
        made.append(["GE", str(number), str(g)])
    made.append(["IEA", str(len(groups)), "%09d" % (seed + 1)])
    element, end = chance.random.choice("*|\x1d"), chance.random.choice(["~", "~\n", "\x1c"])
    return [plain(segment) for segment in made], "".join(element.join(segment) + end for segment in made)


def make_edifact(seed):
    chance = sets.Chance(seed, extra="'+:?äß")
    reference = "REF%04d" % seed
    made = [["UNB", ["UNOC", "3"], ["4012345000009", "14"], ["4098765000004", "14"], ["261128", "0541"], reference]]
    number = chance.random.randint(1, 5)
    for s in range(1, number + 1):
        name = chance.random.choice(sorted(sets.EDIFACT))
        body = sets.EDIFACT[name](chance)
        made += [["UNH", str(s), [name, "D", "96A", "UN"]], *body, ["UNT", str(len(body) + 2), str(s)]]
    made.append(["UNZ", str(number), reference])
    text = Serializer().serialize([Segment(segment[0], *segment[1:]) for segment in made], with_una_header=True)
    return [plain(segment) for segment in made], text


# What ours must fill when it is not there: the trailers, and the numbers that they repeat.
TRAILERS = ("SE", "GE", "IEA", "UNT", "UNE", "UNZ")
NUMBERS = {"ST": ("ST02",), "GS": ("GS06",), "ISA": ("ISA13",), "UNH": ("UNH01",)}


def without_numbers(value, name=""):
    if isinstance(value, list):
        return [without_numbers(each, name) for each in value]
    if not isinstance(value, dict):
        return value
    return {member: without_numbers(below, member) for member, below in value.items()
            if member not in TRAILERS and member not in NUMBERS.get(name, ())}


def comparable(segments):
    """Without the numbers that the writer chooses: those are judged by whether header and trailer agree."""
    return [segment[:1] if segment[0] in TRAILERS
            else segment[:2] if segment[0] == "ST" else segment[:1] + segment[2:] if segment[0] == "UNH"
            else segment[:6] + segment[7:] if segment[0] == "GS" else segment[:13] + segment[14:] if segment[0] == "ISA"
            else segment for segment in segments]


def judge(kind, seed, made, text, read, charset):
    """Both read the text alike; ours writes the tree without its numbers, and the referee finds no fault in that."""
    source, tree, target = (FOLDER / f"{kind}{seed}.{end}" for end in ("in", "json", "out"))
    source.write_bytes(text.encode(charset))
    assert read(text) == made, (seed, "the referee reads its text otherwise")
    shown = json.loads(good("doc", "show", str(source), "--format", kind, "--json"))
    assert segments_of(shown) == made, (seed, [pair for pair in zip(segments_of(shown), made) if pair[0] != pair[1]][:3])
    tree.write_text(json.dumps(without_numbers(shown)))
    good("doc", "convert", str(tree), str(target), "--to", kind)
    written = read(target.read_bytes().decode(charset))
    assert comparable(written) == comparable(made), [pair for pair in zip(comparable(written), comparable(made)) if pair[0] != pair[1]][:3]
    counts["files"] += 1
    counts["sets"] += sum(segment[0] in ("ST", "UNH") for segment in made)
    counts["segments"] += len(made)
    return target


def read_sound_x12(text):
    segments, faults = read_x12(text)
    assert not faults, faults
    return segments


def judge_997(target):
    answer = FOLDER / "997.x12"
    answer.write_bytes(good("doc", "acknowledge", str(target), "--format", "x12"))
    segments = read_sound_x12(answer.read_text())
    # pyx12's map of the 997 lists the groups and sets of health care only: it judges all but those two codes.
    theirs = FOLDER / "997-theirs.x12"
    theirs.write_text(re.sub(r"AK2\*\d+", "AK2*837", re.sub(r"AK1\*[A-Z]+", "AK1*HC", answer.read_text())))
    assert pyx12.x12n_document.x12n_document(pyx12.params.params(), str(theirs), None, None, None), theirs.read_text()
    asked = [s for s in read_sound_x12(target.read_text()) if s[0] in ("ST", "GS")]
    assert [s[1:3] for s in segments if s[0] == "AK2"] == [s[1:3] for s in asked if s[0] == "ST"]
    assert [s[1:3] for s in segments if s[0] == "AK1"] == [[s[1], s[6]] for s in asked if s[0] == "GS"]
    assert all(s[1] == "A" for s in segments if s[0] in ("AK5", "AK9")), segments


def judge_contrl(target):
    answer = good("doc", "acknowledge", str(target), "--format", "edifact").decode("latin-1")
    segments = read_edifact(answer)
    asked = read_edifact(target.read_bytes().decode("latin-1"))
    assert [s[1] for s in segments if s[0] == "UCI"] == [s[5] for s in asked if s[0] == "UNB"], answer
    assert all(s[4] in ("7", "8") for s in segments if s[0] == "UCI"), answer


def with_fault(segment, position):
    """A count or reference that is another."""
    was = segment[position]
    now = str(int(was) + 1).zfill(len(was)) if was.isdigit() else was[:-1] + ("0" if was[-1] != "0" else "1")
    return [*segment[:position], now, *segment[position + 1:]]


def is_fault_for_theirs(kind, text):
    try:
        return bool(read_x12(text)[1]) if kind == "x12" else not read_edifact(text)
    except EDISyntaxError:
        return True


def judge_fault(kind, made, text, trailer, position):
    """A number that is wrong is told by both."""
    wrong = next(s for s in made if s[0] == trailer)
    separator = text[3] if kind == "x12" else "+"
    faulty = text.replace(separator.join(wrong), separator.join(with_fault(wrong, position)), 1)
    source = FOLDER / "fault.edi"
    source.write_text(faulty, "latin-1")
    assert faulty != text and is_fault_for_theirs(kind, faulty), (trailer, position)
    code, _, err = patchbay("doc", "show", str(source), "--format", kind, "--json")
    assert code == 0 and f"{trailer}{position:02d}" in err, (trailer, position, err)
    counts["faults"] += 1


def main():
    logging.disable(logging.CRITICAL)
    for seed in range(FILES):
        x12, edifact = make_x12(seed), make_edifact(seed)
        judge_997(judge("x12", seed, *x12, read_sound_x12, "utf-8"))
        judge_contrl(judge("edifact", seed, *edifact, read_edifact, "latin-1"))
        for position in (1, 2):
            for trailer in ("SE", "GE", "IEA"):
                judge_fault("x12", *x12, trailer, position)
            for trailer in ("UNT", "UNZ"):
                judge_fault("edifact", *edifact, trailer, position)
    print(", ".join(f"{number} {name}" for name, number in counts.items()) + ": pyx12 and pydifact agree.")


main()
