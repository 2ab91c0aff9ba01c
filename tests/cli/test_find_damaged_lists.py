"""Whatever is done to a list of those who must get no letter, none of them gets one.

Nobody can tell that a row is gone, or that an id became another one. So damage here leaves of every
id what tells it from others: its letters and digits, in their order, in one cell.
"""

from __future__ import annotations

import csv
import io
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.test_find_exclusions import invited, run, written
from tests.counts import Count
from tests.sizes import SizeOf, examples
from triage.cli.exits import Exit

STYLES: tuple[Callable[[int, int], str], ...] = (
    lambda _, number: f"A-{number}",
    lambda _, number: f"{number:04}",
    lambda group, number: f"{10_000 * group + number}",
    lambda group, number: f"{group}-{number}",
    lambda group, number: f"{group}/{number}",
    lambda group, number: f"{chr(65 + group)}{number:02}",
    lambda _, number: f"KØB-{number}",
    lambda group, number: f"{chr(65 + group)} {number}",
    lambda group, number: f"2026.{group}.{number}b",
)
NAMES = ("Bo", "Ole, jr.", 'Ib "Ibber" Ø', "", "Åse Bøgh", "Per; Poul")
COLUMNS = (("person",), ("person", "navn"), ("navn", "person"), ("nr", "person", "navn"))
Cells = list[list[str]]
_OTHER: dict[str, str | bytes] = {"protected": "person\nX-0\n"}
"""Where that list is not the one drawn, it names nobody who could be: no style begins with an X."""


@dataclass
class List:
    """A list as a table is written; `damage` says what was done to it."""

    ids: Sequence[str]
    excluded: Sequence[str]
    rows: Cells
    delimiter: str
    quoting: int
    encoding: str
    damage: list[str] = field(default_factory=list)

    def content(self) -> bytes:
        """Write it, before anything is done to the bytes."""
        text = io.StringIO()
        # `quoting` is one of the constants of `csv`; the stubs name them one by one.
        writer = csv.writer(text, delimiter=self.delimiter, quoting=self.quoting)  # type: ignore[arg-type]
        writer.writerows(self.rows)
        return text.getvalue().encode(self.encoding, errors="surrogateescape")


# --- what is done to one id


def _in_cyrillic(id_: str) -> str:
    return id_.translate(str.maketrans("AKBOabo", "АКВОаво"))


def _in_other_digits(id_: str) -> str:
    return "".join(chr(0x660 + int(each)) if each.isdecimal() else each for each in id_)


def _wide(id_: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in id_)


def _between(mark: str) -> Callable[[str], str]:
    return lambda id_: "".join(each if each.isalnum() else mark for each in id_)


def _in_the_middle(mark: str) -> Callable[[str], str]:
    return lambda id_: f"{id_[: len(id_) // 2]}{mark}{id_[len(id_) // 2 :]}"


