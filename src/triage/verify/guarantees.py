"""Guarantees proved or refuted: what must hold for every possible assessment (section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from triage.diagrams.nodes import Node
from triage.engine.symbolic.decisions import STATUSES, Plan
from triage.model.answer_path import AnswerPath
from triage.model.guarantee import (
    Guarantee,
    Never,
    NeverDepends,
    NeverSettled,
    Output,
    StatusClaim,
    Whenever,
)
from triage.model.off_page import off_page_questions
from triage.model.rulebook import Rulebook
from triage.program.program import FlatIntervention
from triage.verify.pairs import Pair, differing_only_in
from triage.verify.settled_unanswered import SettledUnanswered, settled_unanswered
from triage.verify.state_space import Example, StateSpace

Broken = Example | Pair | SettledUnanswered
"""Why a guarantee does not hold: one assessment, two that differ, or one settled in silence."""


@dataclass(frozen=True, slots=True)
class Breach:
    """What breaks a guarantee, in which part of the outcome, and of what, if of one thing.

    `about` is an intervention, a warning or a typology.
    """

    shown: Broken
    about: str | None = None
    output: Output | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A part of an outcome, and what it is made of: `parts`, and the `law` of interventions."""

    output: Output
    about: str | None
    node: Node
    parts: tuple[Node, ...] = ()
    law: tuple[Node, ...] = ()


def breach(whole: StateSpace, guarantee: Guarantee) -> Breach | None:
    """Return what breaks a guarantee, or `None`: it is proved for the day.

    Raises:
        LimitReached: it takes too many steps.
    """
    return next(_breaches(whole, guarantee), None)


def _breaches(whole: StateSpace, guarantee: Guarantee) -> Iterator[Breach]:
    match guarantee.form:
        case NeverDepends() as form:
            yield from _dependent(whole, form)
            if Output.PAGE in form.outcome:
                yield from _printed(whole, form)
        case Whenever() as form:
            yield from _whenever(whole, form)
        case Never(never):
            found = whole.witness(whole.node(never))
            if found is not None:
                yield Breach(found)
        case NeverSettled(typologies, while_open):
            for typology in typologies:
                found_unanswered = settled_unanswered(whole, typology, while_open)
                if found_unanswered is not None:
                    yield Breach(found_unanswered, typology)


def _dependent(whole: StateSpace, form: NeverDepends) -> Iterator[Breach]:
    """Yield what depends on it, as first shown by a pair.

    What is made of parts that depend on nothing depends on nothing; mostly that is soon proved,
    and where the law is held equal it is no such part. Where a part depends, all is searched.
    """
    levels, among = _levels(whole, form.on), whole.node(form.among)

    @cache
    def free(node: Node) -> bool:
        return differing_only_in(whole, node, levels, among) is None

    for seen in chain(*(_seen(whole, output) for output in form.outcome)):
        parts = seen.parts if form.given_law else (*seen.parts, *seen.law)
        if parts and all(map(free, parts)):
            continue
        law = seen.law if form.given_law else ()
        pair = differing_only_in(whole, seen.node, levels, among, law)
        if pair is not None:
            yield Breach(pair, seen.about, seen.output)


def _printed(whole: StateSpace, form: NeverDepends) -> Iterator[Breach]:
    """Yield what a page that may be printed says that depends on it, as first shown by a pair.

    Such a page says what is possible with the answers kept off it open: a value is on it where some
    of them give it. So it never reads them, whatever the rules are; other answers are searched for.
    """
    off = off_page_questions(whole.rulebook)
    open_ = _levels(whole, tuple(AnswerPath.of(each) for each in off))
    levels, among = _levels(whole, form.on), whole.node(form.among)
    if levels <= open_:
        return
    for about, node in _on_page(whole):
        for value in sorted(whole.diagrams.reachable_terminals(node)):
            said = _somewhere(whole, whole.composed(node, value), open_)
            pair = differing_only_in(whole, said, levels, among)
            if pair is not None:
                yield Breach(pair, about, Output.PAGE)


def _somewhere(whole: StateSpace, node: Node, levels: frozenset[int]) -> Node:
    """Return where some answers at the levels make a node true."""
    negation = whole.diagrams.negation
    return negation(whole.diagrams.forall(negation(node), levels))


def _on_page(whole: StateSpace) -> Iterator[tuple[str | None, Node]]:
    """Yield what a page tells of, the rules first: what they say and what comes of them."""
    book = whole.rulebook
    hidden = book.rules_off_page
    yield from ((id_, node) for id_, node in whole.rules.items() if id_ not in hidden)
    yield None, whole.decisions.target_group
    yield None, whole.decisions.typology
    suggesting = {id_: rule for rule in book.recommendations for id_ in rule.recommend}
    speaking = {
        id_ for rule in book.recommendations if rule.id not in hidden for id_ in rule.recommend
    }
    for plan in whole.decisions.plans:
        if plan.id in speaking or plan.id not in suggesting:
            yield plan.id, plan.status
            yield plan.id, plan.start
            yield from ((plan.id, node) for node, _ in plan.limits.values())


