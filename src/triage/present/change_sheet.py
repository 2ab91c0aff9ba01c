"""The change sheet: what a change to the rules does, for those who approve it and read no rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from triage.model.rulebook import Rulebook
from triage.present.blocks import (
    Block,
    Cell,
    Group,
    Line,
    Page,
    Point,
    Section,
    Table,
    Tone,
    labelled,
)
from triage.present.diff_words import DiffWords
from triage.present.diff_written import DiffWritten
from triage.present.foot import foot
from triage.present.sheet_moving import ABSENT, example_persons, for_whom
from triage.present.wording import Words
from triage.verify.diff import What
from triage.verify.diff.outputs import Kind, in_parts

if TYPE_CHECKING:
    from triage.verify.diff import CaseImpact, Person, RulesDiff, TableImpact

_PLANNED = frozenset({Kind.STATUS, Kind.START, Kind.LIMIT})


@dataclass(frozen=True, slots=True)
class Read:
    """What is told beside the difference itself.

    `why` are paragraphs; `broken` the guarantees that do not hold in the new version, and `wrong`
    how many other errors `check` finds there.
    """

    day: date
    why: tuple[str, ...]
    persons: tuple[Person, ...]
    broken: frozenset[str]
    wrong: int
    cases: CaseImpact | None = None
    rows: TableImpact | None = None


def change_sheet(found: RulesDiff, read: Read, language: str) -> Page:
    """Lay out a sheet to read, talk about and sign."""
    sheet = _Sheet(found, read, DiffWords(found, language))
    return Page(sheet.title, tuple(sheet.head()), tuple(sheet.sections()), foot(sheet.words))


class _Sheet:
    def __init__(self, found: RulesDiff, read: Read, words: DiffWords) -> None:
        self._found, self._read, self._words = found, read, words
        self._say = words.words.say
        self._book: Rulebook = found.after
        self._writing = DiffWritten(found, words)

    @property
    def words(self) -> Words:
        return self._words.words

    @property
    def title(self) -> str:
        name = self._words.after.names.text("rulebook.title") or self._book.id
        return self._say("sheet.title", name=name)

    def head(self) -> Iterator[Line]:
        versions = {"before": self._found.old.version, "after": self._found.new.version}
        yield Line(
            self._say("sheet.versions", **versions, date=self._words.words.date(self._read.day))
        )
        if versions["before"] == versions["after"] and self._found.written:
            yield Line(self._say("sheet.same_version"))
        yield Line(self._say("sheet.what_it_is"))

    def sections(self) -> Iterator[Section]:
        yield Section(self._say("sheet.in_short"), tuple(self._in_short()))
        yield Section(self._say("sheet.why"), tuple(self._why()))
        yield from self._written()
        yield from self._days()
        if self._read.persons:
            yield Section(
                self._say("sheet.persons"), tuple(example_persons(self._read.persons, self._words))
            )
        yield from self._cases()
        yield Section(self._say("sheet.guarantees"), tuple(self._guarantees()))
        yield Section(self._say("sheet.names"), (self._signatures(),))
        yield Section(self._say("sheet.basis"), tuple(self._basis()))

    # --- in short

    def _in_short(self) -> Iterator[Block]:
        count, moved = self._words.words.count, self._moved()
        yield Point(count("sheet.things", len(self._found.written)))
        classes = [name for name in moved if in_parts(name).kind is Kind.CLASS]
        for name in classes:
            yield Point(self._say("sheet.class_moves", name=self._words.output(name)))
        interventions = {in_parts(name).id for name in moved if in_parts(name).kind in _PLANNED}
        warnings = {in_parts(name).id for name in moved if in_parts(name).kind is Kind.WARNING}
        left = self._left
        if interventions:
            yield Point(count("sheet.interventions", len(interventions)))
        elif not classes and all(in_parts(name).kind is Kind.WARNING for name in left):
            yield Point(self._say("sheet.nobody"))
        for key, every in (("warnings", warnings), ("left", left)):
            if every:
                yield Point(count(f"sheet.{key}", len(every)))
        if (cases := self._read.cases) is not None:
            moved_of = self._of(len(cases.moved), cases.looked_at)
            yield Point(self._say("sheet.cases_moved", **moved_of))
        yield Point(self._kept())

    @property
    def _left(self) -> list[str]:
        """What was not compared, on whatever day."""
        left = [output for day in self._found.days for output in day.not_compared]
        return list(dict.fromkeys(left))

    def _moved(self) -> list[str]:
        movements = (each.output for each in self._found.movements)
        outcomes = (
            one.output
            for day in self._found.days
            for each in day.answers
            for one in each.outcomes
            if one.value not in ABSENT
        )
        return list(dict.fromkeys((*movements, *outcomes)))

    def _why(self) -> Iterator[Block]:
        for each in self._read.why:
            is_point = each.startswith(("- ", "* "))
            yield Point(each[2:].strip()) if is_point else Line(each)
        if not self._read.why:
            yield Line(self._say("sheet.why_missing"))

    # --- as it is written

    def _written(self) -> Iterator[Section]:
        """Tell what is written otherwise: first in the language of the sheet, then the others."""
        language = self._words.words.language
        here = language if language in self._book.texts.languages else self._book.texts.language
        own, others = list[Point](), list[Point]()
        for each in self._found.written:
            said = tuple(text for text in each.texts if text.language == here)
            rest = [text for text in each.texts if text.language != here]
            told = replace(each, texts=said)
            head, lines = self._writing.head(told), tuple(self._writing.notes(told))
            if lines or not rest or each.what is not What.CHANGED:
                own.append(Point(head, lines))
            if rest:
                lines = tuple(line for text in rest for line in self._writing.text(each, text))
                others.append(Point(head, lines))
        nothing = (Line(self._words.tell("nothing_written")),)
        yield Section(self._say("sheet.written"), tuple(own) or nothing)
        if others:
            yield Section(self._say("sheet.other_languages"), tuple(others))

    # --- for whom

    def _days(self) -> Iterator[Section]:
        alone = len(self._found.days) == 1
        for day in self._found.days:
            date_ = self._words.words.date(day.as_of)
            heading = (
                self._say("sheet.for_whom") if alone else self._say("sheet.for_whom_on", date=date_)
            )
            blocks = tuple(for_whom(self._found, day, self._words))
            yield Section(heading, blocks or (Line(self._words.tell("nothing_moves")),))

    # --- cases

    def _cases(self) -> Iterator[Section]:
        blocks = [*self._golden(), *self._stored()]
        if blocks:
            yield Section(self._say("sheet.cases"), tuple(blocks))

    def _golden(self) -> Iterator[Block]:
        cases = self._read.cases
        if cases is None:
            return
        yield Line(self._say("sheet.cases_moved", **self._of(len(cases.moved), cases.looked_at)))
        counted = Counter[str]()
        for each in cases.moved:
            names = (self._words.about(output) for output, _, _ in each.changes)
            counted.update(dict.fromkeys(names, 1))
        yield from self._so_many(counted)

    def _of(self, moved: int, total: int) -> dict[str, str]:
        number = self._words.words.number
        return {"moved": number(moved), "total": number(total)}

    def _so_many(self, counted: Counter[str]) -> Iterator[Point]:
        """Tell how often each thing changes, those that change as often together."""
        for number, every in groupby(counted.most_common(), key=lambda each: each[1]):
            names = self._words.words.listed(name for name, _ in every)
            yield Point(labelled(self._words.words.count("sheet.so_many", number), names))

    def _stored(self) -> Iterator[Block]:
        rows = self._read.rows
        if rows is None:
            return
        yield Line(self._say("sheet.stored_moved", **self._of(rows.moved, rows.looked_at)))
        counted = Counter[str]()
        for name, number in rows.movements:
            counted[self._words.about(name.partition(": ")[0])] += number
        yield from self._so_many(counted)

    # --- what still holds

    def _kept(self) -> str:
        total, broken = len(self._book.guarantees), len(self._read.broken)
        if broken:
            return self._words.words.count("sheet.broken", broken)
        return (
            self._words.words.count("sheet.kept", total)
            if total
            else self._say("sheet.no_guarantees")
        )

    def _guarantees(self) -> Iterator[Block]:
        yield Line(self._kept(), tone=Tone.STRONG if self._read.broken else Tone.PLAIN)
        now = [each.id for each in self._book.guarantees]
        gone = [each.id for each in self._found.before.guarantees if each.id not in now]
        for key, ids in (
            ("is_broken", [id_ for id_ in now if id_ in self._read.broken]),
            ("given_up", gone),
            ("holds", [id_ for id_ in now if id_ not in self._read.broken]),
        ):
            if ids:
                points = tuple(Point(self._claim(id_)) for id_ in ids)
                yield Group(self._say(f"sheet.{key}"), points)
        if self._read.wrong:
            told = self._words.words.count("sheet.wrong", self._read.wrong)
            yield Line(told, tone=Tone.STRONG)

    def _claim(self, id_: str) -> str:
        for view in (self._words.after, self._words.before):
            for key in ("because", "label", "description"):
                text = view.names.text(f"rules.{id_}.{key}")
                if text:
                    return text
        return id_

    # --- names, and what it rests on

    def _signatures(self) -> Table:
        columns = tuple(self._say(f"sheet.{key}") for key in ("who", "name", "day", "signature"))
        empty = (Cell(""), Cell(""), Cell(""))
        who = (self._say(f"sheet.{key}") for key in ("wrote", "read_it", "approves"))
        rows = tuple((Cell(each), *empty) for each in who)
        return Table(self._say("sheet.sign_here"), columns, rows)

    def _basis(self) -> Iterator[Block]:
        for key, stamp in (("old", self._found.old), ("new", self._found.new)):
            version = f"{stamp.id} {stamp.version}"
            yield Line(version, label=self._say(f"sheet.{key}"))
            yield Line(stamp.digest, label=self._say("sheet.digest"))
            yield Line(stamp.texts_digest or "", label=self._say("sheet.texts_digest"))
        yield Line(f"{self._how_compared()} {self._say('sheet.how_digests')}")
        yield Line(self._say("approval.recorded"))

    def _how_compared(self) -> str:
        if not self._left:
            return self._say("sheet.how")
        left = dict.fromkeys(map(self._words.output, self._left))
        return self._say("sheet.how_in_part", left=self._words.words.listed(left))
