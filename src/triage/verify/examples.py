"""Examples as assessments somebody can open: answers to what matters, or to everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triage.diagrams.nodes import TRUE_NODE
from triage.engine.symbolic.space import NOT_GIVEN
from triage.intake.mapping import as_mapping
from triage.intake.places import Plain, plain
from triage.model.answer_path import AnswerPath
from triage.model.question import ListOf
from triage.model.rulebook import Rulebook
from triage.program.encoding import value_of
from triage.verify.settled_unanswered import SettledUnanswered
from triage.verify.state_space import Example, StateSpace


def answers_of(whole: StateSpace, example: Example) -> dict[str, Any]:
    """Return the answers that matter in an example; all others are open."""
    return as_mapping(whole.rulebook, with_lists(whole.rulebook, _said(whole, example.classes)))


def said_in(whole: StateSpace, example: Example) -> dict[AnswerPath, Plain]:
    """Return the answers that matter in an example by path, in the order they are asked."""
    return _said(whole, dict(sorted(example.classes.items())))


def answers_unanswered(whole: StateSpace, unanswered: SettledUnanswered) -> dict[str, Any]:
    """Return the answers that settle something though others are open, lookups among them."""
    said = {**unanswered.items, **unanswered.lookups, **_said(whole, unanswered.example.classes)}
    return as_mapping(whole.rulebook, with_lists(whole.rulebook, said))


def complete(whole: StateSpace, example: Example) -> dict[str, Any]:
    """Return an example with every question answered that applies, and that some rule reads."""
    space = whole.decisions.space
    classes = dict.fromkeys(space.levels.values(), 0) | dict(example.classes)
    applying = {
        level: classes[level]
        for index, level in space.levels.items()
        if whole.diagrams.follow(whole.decisions.applies[index], classes) == TRUE_NODE
    }
    return as_mapping(whole.rulebook, with_lists(whole.rulebook, _said(whole, applying)))


def _said(whole: StateSpace, classes: Mapping[int, int]) -> dict[AnswerPath, Plain]:
    said: dict[AnswerPath, Plain] = {}
    for level, class_ in classes.items():
        variable = whole.decisions.space.variables[level - 1]
        code = whole.decisions.space.shown(variable, class_)
        if code is not NOT_GIVEN:
            said[variable.path] = plain(variable.domain, value_of(variable, code))
    return said


def with_lists(rulebook: Rulebook, said: dict[AnswerPath, Plain]) -> dict[AnswerPath, Plain]:
    """Make lists as long as the items answers are about, where their length makes no difference."""
    lengths: dict[AnswerPath, int] = {}
    for path in said:
        domain = rulebook.questions[path.question].domain
        if path.item is not None and isinstance(domain, ListOf) and path.owner not in said:
            lengths[path.owner] = max(path.item, lengths.get(path.owner, domain.min))
    return said | lengths