IDS: dict[str, Callable[[str], str]] = {
    "formula": lambda id_: f"={id_}",
    "formula of a text": lambda id_: f'="{id_}"',
    "sum": lambda id_: f"+{id_}",
    "negative": lambda id_: f"-{id_}",
    "apostrophe": lambda id_: f"'{id_}",
    "comment": lambda id_: f"# {id_}",
    "brackets": lambda id_: f"({id_})",
    "small": str.lower,
    "large": str.upper,
    "turned case": str.swapcase,
    "decomposed": lambda id_: unicodedata.normalize("NFD", id_),
    "wide": _wide,
    "Cyrillic": _in_cyrillic,
    "other digits": _in_other_digits,
    "in ASCII": lambda id_: id_.replace("Ø", "OE"),
    "without strokes": lambda id_: id_.replace("Ø", "O"),
    "a letter lost": lambda id_: id_.replace("Ø", "\ufffd"),
    "a letter doubled": lambda id_: id_.replace("Ø", "\u00c3\u02dc"),
    "zeros before": lambda id_: f"00{id_}",
    "no zeros before": lambda id_: id_.lstrip("0"),
    "float": lambda id_: f"{id_}.0",
    "decimal": lambda id_: f"{id_}.00",
    "Danish float": lambda id_: f"{id_},0",
    "power of ten": lambda id_: f"{float(id_):.2E}" if id_.isdecimal() else id_,
    "Danish power of ten": lambda id_: "1,23E+10" if id_.isdecimal() else id_,
    "day": lambda id_: "03-04-2026" if id_[0].isdecimal() and len(id_) < 6 else id_,
    "day in words": lambda id_: "03-apr" if id_[0].isdecimal() and len(id_) < 6 else id_,
    "nothing between": _between(""),
    "underscore": _between("_"),
    "no-break space": _between("\u00a0"),
    "en dash": _between("\u2013"),
    "minus": _between("\u2212"),
    "two spaces": _between("  "),
    "zero width": _in_the_middle("\u200b"),
    "mark of the byte order": _in_the_middle("\ufeff"),
    "soft hyphen": _in_the_middle("\u00ad"),
    "space within": _in_the_middle(" "),
    "a null": _in_the_middle("\0"),
    "a tab": _in_the_middle("\t"),
    "spaces around": " {}\u00a0".format,
    "a word before": lambda id_: f"Bo {id_}",
    "a word behind": lambda id_: f"{id_} flyttet",
    "two in one cell": lambda id_: f"{id_}, X-9",
    "two in one cell, a bar between": lambda id_: f"X-9/{id_}",
    "over two lines": lambda id_: f"{id_}\n",
    "a quote": lambda id_: f'{id_}"',
    "gone": lambda _: "",
    "null": lambda _: "NULL",
    "no number": lambda _: "nan",
    "an error": lambda _: "#N/A",
}


def _damage_ids(list_: List, random: Random) -> None:
    name = random.choice([*IDS])
    places = [(row, at) for row in list_.rows for at, cell in enumerate(row) if cell in list_.ids]
    chosen = places if random.random() < 0.5 else places[:1]
    for row, at in chosen:
        if name != "gone" or any(row[:at] + row[at + 1 :]):  # else the row is gone
            row[at] = IDS[name](row[at])
    list_.damage.append(name)


# --- what is done to rows and columns


def _damage_rows(list_: List, random: Random) -> None:
    header, *rows = list_.rows
    row = random.choice(rows)
    kinds: dict[str, Callable[[], object]] = {
        "no header": lambda: list_.rows.pop(0),
        "header twice": lambda: list_.rows.insert(0, [*header]),
        "column twice": lambda: header.append("Person"),
        "columns changed": header.reverse,
        "another header": lambda: header.__setitem__(0, "cpr"),
        "cells changed": row.reverse,
        "cell more": lambda: row.insert(0, "x"),
        "cell less": lambda: row.pop() if any(row[:-1]) else None,  # else the row is gone
        "empty cells": lambda: row.extend(["", ""]),
        "title": lambda: list_.rows.insert(0, ["Liste over beskyttede adresser"]),
        "total": lambda: list_.rows.append(["I alt", str(len(rows))]),
        "blank": lambda: list_.rows.insert(1, []),
        "large header": lambda: header.__setitem__(slice(None), [each.upper() for each in header]),
    }
    name = random.choice([*kinds])
    kinds[name]()
    list_.damage.append(name)


# --- what is done to bytes

_STRAY = b"\x00\x1a\x80\x81\xa0\xad\xff\xfe\"';,\t| \\\xc2.-"


