"""The last lines: exactly which rulebook, which day, and what was computed by what."""

from __future__ import annotations

from collections.abc import Iterator

from triage.present.blocks import Block, Line, Section
from triage.present.view import View


def stamp_section(view: View) -> Section:
    """Stamp the page."""
    return Section(view.words.say("stamp.heading"), tuple(_blocks(view)))


def _blocks(view: View) -> Iterator[Block]:
    day = view.words.date(view.outcome.as_of)
    yield Line(view.words.say("stamp.line", **view.outcome.rulebook.shown, date=day))
    if view.off_page.questions:
        yield Line(view.words.say("stamp.off_page"))
    yield Line(" ".join(_computed(view)))


def _computed(view: View) -> Iterator[str]:
    """Say which engine the page is from, and on what another was compared with it."""
    words, engine = view.words, view.outcome.engine
    yield words.say(f"stamp.{engine.computed_by}" if view.outcome.exact else "stamp.unexplored")
    if engine.used != engine.asked:
        yield words.say("stamp.alone")
    if (compared := engine.compared) is None:
        return
    if compared.completions:
        yield words.count("stamp.compared_completions", compared.completions)
    else:
        yield words.say(f"stamp.compared_{compared.answers}")
