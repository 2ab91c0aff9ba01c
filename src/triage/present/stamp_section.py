"""With everything asked for, exactly which rulebook, which day, and what was computed by what."""

from __future__ import annotations

from collections.abc import Iterator

from triage.present.blocks import Line, Section
from triage.present.view import View


def stamp_section(view: View) -> Section | None:
    """Stamp the page."""
    if not view.everything:
        return None
    return Section(view.words.say("stamp.heading"), tuple(stamp_lines(view)))


def stamp_lines(view: View) -> Iterator[Line]:
    """Say which rulebook it is, which day, and how it was computed."""
    day = view.words.date(view.outcome.as_of)
    yield Line(view.words.say("stamp.line", **view.outcome.rulebook.shown, date=day))
    yield Line(" ".join(_computed(view)))


def off_page_line(view: View) -> Iterator[Line]:
    """Name the themes whose answers are kept off the page, and may change the plan all the same.

    They are the rulebook's: the line is the same for everybody.
    """
    asked = (view.rulebook.questions[each] for each in view.off_page.questions)
    factors = {question.factor for question in asked}
    themes = [
        view.names.label(f"factors.{each}") for each in view.rulebook.factors if each in factors
    ]
    if view.off_page.questions:
        yield Line(view.words.say("stamp.off_page", themes=view.words.both(themes)))


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
