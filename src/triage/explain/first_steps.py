"""What still bears on the first steps: on what comes first of the plan, in the order declared.

Of what may still come to stand there, the first are looked at, twice as many as the page shows:
what stands further down can wait. Once as many as are shown stand there for certain, or are held
back by nothing but what is looked up, no question about the rest is one about them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from triage.engine import Inquiry
from triage.explain.plan import MOST_STEPS
from triage.model.answer_path import AnswerPath
from triage.model.plan_order import declared_order, stands_alone
from triage.model.rulebook import Rulebook

_LOOKED_AT = 2 * MOST_STEPS


def about_first_steps(
    rulebook: Rulebook, inquiry: Inquiry, asked: Callable[[AnswerPath], bool]
) -> frozenset[AnswerPath]:
    """Return the open answers, of those `asked` for, that may decide what the first steps are."""
    found: set[AnswerPath] = set()
    for waiting in islice(_may_stand(rulebook, inquiry, asked), _LOOKED_AT):
        found |= waiting
    return frozenset(found)


def _may_stand(
    rulebook: Rulebook, inquiry: Inquiry, asked: Callable[[AnswerPath], bool]
) -> Iterator[frozenset[AnswerPath]]:
    """Yield what each step that may come to stand first still waits for, in their order.

    What waits for nothing but answers that were given up stays as open as it is.
    """
    standing = 0
    for intervention in _in_order(rulebook, inquiry):
        found = inquiry.planned(intervention)
        waiting = frozenset(filter(asked, found.bearing))
        given_up = not inquiry.answers.reasons.keys().isdisjoint(found.bearing)
        if not found.possible or (given_up and not waiting):
            continue
        yield waiting
        standing += not waiting
        if standing == MOST_STEPS:
            return


def _in_order(rulebook: Rulebook, inquiry: Inquiry) -> Iterator[str]:
    """Yield what stands by itself: as declared for the typologies possible, then the catalogue."""
    order = declared_order(rulebook, inquiry.typologies)
    for id_ in dict.fromkeys((*order, *rulebook.interventions)):
        if stands_alone(rulebook, id_):
            yield id_
