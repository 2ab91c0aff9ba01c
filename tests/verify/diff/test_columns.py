"""Counting by columns says what assessing row by row says."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.counts import Count
from tests.engine.small import DAY, rulebook
from tests.strategies.answers import series
from tests.strategies.drawing import seeds
from tests.verify.diff.pairs import changed, some_ids
from triage.diagnostics import InvalidAssessment
from triage.engine import Evaluator
from triage.intake.mapping import as_mapping, by_path
from triage.intake.places import Plain
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.verify.diff import Given, table_impact
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renaming import Renaming
from triage.verify.mutants import mutants

np = pytest.importorskip("numpy", reason="numpy is not installed (the extra `tables`)")

# These need numpy, and come after the line that skips without it.
from tests.columns.tables import as_columns  # noqa: E402
from triage.columns.cells import Rows  # noqa: E402
from triage.verify.diff import columns as diff_columns  # noqa: E402
from triage.verify.diff.columns import columns_impact  # noqa: E402

SEEDS, ROWS = 15, 25

Row = tuple[date | None, Mapping[AnswerPath, Plain]]


def columns(rows: Sequence[Row]) -> list[Rows]:
    """Put rows into columns, in two parts."""
    half = len(rows) // 2
    parts = [(1, rows[:half]), (1 + half, rows[half:])]
    return [
        Rows(np.arange(first, first + len(some)), as_columns(some), {}) for first, some in parts
    ]


def drawn(drawn_from: Iterable[int]) -> Iterator[tuple[int, Rulebook, list[Row]]]:
    """Yield random rulebooks and random assessments of them, on several days."""
    for seed in drawn_from:
        draw = Random(seed)
        book, every = series(seed, ROWS)
        with tempfile.TemporaryDirectory() as folder:
            read = load(book.write(Path(folder), quick=True))
        rows: list[Row] = []
        for each in every:
            day = each.as_of + timedelta(days=draw.choice((0, 0, 0, 1, 40, 400)))
            try:
                said = by_path(read, read_answers(read, each.answers, day))
            except InvalidAssessment:
                continue
            rows.append((day, _with_slips(draw, said)))
        yield seed, read, [*rows, *rows[:3], (None, {})]


def _with_slips(draw: Random, said: dict[AnswerPath, Plain]) -> dict[AnswerPath, Plain]:
    """Now and then leave out an answer another rests on, or give one that does not fit."""
    for path in list(said):
        if draw.random() < 0.02:
            del said[path]
        elif draw.random() < 0.01:
            said[path] = draw.choice(("nonsense", "unknown", -7))
    return said


def versions(seed: int, book: Rulebook) -> Iterator[Rulebook]:
    """Yield other versions: a rule left out or turned around, by other names, and two mutants."""
    draw = Random(seed)
    if book.recommendations or book.availability:
        other = changed(book, draw)
        yield other
        ids = some_ids(other, draw)
        yield Renamed(other, Renaming(ids)).book()
    every = list(mutants(book))
    yield from (each.rulebook for each in draw.sample(every, min(2, len(every))))
    asked = [q for q in book.questions.values() if q.asked_when is not None]
    if asked:
        one = replace(draw.choice(asked), asked_when=None)
        yield replace(book, questions={**book.questions, one.id: one})


COUNTING = """
rulebook: {{id: small, version: '1', language: en}}
questions:
  wish: {{kind: choice, values: [now, later], ask: When?}}
  kinds: {{kind: set, values: [cleaning, driving], ask: Which?}}
interventions: {{mentor: {{kind: talk}}, course: {{kind: class}}}}
recommendations:
  - {{id: R-mentor, when: {{kinds: {{includes: cleaning}}}}, recommend: [mentor]}}
  - {{id: R-course, when: {{kinds: {{includes: driving}}}}, recommend: [course]}}
warnings:
  - {{id: W-one, when: {{wish: now}}, plan: {{interventions: all, at_most: {}}}, warn: Little}}