def _stray_byte(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + bytes([random.choice(_STRAY)]) + content[at:]


def _no_mark(content: bytes, random: Random) -> bytes:
    places = [at for at, each in enumerate(content) if each in b'";,\t|']
    at = random.choice(places) if places else len(content)
    return content[:at] + content[at + 1 :]


def _open_quote(content: bytes, random: Random) -> bytes:
    places = [at for at, each in enumerate(content) if each in b"\n;,\t|"]
    at = random.choice(places) + 1 if places else 0
    return content[:at] + b'"' + content[at:]


def _in_another_encoding(encoding: str) -> Callable[[bytes, Random], bytes]:
    def change(content: bytes, _: Random) -> bytes:
        return content.decode("utf-8", errors="replace").encode(encoding, errors="replace")

    return change


BYTES: dict[str, Callable[[bytes, Random], bytes]] = {
    "stray byte": _stray_byte,
    "quote or delimiter gone": _no_mark,
    "open quote": _open_quote,
    "two open quotes": lambda content, random: _open_quote(_open_quote(content, random), random),
    "UTF-16 without a mark": _in_another_encoding("utf-16-le"),
    "DOS": _in_another_encoding("cp850"),
    "Mac": _in_another_encoding("mac_roman"),
    "ASCII": _in_another_encoding("ascii"),
    "read as another": lambda content, _: content.decode("latin-1").encode("utf-8"),
    "sep=": lambda content, random: random.choice([b"sep=;\r\n", b"sep=,\r\n"]) + content,
}


@st.composite
def lists(draw: st.DrawFn) -> List:
    """Draw a list of some of those who took a course, and of others, undamaged."""
    style = draw(st.sampled_from(STYLES))
    pairs = st.tuples(st.integers(1, 9), st.integers(1, 120))
    ids = draw(st.lists(pairs.map(lambda pair: style(*pair)), min_size=3, max_size=6, unique=True))
    excluded = draw(st.lists(st.sampled_from(ids[1:]), min_size=1, max_size=4, unique=True))
    columns = draw(st.sampled_from(COLUMNS))
    rows = [[*columns]]
    for number, id_ in enumerate(excluded, start=1):
        cells = {"person": id_, "navn": draw(st.sampled_from(NAMES)), "nr": f"{number}."}
        rows.append([cells[each] for each in columns])
    return List(
        [each for each in ids if each != ids[0]] + [ids[0]],
        excluded,
        rows,
        draw(st.sampled_from(";,\t|")),
        draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16"])),
    )


def _damaged(list_: List, random: Random) -> bytes:
    """Do one thing to ids or to bytes, perhaps after one to rows: two could make another id."""
    if random.random() < 0.3:
        _damage_rows(list_, random)
    if {*list_.damage} & {"columns changed", "cells changed", "cell more"}:
        return list_.content()
    if random.random() < 0.6:
        _damage_ids(list_, random)
        return list_.content()
    name = random.choice([*BYTES])
    list_.damage.append(name)
    return BYTES[name](list_.content(), random)


def _search(folder: Path, list_: List, which: str, content: bytes) -> list[str] | None:
    """Return who is invited, None where nothing is written at all."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    tables = written(folder, tuple(list_.ids), **{**_OTHER, which: content})
    result = run(folder, tables)
    if (folder / "out").exists():
        assert (result.exit, result.err) == (Exit.DONE, "")
        return invited(folder)
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert result.err.startswith("error[")
    assert not any(each in result.err for each in list_.ids if not each.isdecimal())
    return None


_SETTINGS = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


def test_damaged_lists(tmp_path: Path, size: SizeOf, counted: Count) -> None:
    """It is refused, with nothing written, or everybody who was on it is left out."""
    outcomes = Counter[str]()

    @settings(max_examples=size("tables"), suppress_health_check=_SETTINGS)
    @given(lists(), st.randoms(use_true_random=False), st.sampled_from(["protected", "crisis"]))
    def nobody_on_it_is_invited(list_: List, random: Random, which: str) -> None:
        content = _damaged(list_, random)
        letters = _search(tmp_path, list_, which, content)
        outcomes["refused" if letters is None else "left out"] += 1
        assert not {*(letters or ())} & {*list_.excluded}, list_.damage

    nobody_on_it_is_invited()
    for outcome, many in outcomes.items():
        counted(f"lists with ids, rows or bytes damaged: {outcome}", many)


@given(lists(), st.sampled_from(["protected", "crisis"]))
@settings(max_examples=examples(0.2), suppress_health_check=_SETTINGS)
def test_undamaged_lists(tmp_path: Path, list_: List, which: str) -> None:
    """They are read, and who is on them is left out: nobody else."""
    letters = _search(tmp_path, list_, which, list_.content())
    assert letters == sorted({*list_.ids} - {*list_.excluded})
