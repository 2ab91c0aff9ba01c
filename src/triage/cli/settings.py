"""Changed answers as they are typed: `question=value`."""

from __future__ import annotations

from collections.abc import Iterable

import click

from triage.intake.places import question_at
from triage.model.question import OpenReason, Subset
from triage.model.rulebook import Rulebook
from triage.model.written import WrittenText

_REASONS = (OpenReason.UNKNOWN.value, OpenReason.DECLINED.value)


def settings(rulebook: Rulebook, typed: Iterable[str]) -> dict[str, object | None]:
    """Return the answers that were typed by path; `None` takes one back.

    Raises:
        click.UsageError: something is no `question=value`.
    """
    found: dict[str, object | None] = {}
    for each in typed:
        path, sign, value = each.partition("=")
        if not (sign and path.strip()):
            raise click.UsageError(f"{each!r} is not of the form question=value.")
        found[path.strip()] = _read(rulebook, path.strip(), value.strip())
    return found


def _read(rulebook: Rulebook, path: str, value: str) -> object | None:
    if not value:
        return None
    question = question_at(rulebook, path)
    is_set = question is not None and isinstance(question.domain, Subset)
    if not is_set or value in _REASONS:
        return WrittenText(value)
    members = value.removeprefix("[").removesuffix("]").split(",")
    return [member.strip() for member in members if member.strip()]
