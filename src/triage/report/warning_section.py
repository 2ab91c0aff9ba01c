"""What a caseworker should hear before agreeing on the plan."""

from __future__ import annotations

from triage.explain.plan import heard
from triage.report.blocks import Point, Section
from triage.report.view import View


def warning_section(view: View) -> Section | None:
    """List the warnings that hold."""
    said = (view.names.text(f"rules.{rule}.warn") for rule in heard(view.rulebook, view.outcome))
    points = tuple(Point(text) for text in said if text)
    return Section(view.words.say("warnings.heading"), points) if points else None
