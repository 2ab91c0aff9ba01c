"""The difference of two versions of a rulebook on a page, for a method developer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from triage.present.blocks import Line, Page, Point, Section
from triage.present.diff_moving import day_blocks
from triage.present.diff_words import DiffWords
from triage.present.diff_written import DiffWritten
from triage.present.foot import foot, rulebook_line

if TYPE_CHECKING:
    from triage.verify.diff import CaseImpact, RulesDiff, TableImpact

_MOST_CASES = 20


def diff_page(
    found: RulesDiff,
    language: str,
    impact: CaseImpact | None = None,
    rows: TableImpact | None = None,
    undeclared: tuple[str, ...] | None = None,
    everything: bool = False,
) -> Page:
    """Lay out what is written otherwise, for whom it comes out otherwise, and for which cases.

    With `everything`, every condition and example is told, where there are many too.
    """
    words = DiffWords(found, language)
    head = (
        Line(rulebook_line(words.words, found.old), label=words.tell("from")),
        Line(rulebook_line(words.words, found.new), label=words.tell("to")),
        Line(words.tell("of_ways")),
    )
    written = tuple(DiffWritten(found, words).points())
    nothing = (Line(words.tell("nothing_written")),)
    sections = [
        Section(words.tell("written"), written or nothing),
        *_days(found, words, everything),
    ]
    if impact is not None:
        sections.append(_cases(impact, words))
    if rows is not None:
        sections.append(_rows(rows, words))
    if undeclared is not None:
        sections.append(_declared(undeclared, words))
    return Page(words.tell("title"), head, tuple(sections), foot(words.words))


def _days(found: RulesDiff, words: DiffWords, everything: bool) -> Iterator[Section]:
    for day in found.days:
        date = words.words.date(day.as_of)
        alone = len(found.days) == 1
        heading = words.tell("comes_out") if alone else words.tell("comes_out_on", date=date)
        blocks = tuple(day_blocks(found, day, words, everything))
        yield Section(heading, blocks or (Line(words.tell("nothing_moves")),))


def _cases(impact: CaseImpact, words: DiffWords) -> Section:
    moved, looked_at = len(impact.moved), impact.looked_at
    points = [
        Point(
            case.name,
            tuple(
                Line(words.moves(*change), label=words.output(change[0])) for change in case.changes
            ),
        )
        for case in impact.moved[:_MOST_CASES]
    ]
    count = Line(words.tell("moved_of", moved=moved, total=looked_at))
    return Section(words.tell("cases"), (count, *points, *_and_more(moved - _MOST_CASES, words)))


def _rows(rows: TableImpact, words: DiffWords) -> Section:
    count = Line(words.tell("moved_of", moved=rows.moved, total=rows.looked_at))
    points = []
    for name, number in rows.movements[:_MOST_CASES]:
        output, _, change = name.partition(": ")
        before, _, after = change.partition(" -> ")
        told = f"{words.output(output)}, {words.moves(output, before, after)}"
        points.append(Point(words.tell("so_many", told=told, count=words.words.number(number))))
    more = _and_more(len(rows.movements) - _MOST_CASES, words)
    unreadable = []
    if rows.unreadable:
        numbers = ", ".join(map(str, rows.unreadable[:_MOST_CASES]))
        more_rows = ", …" if len(rows.unreadable) > _MOST_CASES else ""
        which = words.words.count("diff.unreadable", len(rows.unreadable))
        unreadable = [Line(f"{numbers}{more_rows}", label=which)]
    return Section(words.tell("stored"), (count, *points, *more, *unreadable))


def _and_more(left: int, words: DiffWords) -> Iterator[Line]:
    if left > 0:
        yield Line(words.words.count("diff.more_cases", left))


def _declared(undeclared: tuple[str, ...], words: DiffWords) -> Section:
    if not undeclared:
        return Section(words.tell("declared"), (Line(words.tell("all_declared")),))
    return Section(words.tell("not_declared"), tuple(map(Point, undeclared)))
