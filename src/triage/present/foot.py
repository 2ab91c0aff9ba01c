"""The last lines of every page: which rulebook it rests on, and what the tool is not."""

from __future__ import annotations

from triage.model.outcome import RulebookStamp
from triage.present.blocks import Line
from triage.present.wording import Words


def foot(words: Words, stamp: RulebookStamp | None = None) -> tuple[Line, ...]:
    """Return the foot of a page; with a `stamp`, of one that does not say it elsewhere."""
    is_not = Line(words.say("foot.is_not"))
    return (is_not,) if stamp is None else (Line(rulebook_line(words, stamp)), is_not)


def rulebook_line(words: Words, stamp: RulebookStamp) -> str:
    """Say which rulebook, of what meaning and of what texts, by the first of their digits."""
    return words.say("book.version", **stamp.shown)
