"""What is said once of all steps of a plan: pay, hours, who decides, what of the law was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from triage.explain.plan import PlanItem
from triage.present.blocks import Line, labelled
from triage.present.spans import spans
from triage.present.step_law import law_said, programme_said
from triage.present.view import View

_FACTS = ("pay", "hours", "decided_by")
_CHECKS = ("law", "programme")


def facts(view: View, steps: Mapping[int, PlanItem]) -> Iterator[Line]:
    """Yield what is so of all steps, or of which by number; law and programme by themselves."""
    said = [text for fact in _FACTS if (text := _of_all(view, fact, steps))]
    if view.everything:
        yield from map(Line, (*said, *_each_check(view, steps)))
    else:
        told = (" ".join(said), *(_of_all(view, fact, steps) for fact in _CHECKS))
        yield from (Line(each) for each in told if each)


def _of_all(view: View, fact: str, steps: Mapping[int, PlanItem]) -> str:
    found = _found(view, fact, steps)
    return f"{labelled(view.words.say(f'plan.{fact}'), _told(found, len(steps)))}." if found else ""


def _each_check(view: View, steps: Mapping[int, PlanItem]) -> Iterator[str]:
    """Yield what was found of the law and of the programme, each in a line of its own."""
    for fact in _CHECKS:
        for said, numbers in _found(view, fact, steps).items():
            yield f"{view.words.say(f'plan.{fact}')} ({spans(numbers)}): {said}."


def _found(view: View, fact: str, steps: Mapping[int, PlanItem]) -> Mapping[str, Sequence[int]]:
    """Return what there is to say of a fact, each with the steps it is so of."""
    found: dict[str, list[int]] = {}
    for number, item in steps.items():
        if said := _fact(view, fact, item):
            found.setdefault(said.rstrip(". "), []).append(number)
    return found


def _told(found: Mapping[str, Sequence[int]], of: int) -> str:
    """Say what is so of most steps, then of which others what else is, by their numbers."""
    most, *others = sorted(found, key=lambda text: -len(found[text]))
    everywhere = sum(map(len, found.values())) == of
    first = most if everywhere else f"{spans(found[most])}: {most}"
    return "; ".join((first, *(f"{spans(found[text])}: {text}" for text in others)))


def _fact(view: View, fact: str, item: PlanItem) -> str | None:
    match fact:
        case "pay":
            pay = view.rulebook.interventions[item.intervention].pay
            return view.words.say(f"plan.{pay}") if pay else None
        case "law":
            return law_said(view, item)
        case "programme":
            return programme_said(view, item)
        case _:
            return view.names.text(f"interventions.{item.intervention}.{fact}")