"""
SAID: tuple[dict[str, Any], ...] = (
    {"wish": "now", "kinds": ["cleaning"]},
    {"wish": "now", "kinds": ["cleaning", "driving"]},
    {"wish": "now"},
    {"kinds": ["driving"]},
    {"wish": "later", "kinds": []},
)


def test_what_a_warning_counts() -> None:
    """A warning that counts the plan moves the same rows, be something open or not."""
    old, new = (rulebook(COUNTING.format(many), "") for many in (0, 1))
    rows: list[Row] = [
        (DAY, by_path(old, read_answers(old, said, DAY))) for said in (*SAID, *SAID[:2])
    ]
    given = [Given(str(at), DAY, said) for at, said in enumerate((*SAID, *SAID[:2]))]
    expected, found = table_impact(old, new, given), columns_impact(old, new, columns(rows))
    assert dict(found.movements) == {
        "warnings.W-one: not_given -> given": 2,
        "warnings.W-one: not_given -> given or not_given": 1,
    }
    assert (dict(found.movements), found.moved) == (dict(expected.movements), expected.moved)


NEWER = """  - {id: R-club, when: {kinds: {includes: driving}}, recommend: [club]}
warnings:
  - {id: W-late, when: {wish: later}, warn: Later is fine}
"""


def test_what_is_new_and_not_for_them_is_no_difference() -> None:
    """An intervention or a warning that comes or goes moves those who get it, and nobody else."""
    old = rulebook(COUNTING.format(0), "")
    text = (
        COUNTING.format(0)
        .replace("warnings:\n", NEWER)
        .replace("}}\nrec", "}, club: {kind: class}}\nrec")
    )
    new = rulebook(text, "")
    given = [Given(str(at), DAY, said) for at, said in enumerate(SAID)]
    rows: list[Row] = [(DAY, by_path(old, read_answers(old, said, DAY))) for said in SAID]
    come = {
        "club.status: nothing -> recommended": 2,
        "club.start: nothing -> now": 2,
        "club.status: nothing -> not_suggested or recommended": 1,
        "club.start: nothing -> nothing or now": 1,
        "warnings.W-late: nothing -> given": 1,
        "warnings.W-late: nothing -> given or not_given": 1,
    }
    for pair in ((old, new), (new, old)):
        expected, found = table_impact(*pair, given), columns_impact(*pair, columns(rows))
        assert dict(found.movements) == dict(expected.movements)
        assert found.moved == expected.moved == 4
    assert dict(table_impact(old, new, given).movements) == come


EITHER = """
rulebook: {{id: small, version: '1', language: en}}
questions:
  ready: {{kind: yes_no, ask: Ready?}}
interventions: {{mentor: {{kind: talk}}, course: {{kind: class}}, club: {{kind: class}}}}
recommendations:
  - {{id: R-mentor, when: {{ready: yes}}, recommend: [mentor]}}
  - {{id: R-course, when: {{ready: no}}, recommend: [course]}}
  - {{id: R-club, when: {{any: [{{ready: yes}}, {{ready: no}}]}}, recommend: [club]}}
warnings:
  - {{id: W-one, plan: {{interventions: [{}], at_least: 1}}, warn: Some}}
"""


def test_a_warning_is_told_from_each_thing_it_counts() -> None:
    """Mentor or course is there for certain, and an outcome says of neither that it is."""
    old, new = (rulebook(EITHER.format(both), "") for both in ("mentor, course", "mentor, club"))
    found = columns_impact(old, new, columns([(DAY, {})]))
    expected = table_impact(old, new, [Given("1", DAY, {})])
    assert dict(found.movements) == {"warnings.W-one: given or not_given -> given": 1}
    assert found == expected


AFTER = """
rulebook: {{id: small, version: '1', language: en}}
questions:
  ready: {{kind: yes_no, ask: Ready?}}
  born: {{kind: date, from: 1900-01-01, to: as_of, ask: Born?}}
