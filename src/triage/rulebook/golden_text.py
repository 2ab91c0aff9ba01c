"""A golden case as the text of a case file: a story to be told, answers, and what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from triage.rulebook.case_text import yaml_text
from triage.rulebook.expectations import AFTER, Expectation


def golden_text(
    texts: Mapping[str, str], as_of: date, answers: Mapping[str, Any], expect: Expectation
) -> str:
    """Write a case; `texts` are its title, story, source and reason, in their order."""
    expected: dict[str, Any] = {
        "target_group": _one(expect.target_group),
        "typology": _one(expect.typology),
        "rules": {"hold": [*expect.hold], "not_hold": [*expect.not_hold]},
        "limits": {id_: dict(limits) for id_, limits in expect.limits.items()},
        "plan": {str(status): [*ids] for status, ids in (expect.plan or {}).items()},
        "starts": _starts(expect.starts or {}),
    }
    whole = ("plan", "starts")
    said = {key: value for key, value in expected.items() if value or key in whole}
    if said.get("rules"):
        said["rules"] = {key: ids for key, ids in said["rules"].items() if ids}
    because = texts.get("because")
    case: dict[str, Any] = {key: text for key, text in texts.items() if key != "because"}
    case |= {"as_of": as_of, "answers": dict(answers), "expect": said}
    return yaml_text(case | ({"because": because} if because else {}))


def _one(values: tuple[str, ...] | None) -> str | list[str] | None:
    if not values:
        return None
    return values[0] if len(values) == 1 else [*values]


def _starts(starts: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for start, ids in starts.items():
        when, _, other = start.partition(":")
        if when == AFTER:
            said.setdefault(AFTER, {})[other] = [*ids]
        else:
            said[when] = [*ids]
    return said
