"""Answers by path, and put together as an assessment holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from triage.intake.places import Plain, plain, question_at, wrong_number
from triage.intake.reading import read_answers
from triage.language.reading.yaml_events import ABSENT
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers, Origin
from triage.model.question import Grid, ListOf
from triage.model.rulebook import Rulebook


def as_mapping(rulebook: Rulebook, said: Mapping[AnswerPath, Plain]) -> dict[str, Any]:
    """Put answers by path together as an assessment holds them, in file order.

    Answers about items that are not there are left out.
    """
    found: dict[str, Any] = {}
    for question in rulebook.questions.values():
        match question.domain:
            case ListOf(max=most):
                value = _items(question.id, most, said)
            case Grid():
                value = _cells(question.id, said)
            case _:
                value = said.get(AnswerPath.of(question.id))
        if value is not None:
            found[question.id] = value
    return found


def is_there(said: Mapping[AnswerPath, Plain], path: AnswerPath) -> bool:
    """Say whether the item an answer is about is among what was said, if it is about one."""
    if path.item is None:
        return True
    count = said.get(path.owner)
    return isinstance(count, int) and path.item <= count


def check_item(rulebook: Rulebook, said: Mapping[AnswerPath, Plain], path: AnswerPath) -> None:
    """Check that the item an answer is about is there, if it is about one.

    Raises:
        InvalidAssessment: there are fewer items.
    """
    domain = rulebook.questions[path.question].domain
    if isinstance(domain, ListOf) and not is_there(said, path):
        count = said.get(path.owner)
        raise wrong_number(
            path.owner, count if isinstance(count, int) else 0, f"{path.item}..{domain.max}"
        )


def _items(owner: str, most: int, said: Mapping[AnswerPath, Plain]) -> Any:
    """Return the items of a list; of too many, one too many: a table may say any number."""
    count = said.get(AnswerPath.of(owner))
    if not isinstance(count, int) or count < 0:
        return count  # no list, and read as none
    items: list[dict[str, Plain]] = [{} for _ in range(min(count, most + 1))]
    for path, value in _inside(owner, said):
        if path.item is not None and path.inner is not None and path.item <= len(items):
            items[path.item - 1][path.inner] = value
    return items


def _cells(owner: str, said: Mapping[AnswerPath, Plain]) -> Any:
    rows: dict[str, dict[str, Plain]] = {}
    for path, value in _inside(owner, said):
        rows.setdefault(str(path.row), {})[str(path.inner)] = value
    whole = said.get(AnswerPath.of(owner))
    return rows if rows or isinstance(whole, list) else whole


def _inside(owner: str, said: Mapping[AnswerPath, Plain]) -> Iterator[tuple[AnswerPath, Plain]]:
    return (each for each in said.items() if each[0].question == owner and each[0].element)


def read_by_path(
    rulebook: Rulebook,
    said: Mapping[AnswerPath, Plain],
    as_of: date,
    origins: Mapping[AnswerPath, Origin] | None = None,
) -> Answers:
    """Read answers by path, as `read_answers` does; those about items that are not there are none.

    Raises:
        InvalidAssessment: an answer does not fit.
    """
    return read_answers(rulebook, as_mapping(rulebook, said), as_of, origins)


def by_path(rulebook: Rulebook, answers: Answers) -> dict[AnswerPath, Plain]:
    """Return answers that were read by path, in file order."""
    found: dict[AnswerPath, Plain] = {
        path: reason.value for path, reason in answers.reasons.items()
    }
    found.update(answers.counts)
    for path, value in answers.given.items():
        question = question_at(rulebook, path)
        assert question is not None
        said = plain(question.domain, value)
        if not (isinstance(said, str) and said in ABSENT):
            found[path] = said
    for grid in answers.grids:
        if not any(path.question == grid for path in found):
            found[grid] = []
    order = {id_: position for position, id_ in enumerate(rulebook.questions)}
    return {
        path: found[path] for path in sorted(found, key=lambda each: (order[each.question], each))
    }
