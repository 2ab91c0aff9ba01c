"""How firmly a typology stands: the single known answers that, one step off, would change it.

A step is the value beside on a scale, the other of yes and no, each other value of a choice, one
member more or less of a set, and for numbers and dates the nearest value that a rule tells apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from triage.engine import Evaluator
from triage.explain.answered import Answered, answered
from triage.explain.changed_answers import ChangedAnswers
from triage.explain.context import Context, change_of
from triage.explain.premises import is_read
from triage.intake.places import plain
from triage.model.condition import Condition
from triage.model.explanation import Edge, Stability
from triage.model.question import Choice, Dates, Number, Question, Subset, YesNo
from triage.model.questions_read import Place, questions_read
from triage.model.rulebook import Rulebook


class Sensitivity:
    """Finds where typologies of one rulebook stand on an edge; may be shared by threads.

    `typologies` evaluates what the rulebook concludes of the typology, and nothing else.
    """

    def __init__(self, rulebook: Rulebook, typologies: Evaluator) -> None:
        self._rulebook = rulebook
        self._typologies = typologies
        self._read = _read_for_typology(rulebook)

    def of(self, context: Context) -> Stability:
        """Try each known answer that bears on the typology, one step off."""
        changed_answers = ChangedAnswers(
            self._rulebook, self._typologies, context.answers, context.as_of
        )
        typology = context.outcome.typology
        now = typology.possible if typology else ()
        known = [
            each
            for each in answered(self._rulebook, context.answers)
            if each.answer is not None and is_read(each, self._read)
        ]
        return Stability(
            rulebook=context.outcome.rulebook,
            as_of=context.as_of,
            typology=now,
            tried=len(known),
            edges=tuple(
                edge for each in known for edge in self._edges(context, changed_answers, each, now)
            ),
        )

    def _edges(
        self,
        context: Context,
        changed_answers: ChangedAnswers,
        known: Answered,
        now: tuple[str, ...],
    ) -> Iterator[Edge]:
        for value in self._steps(context, known):
            wanted = changed_answers.wanted({known.path: value})
            changed = changed_answers.if_standing(wanted)
            if changed is None:  # what a table filled, where its question does not apply
                continue
            left = self._typologies.typologies(changed.answers, context.as_of)
            if left != now and context.evaluator.typologies(changed.answers, context.as_of) == left:
                change = change_of(context, known.path, wanted[known.path])
                if change.private:  # of two values, the other would tell the one
                    change = change.model_copy(update={"after": None})
                yield Edge(change=change, typology=left, set_aside=changed.set_aside)

    def _steps(self, context: Context, known: Answered) -> Iterator[object]:
        value = known.answer
        match known.question.domain:
            case Choice(values, ordered=True):
                yield from (one for one, other in pairwise(values) if other == value)
                yield from (other for one, other in pairwise(values) if one == value)
            case Choice(values) | YesNo(values=values):
                yield from (each for each in values if each != value)
            case Subset(values) as domain:
                assert isinstance(value, frozenset)
                for member in values:
                    yield plain(domain, value ^ {member})
            case Number() | Dates() as domain:
                found = self._typologies.beside(context.answers, context.as_of, known.path)
                yield from (plain(domain, each) for each in found)


def _read_for_typology(rulebook: Rulebook) -> set[Place]:
    """Return every place typology rules read, or read to know whether what they read applies."""
    found: set[Place] = set()
    rules = () if rulebook.typologies is None else rulebook.typologies.rules
    pending: list[Condition] = [rule.when for rule in rules]
    while pending:
        for place in questions_read(rulebook.findings, pending.pop()):
            if place not in found:
                found.add(place)
                questions = _questions(rulebook, place)
                pending += [each.asked_when for each in questions if each.asked_when is not None]
    return found


def _questions(rulebook: Rulebook, place: Place) -> Iterator[Question]:
    """Yield the question of a place, and the list or grid it stands in."""
    owner, _, question = place
    if owner is not None:
        yield rulebook.questions[owner]
        inner = rulebook.collection(owner).item
        yield from (each for each in inner if each.id == question)
    else:
        yield rulebook.questions[question]
