"""Answers by path, and put together as an assessment holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from triage.intake.answers import Answers
from triage.intake.places import Plain, owner_of, plain, question_at
from triage.language.reading.yaml_events import ABSENT
from triage.model.question import Grid, ListOf
from triage.model.rulebook import Rulebook


def as_mapping(rulebook: Rulebook, said: Mapping[str, Plain]) -> dict[str, Any]:
    """Put answers by path together as an assessment holds them, in file order.

    Answers about items that are not there are left out.
    """
    found: dict[str, Any] = {}
    for question in rulebook.questions.values():
        match question.domain:
            case ListOf():
                value = _items(question.id, said)
            case Grid():
                value = _cells(question.id, said)
            case _:
                value = said.get(question.id)
        if value is not None:
            found[question.id] = value
    return found


def _items(owner: str, said: Mapping[str, Plain]) -> Any:
    count = said.get(owner)
    if not isinstance(count, int):
        return count
    items: list[dict[str, Plain]] = [{} for _ in range(count)]
    for element, name, value in _inside(owner, said):
        if int(element) <= count:
            items[int(element) - 1][name] = value
    return items


def _cells(owner: str, said: Mapping[str, Plain]) -> Any:
    rows: dict[str, dict[str, Plain]] = {}
    for element, name, value in _inside(owner, said):
        rows.setdefault(element, {})[name] = value
    whole = said.get(owner)
    return rows if rows or isinstance(whole, list) else whole


def _inside(owner: str, said: Mapping[str, Plain]) -> Iterator[tuple[str, str, Plain]]:
    for path, value in said.items():
        if path.startswith(f"{owner}."):
            _, element, name = path.split(".")
            yield element, name, value


def by_path(rulebook: Rulebook, answers: Answers) -> dict[str, Plain]:
    """Return answers that were read by path, in file order."""
    found: dict[str, Plain] = {path: reason.value for path, reason in answers.reasons.items()}
    found.update(answers.counts)
    for path, value in answers.given.items():
        question = question_at(rulebook, path)
        assert question is not None
        said = plain(question.domain, value)
        if not (isinstance(said, str) and said in ABSENT):
            found[path] = said
    for grid in answers.grids:
        if not any(owner_of(path) == grid for path in found):
            found[grid] = []
    order = list(rulebook.questions)
    return dict(sorted(found.items(), key=lambda each: (order.index(owner_of(each[0])), each[0])))