def _whenever(whole: StateSpace, form: Whenever) -> Iterator[Breach]:
    whenever, negation = whole.node(form.whenever), whole.diagrams.negation
    found = whole.witness(whenever, negation(whole.node(form.then)))
    if found is not None:
        yield Breach(found)
    for claim in form.claims:
        outside = {id_: negation(node) for id_, node in _claimed(whole, claim)}
        if claim.every:
            for id_, node in outside.items():
                found = whole.witness(whenever, node)
                if found is not None:
                    yield Breach(found, id_)
        else:
            # Joined they soon leave nobody; searched side by side each would be followed for long.
            found = whole.witness(whenever, whole.diagrams.conjunction(outside.values()))
            if found is not None:
                yield Breach(found)


def _claimed(whole: StateSpace, claim: StatusClaim) -> Iterator[tuple[str, Node]]:
    """Yield where each intervention of a claim has one of its statuses."""
    claimed = {STATUSES.index(status) for status in claim.statuses}
    for plan in whole.decisions.plans:
        if plan.id in claim.interventions:
            yield plan.id, whole.diagrams.indicator(plan.status, claimed)


def _levels(whole: StateSpace, names: tuple[AnswerPath, ...]) -> frozenset[int]:
    """Return the places of answers named by path, or by the question they all belong to.

    A lookup is in no rule: what its table fills is in its place.
    """
    space, named = whole.decisions.space, {*names, *_filled(whole.rulebook, names)}
    return frozenset(
        space.levels[each.index]
        for each in space.variables
        if not {each.path, each.path.owner}.isdisjoint(named)
    )


def _filled(rulebook: Rulebook, names: tuple[AnswerPath, ...]) -> Iterator[AnswerPath]:
    """Yield the answers that the tables of named lookups fill."""
    for name in names:
        for _, column in rulebook.fillings.get(name.place, ()):
            yield name.beside(column)


def _seen(whole: StateSpace, output: Output) -> Iterator[_Seen]:
    match output:
        case Output.TARGET_GROUP:
            yield _Seen(output, None, whole.decisions.target_group)
        case Output.TYPOLOGY:
            yield _Seen(output, None, whole.decisions.typology)
        case Output.WARNINGS:
            yield from _warnings(whole)
        case Output.PAGE:
            return
        case _:
            for plan in whole.decisions.plans:
                yield from _planned(whole, output, plan)


def _planned(whole: StateSpace, output: Output, plan: Plan) -> Iterator[_Seen]:
    one, planning = whole.interventions[plan.id], whole.planning
    fit, against, law = planning.fit(one), planning.against(one), planning.law(one)
    match output:
        case Output.FIT:
            yield _Seen(output, plan.id, fit)
        case Output.AGAINST:
            yield _Seen(output, plan.id, against)
        case Output.LAW:
            yield _Seen(output, plan.id, law)
            yield from (_Seen(output, plan.id, node) for node, _ in plan.limits.values())
        case Output.INTERVENTIONS:
            yield _Seen(output, plan.id, plan.status, (fit, against), (law,))
        case Output.STARTS:
            others = followed(whole, one)
            parts = chain(*((planning.fit(each), planning.against(each)) for each in others))
            own = (whole.decisions.rules[favour.rule] for favour in one.favours)
            yield _Seen(output, plan.id, plan.start, (*own, *parts), (*map(planning.law, others),))


def _warnings(whole: StateSpace) -> Iterator[_Seen]:
    """Yield the warnings that do not rest on law."""
    plans = {plan.id: plan for plan in whole.decisions.plans}
    for rule in whole.rulebook.warnings:
        if rule.rests_on_law:
            continue
        read = () if rule.plan is None else [plans[id_] for id_ in rule.plan.interventions]
        seen = [
            made
            for plan in read
            for output in (Output.INTERVENTIONS, Output.STARTS)
            for made in _planned(whole, output, plan)
        ]
        parts = chain(*(each.parts for each in seen))
        law = dict.fromkeys(chain(*(each.law for each in seen)))
        node = whole.warning(rule)
        yield _Seen(Output.WARNINGS, rule.id, node, (whole.rules[rule.id], *parts), (*law,))


def followed(whole: StateSpace, one: FlatIntervention) -> list[FlatIntervention]:
    """Return the interventions that one may start after."""
    starts = (favour.start for favour in one.favours)
    return [whole.program.interventions[each] for each in starts if isinstance(each, int)]
