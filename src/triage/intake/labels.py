"""Labels that were answered in place of ids: both are known, so both may be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from triage.diagnostics import same_aloud
from triage.model.answer_path import AnswerPath
from triage.model.question import Choice, Grid, Question, Subset
from triage.model.rulebook import Rulebook

Labelled = tuple[str, str]
"""A label as the rulebook has it, and the id it belongs to."""


def labelled_question(
    rulebook: Rulebook, said: object, known: Mapping[str, Question], owner: str | None = None
) -> Labelled | None:
    """Return the question whose label, or whose words, were written in place of its id."""
    within = "questions" if owner is None else f"questions.{owner}.item"
    keys = ("label", "ask")
    paths = [(id_, f"{within}.{id_}.{key}") for id_ in known for key in keys]
    return _labelled(rulebook, said, paths)


def labelled_row(rulebook: Rulebook, said: object, grid: str, domain: Grid) -> Labelled | None:
    """Return the row whose label was written in place of its id."""
    paths = ((row, f"questions.{grid}.rows.{row}.label") for row in domain.rows)
    return _labelled(rulebook, said, paths)


def labelled_answer(
    rulebook: Rulebook, said: object, path: AnswerPath, question: Question
) -> Labelled | None:
    """Return the value whose label was answered; of a set, the first that was."""
    if isinstance(said, list | tuple):
        # Members alone: what was handed over may hold itself.
        every = (_labelled(rulebook, each, _values(path, question)) for each in said)
        return next((found for found in every if found is not None), None)
    return _labelled(rulebook, said, _values(path, question))


def _values(path: AnswerPath, question: Question) -> Iterator[tuple[str, str]]:
    at = f"questions.{path.question}"
    if path.element is not None:
        at = f"{at}.item.{question.id}"
    match question.domain:
        case Choice(values) | Subset(values):
            yield from ((value, f"{at}.values.{value}.label") for value in values)
        case _:
            return


def _labelled(
    rulebook: Rulebook, said: object, paths: Iterable[tuple[str, str]]
) -> Labelled | None:
    if not isinstance(said, str):
        return None
    own, aliases = rulebook.texts.own, rulebook.texts.aliases
    labels = ((own.get(aliases.get(path, path)), id_) for id_, path in paths)
    return next(
        ((label, id_) for label, id_ in labels if label is not None and same_aloud(label, said)),
        None,
    )
