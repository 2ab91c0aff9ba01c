"""What a caseworker should hear before agreeing on the plan."""

from __future__ import annotations

from triage.explain.plan import active_warnings
from triage.present.blocks import Point, Section
from triage.present.view import View


def warning_section(view: View) -> Section | None:
    """List the warnings that hold."""
    told = [
        rule
        for rule in active_warnings(view.rulebook, view.outcome)
        if not view.off_page.rule(rule)
    ]
    said = (view.names.text(f"rules.{rule}.warn") for rule in told)
    points = tuple(Point(text) for text in said if text)
    return Section(view.words.say("warnings.heading"), points) if points else None