interventions: {{mentor: {{kind: talk}}, course: {{kind: class}}, club: {{kind: class}}}}
recommendations:
  - {{id: R-mentor, when: {{ready: {}}}, recommend: [mentor]}}
  - {{id: R-course, when: {{ready: yes}}, recommend: [course], start: {{after: {}}}}}
  - id: R-club
    when: {{any: [{{ready: yes}}, {{ready: no}}]}}
    recommend: [club]
    start: {{after: course}}
availability:
  - id: L-weeks
    interventions: [club]
    when: {{born: {{years_ago: {{at_least: {}}}}}}}
    verdict: {{limit: {{weeks: 4}}}}
    source: A law
    law: LAB § 1
    checked_on: 2026-11-22
warnings:
  - {{id: W-one, plan: {{interventions: all, start: now, at_least: 2}}, warn: Some}}
"""


def test_what_begins_after_another() -> None:
    """What is the same, and what rests on something that is not, in one walk of both versions."""
    old = rulebook(AFTER.format("yes", "mentor", 30), "")
    rows: list[Row] = [
        (DAY, {AnswerPath(name): each for name, each in said.items()})
        for said in (
            {},
            {"ready": "yes"},
            {"ready": "no", "born": "1996-11-22"},
            {"ready": "unknown", "born": "1990-01-01"},
            {"ready": "yes", "born": "2027-01-01"},
        )
    ]
    given = [Given(str(at), DAY, as_mapping(old, said)) for at, (_, said) in enumerate(rows)]
    moved = []
    for other in (("no", "mentor", 30), ("no", "mentor", 20)):
        new = rulebook(AFTER.format(*other), "")
        expected, found = table_impact(old, new, given), columns_impact(old, new, columns(rows))
        assert dict(found.movements) == dict(expected.movements)
        assert (found.looked_at, found.moved) == (expected.looked_at, expected.moved)
        moved.append(found.moved)
    assert moved == [4, 4]


def test_what_both_refuse_is_not_assessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date that its question does not allow moves nothing, however many rows have one."""
    monkeypatch.setattr(diff_columns, "Evaluator", None)
    old, new = (rulebook(AFTER.format(each, "mentor", 30), "") for each in ("yes", "no"))
    rows: list[Row] = [(DAY, {AnswerPath("born"): "2027-01-01", AnswerPath("ready"): "yes"})]
    found = columns_impact(old, new, columns(rows * 3))
    assert (found.looked_at, found.moved, found.unreadable) == (3, 0, ())


def test_versions_are_made_ready_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows are assessed one by one: for each, it took twenty minutes."""
    made: list[Rulebook] = []

    def making(book: Rulebook) -> Evaluator:
        made.append(book)
        return Evaluator(book)

    monkeypatch.setattr(diff_columns, "Evaluator", making)
    old, new = (rulebook(COUNTING.format(many), "") for many in (0, 1))
    wish = AnswerPath("wish")
    assert columns_impact(old, new, columns([(DAY, {wish: "never"})] * 3)).looked_at == 3
    assert made == [old, new]


@pytest.mark.more
def test_as_row_by_row(part: int, counted: Count) -> None:
    """The same rows move, and the same movements occur as often."""
    counts = Counter[str]()

    def met() -> bool:
        return counts["versions"] > SEEDS and counts["moved"] > SEEDS

    for seed, old, rows in drawn(seeds(part, SEEDS, met)):
        stored = columns(rows)
        for number, new in enumerate(versions(seed, old)):
            given = [
                at if day is None else Given(str(at), day, as_mapping(old, said))
                for at, (day, said) in enumerate(rows, start=1)
            ]
            expected, found = table_impact(old, new, given), columns_impact(old, new, stored)
            assert found.looked_at == expected.looked_at
            assert found.unreadable == expected.unreadable
            assert dict(found.movements) == dict(expected.movements), (seed, number)
            assert found.moved == expected.moved, (seed, number)
            counts.update(versions=1, moved=found.moved, rows=found.looked_at)
    counted("rows, row by row and by columns", counts["rows"])
    assert met(), counts
