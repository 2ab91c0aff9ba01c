"""What to hear before agreeing on a plan."""

from __future__ import annotations

from triage.explain.plan import active_warnings
from triage.present.blocks import Point, Section
from triage.present.law_beside import with_law
from triage.present.view import View


def warning_section(view: View) -> Section | None:
    """List the warnings that hold, but for those that stand on top of a page for staff."""
    texts = {rule: view.names.text(f"rules.{rule}.warn") or "" for rule in warnings_told(view)}
    points = tuple(Point(with_law(view, text, [rule])) for rule, text in texts.items())
    return Section(view.words.say("warnings.heading"), points) if points else None


def warnings_told(view: View) -> list[str]:
    """Return the rules whose warnings stand there."""
    on_top = {rule.id for rule in view.rulebook.warnings if rule.on_top}
    return [
        rule
        for rule in active_warnings(view.rulebook, view.outcome)
        if not view.off_page.reason(rule)
        and rule not in on_top
        and view.names.text(f"rules.{rule}.warn")
    ]
