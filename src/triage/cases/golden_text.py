"""A golden case as the text of a case file: a story to be told, answers, and what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from triage.cases.case_text import yaml_text
from triage.cases.case_words import AFTER
from triage.cases.expectations import Expectation
from triage.model.guarantee import Status


def golden_text(
    texts: Mapping[str, str], as_of: date, answers: Mapping[str, Any], expect: Expectation
) -> str:
    """Write a case; `texts` are title, story, source and reason, in order."""
    because = texts.get("because")
    case: dict[str, Any] = {key: text for key, text in texts.items() if key != "because"}
    case |= {
        "as_of": as_of,
        "answers": dict(answers),
        "expect": expectation_data(expect),
    }
    return yaml_text(case | ({"because": because} if because else {}))


def expectation_data(expect: Expectation) -> dict[str, Any]:
    """Return what stands under `expect`, as plain data."""
    expected: dict[str, Any] = {
        "target_group": _one(expect.target_group),
        "typology": _one(expect.typology),
        "rules": {"hold": [*expect.hold], "not_hold": [*expect.not_hold]},
        "interventions": {id_: _one(each) for id_, each in expect.interventions.items()},
        "start": {id_: _start(each) for id_, each in expect.start.items()},
        "limits": {id_: dict(limits) for id_, limits in expect.limits.items()},
        "about": _about(expect),
        "plan": _plan(expect.plan),
        "starts": _starts(expect.starts),
        "first": None if expect.first is None else [*expect.first],
        "beside": None if expect.beside is None else _by_step(expect.beside),
    }
    expected["rules"] = {key: ids for key, ids in expected["rules"].items() if ids}
    return {
        key: value
        for key, value in expected.items()
        if value or (key in _WHOLE and value is not None)
    }


_WHOLE = ("about", "plan", "starts", "first")
"""Said even where they are empty: then nothing is suggested, starts, or stands first."""


def _by_step(beside: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {step: [*ids] for step, ids in beside.items()}


def _about(expect: Expectation) -> list[str] | None:
    """Return what the plan is about and does not name."""
    return None if expect.about is None else sorted(expect.about - expect.named_in_plan())


def _one(values: tuple[str, ...] | None) -> str | list[str] | None:
    said = [str(value) for value in values or ()]
    return said[0] if len(said) == 1 else said or None


def _start(starts: tuple[str, ...]) -> Any:
    said = [{AFTER: each.partition(":")[2]} if ":" in each else each for each in starts]
    return said[0] if len(said) == 1 else said


def _plan(plan: Mapping[Status, tuple[str, ...]] | None) -> dict[str, list[str]] | None:
    if plan is None:
        return None
    return {str(status): [*ids] for status, ids in plan.items()}


def _starts(starts: Mapping[str, tuple[str, ...]] | None) -> dict[str, Any] | None:
    if starts is None:
        return None
    said: dict[str, Any] = {}
    for start, ids in starts.items():
        when, _, other = start.partition(":")
        if when == AFTER:
            said.setdefault(AFTER, {})[other] = [*ids]
        else:
            said[when] = [*ids]
    return said
