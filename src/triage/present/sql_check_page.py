"""What a database says of a sample of its rows, held against the engine: counts, and no row."""

from __future__ import annotations

from triage.model.rulebook import Rulebook
from triage.present.blocks import Cell, Line, Page, Point, Section, Table
from triage.present.foot import foot
from triage.present.numbers import Numbers
from triage.present.wording import Words
from triage.sql.checking import Tally


def sql_check_page(tally: Tally, rulebook: Rulebook, language: str) -> Page:
    """Lay out a comparison of a database's views with the engine."""
    words = Words(language)
    numbers = Numbers(words)
    differing = sum(tally.differing.values())
    counts = {
        "exact": tally.exact,
        "supersets": tally.supersets,
        "refused": tally.refused,
        "unsettled": tally.unsettled,
        "differing": differing,
    }
    table = Table(
        words.say("sql_check.counted"),
        (words.say("sql_check.what"), words.say("sql_check.results")),
        tuple(
            (Cell(words.say(f"sql_check.{key}")), numbers.number(count))
            for key, count in counts.items()
        ),
    )
    points = tuple(
        Point(words.say("sql_check.column", name=name, count=words.number(count)))
        for name, count in tally.differing.most_common()
    )
    told = words.say("sql_check.differ" if differing else "sql_check.agree")
    head = (Line(words.count("sql_check.rows", tally.rows)), Line(told))
    sections = [Section(words.say("sql_check.results"), (table,))]
    if points:
        sections.append(Section(words.say("sql_check.where"), points))
    return Page(words.say("sql_check.title"), head, tuple(sections), foot(words, rulebook.stamp))
