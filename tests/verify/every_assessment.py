"""All complete assessments of a small rulebook, walked one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from tests.engine.symbolic.brute import StateSpace, wholes
from triage.diagnostics import InvalidAssessment, LimitReached
from triage.engine.possible import Conclusion
from triage.intake.mapping import as_mapping
from triage.intake.places import Plain, plain
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath
from triage.model.answers import AnswerValue
from triage.model.question import ListOf
from triage.model.rulebook import Rulebook
from triage.program.encoding import value_of
from triage.program.lower import lower
from triage.program.program import Role


@dataclass(frozen=True)
class Complete:
    """A complete assessment: every answer that applies, by path, and what it concludes."""

    answers: dict[AnswerPath, Any]
    conclusion: Conclusion

    def among(self, paths: Collection[str]) -> tuple[tuple[AnswerPath, Any], ...]:
        """Return the answers at some paths."""
        return tuple(sorted((at, each) for at, each in self.answers.items() if at in paths))


class TooMany(Exception):
    """There are more assessments than a test has time for."""


def every_assessment(rulebook: Rulebook, as_of: date, most: int) -> list[Complete]:
    """Walk all complete assessments, those included in which a caseworker states a finding.

    Raises:
        TooMany: there are more than `most`.
    """
    found: list[Complete] = []
    stated = list(_stated(rulebook, most))
    most_walked = 3 * most // len(stated)
    for said in stated:
        try:
            answers = read_answers(rulebook, as_mapping(rulebook, said), as_of)
            found += _walk(said, wholes(rulebook, answers, as_of, most_walked))
        except InvalidAssessment:
            continue
        except LimitReached:
            raise TooMany from None
        if len(found) > most:
            raise TooMany
    return found


def _walk(said: dict[AnswerPath, Plain], walked: Iterator[StateSpace]) -> Iterator[Complete]:
    for each in walked:
        values = {path: _comparable(value) for path, value in {**each.values, **said}.items()}
        yield Complete(values, each.conclusion)


def _comparable(value: AnswerValue | Plain) -> Any:
    """Return an answer as files hold it, but a set that can be compared."""
    if isinstance(value, frozenset | list):
        return tuple(sorted(value))
    return value.isoformat() if isinstance(value, date) else value


def _stated(rulebook: Rulebook, most: int) -> Iterator[dict[AnswerPath, Plain]]:
    """Yield every way to state findings or not, with lists long enough to state them in."""
    variables = [each for each in lower(rulebook).variables if each.role is Role.STATED]
    values: list[list[Plain | None]] = [
        [None, *(plain(each.domain, value_of(each, n)) for n in range(each.low, each.high + 1))]
        for each in variables
    ]
    ways = 1
    for each in values:
        ways *= len(each)
    if ways > most:
        raise TooMany
    for chosen in product(*values):
        said = {
            each.path: value
            for each, value in zip(variables, chosen, strict=True)
            if value is not None
        }
        yield from _with_lengths(rulebook, said)


def _with_lengths(
    rulebook: Rulebook, said: dict[AnswerPath, Plain]
) -> Iterator[dict[AnswerPath, Plain]]:
    """Yield what is said beside every length of the lists it is said in.

    Other lists stay open: they may have any length, or not be asked for at all.
    """
    owners = sorted({path.owner for path in said if path.element is not None})
    lists = [each for each in owners if isinstance(rulebook.questions[each].domain, ListOf)]
    for lengths in product(*(_lengths(rulebook, each) for each in lists)):
        there = dict(zip(lists, lengths, strict=True))
        if all(_is_there(path, there) for path in said):
            yield {**there, **said}


def _lengths(rulebook: Rulebook, owner: AnswerPath) -> range:
    domain = rulebook.collection(owner)
    assert isinstance(domain, ListOf)
    return range(domain.min, domain.max + 1)


def _is_there(path: AnswerPath, lengths: dict[AnswerPath, int]) -> bool:
    return path.item is None or path.item <= lengths[path.owner]
