"""Paths of the things of a rulebook, as texts and places have them, taken apart.

`questions.wish.values.later` is the value `later`, which stands under `questions.wish.values`, in
the thing `questions.wish`, of the section `questions`.
"""

from __future__ import annotations

from collections.abc import Mapping

from triage.model.answer_path import AnswerPath

_NESTED = frozenset({"values", "item", "rows"})


def id_of(path: str) -> str:
    """Return the id of the thing at a path, or the name of the text there."""
    return path.rpartition(".")[2]


def under(path: str) -> str:
    """Return what a path stands under; nothing where it is one step."""
    return path.rpartition(".")[0]


def above(path: str) -> str:
    """Return the path of the thing another stands in, or its section."""
    around = under(path)
    return under(around) if id_of(around) in _NESTED and under(around) else around


def section_of(path: str) -> str:
    """Return the section of a rulebook that a path belongs to."""
    return path.partition(".")[0]


def kind_of(path: str) -> str:
    """Return a path without ids: `questions.values` for every value of a question."""
    nested = [part for part in path.split(".")[1:] if part in _NESTED]
    return ".".join((section_of(path), *nested))


def depth(path: str) -> int:
    """Return how many steps a path has below its section."""
    return path.count(".")


def question_path(owner: str | None, id_: str) -> str:
    """Return the path of a question, at the top or of the items or rows of another."""
    return f"questions.{id_}" if owner is None else f"questions.{owner}.item.{id_}"


def answer_path_of(question: str) -> AnswerPath:
    """Return where an answer to a question stands; of one in a list or grid, in its first item."""
    _, id_, *inside = question.split(".")
    return AnswerPath.of(id_, "1", inside[1]) if inside else AnswerPath.of(id_)


def renamed_steps(path: str, ids: Mapping[str, str]) -> str:
    """Return a path with each step by its new id, where the path up to it has one."""
    parts = path.split(".")
    return ".".join(ids.get(".".join(parts[: at + 1]), part) for at, part in enumerate(parts))


def under_another(path: str, others: Mapping[str, str]) -> str:
    """Return a path under another one, where the longest of those it stands under has one."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        other = others.get(".".join(parts[:length]))
        if other is not None:
            return ".".join((other, *parts[length:]))
    return path
