"""What answers are called in a language: how tables with labels are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from triage.intake.places import REASONS, question_at
from triage.model.answer_path import AnswerPath
from triage.model.question import Choice, Domain, Lookup, Subset, Text, YesNo
from triage.model.rulebook import Rulebook
from triage.present.names import Names, question_path
from triage.present.wording import Words

_OF_NOTHING = "[]"
"""How tables write the set of nothing."""


def answer_labels(
    rulebook: Rulebook, language: str
) -> Callable[[AnswerPath], Iterator[tuple[str, str]]]:
    """Return what yields the answers to a question by id, with what pages call them.

    What the rulebook has no label for has its id alone.
    """
    words = Words(language)
    names = Names(rulebook, words)

    def called(path: AnswerPath) -> Iterator[tuple[str, str]]:
        question = question_at(rulebook, path)
        if isinstance(question.domain, Text):  # of free text, every word is its own
            return
        own = question_path(rulebook, path.place[0], question.id)
        for id_, at in _labelled(rulebook, question.domain, own):
            yield id_, names.text(f"{at}.label") or id_
            if code := names.text(f"{at}.code"):
                yield id_, f"{names.label(at)} ({code})"
        if isinstance(question.domain, YesNo):
            yield from ((each, words.say(each)) for each in question.domain.values)
        if isinstance(question.domain, Subset):
            yield _OF_NOTHING, words.say("none_of_them")
        yield from ((reason, words.say(reason)) for reason in REASONS)

    return called


def _labelled(rulebook: Rulebook, domain: Domain, own: str) -> Iterator[tuple[str, str]]:
    """Yield the ids of answers with the paths of their texts."""
    match domain:
        case Choice(values) | Subset(values):
            yield from ((each, f"{own}.values.{each}") for each in values)
        case Lookup(table):
            rows = rulebook.tables[table].rows
            yield from ((each, f"tables.{table}.rows.{each}") for each in rows)
