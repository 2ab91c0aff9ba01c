"""What is due in the cases of an office, in words: by the case, and the step it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from triage.journal.due import DueIn
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line, Page, Point, Section
from triage.present.foot import foot
from triage.present.journal_page import left_open, named
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.journal.drafts import OpenDraft


def due_page(
    found: Sequence[DueIn],
    drafts: Sequence[OpenDraft],
    on: date,
    words: Words,
    rulebook_of: Callable[[str], Rulebook | None],
) -> Page:
    """Lay out what is due in an office on a day, the longest due first, and talks left open.

    Steps are called as the rulebook of their case calls them, and by their ids where it is none.
    """
    points = tuple(
        Point(due_line(each, words, rulebook_of(each.case) if each.due.intervention else None))
        for each in found
    )
    heading = words.say("journal.due_as_of", day=words.date(on))
    shown = points or (Line(words.say("journal.due_none")),)
    sections = [Section(heading, shown)]
    if drafts:
        left = tuple(Point(f"{each.case}: {left_open(each.saved, words)}") for each in drafts)
        sections.append(Section(words.say("journal.drafts"), left))
    return Page(words.say("journal.due"), (), tuple(sections), foot(words))


def due_line(found: DueIn, words: Words, rulebook: Rulebook | None) -> str:
    """Say what is due in which case, and since when."""
    due = found.due
    step = named(rulebook, words, "intervention", due.intervention or "")
    return words.say(
        f"journal.duekind_{due.what.value}",
        case=found.case,
        since=words.date(due.since),
        step=step,
    )
