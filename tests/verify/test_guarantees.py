"""Guarantees are proved or refuted as walking every assessment would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, combinations, product
from random import Random
from typing import Any

import pytest

from tests.counts import Count
from tests.strategies.drawing import seeds
from tests.verify.every_assessment import Complete, TooMany, every_assessment
from tests.verify.random_rulebooks import Small, small_rulebooks
from tests.verify.shipped import SHIPPED
from triage.diagnostics import InvalidAssessment
from triage.engine import Evaluator
from triage.intake.mapping import as_mapping
from triage.intake.places import Plain
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath
from triage.model.condition import ALWAYS, Condition
from triage.model.guarantee import (
    Guarantee,
    Never,
    NeverDepends,
    NeverSettled,
    Output,
    StatusClaim,
    Whenever,
)
from triage.model.question import ListOf
from triage.model.questions_read import Place, questions_read
from triage.model.rule import Strength, Verdict, WarningRule
from triage.model.rulebook import Rulebook
from triage.verify.examples import answers_unanswered, complete
from triage.verify.guarantees import Breach, breach
from triage.verify.pairs import Pair
from triage.verify.settled_unanswered import SettledUnanswered
from triage.verify.state_space import Example, StateSpace

DAY = date(2026, 11, 22)
SEEDS, MOST, EACH = 90, 250, 6


def test_the_shipped_guarantees_are_proved() -> None:
    """Every one of them, on the real rulebook."""
    whole = _whole(SHIPPED, DAY)
    assert len(SHIPPED.guarantees) >= 15
    assert [each.id for each in SHIPPED.guarantees if breach(whole, each)] == []


def test_guarantees_of_random_rulebooks(part: int, counted: Count) -> None:
    """What is proved is broken nowhere, and what is refuted is shown broken."""
    proved = broken = 0

    def met() -> bool:
        return min(proved, broken) > 0

    for small in small_rulebooks(seeds(part, SEEDS, met), MOST):
        whole = _whole(small.rulebook, small.as_of)
        for guarantee in small.rulebook.guarantees:
            found = breach(whole, guarantee)
            try:
                expected = _is_broken(small, guarantee)
            except TooMany:
                continue
            if expected is not None:
                assert (found is not None) == expected, (small.seed, guarantee)
            proved, broken = proved + (found is None), broken + (found is not None)
            if found is not None:
                assert _shows(small, whole, guarantee, found), (small.seed, guarantee, found)
    counted("guarantees proved, every assessment walked", proved)
    counted("guarantees refuted, every assessment walked", broken)
    assert met(), (proved, broken)


@pytest.mark.more
def test_what_depends_on_what_in_random_rulebooks(part: int, counted: Count) -> None:
    """Every part of an outcome, among all or among some, with law held equal or not."""
    found = Counter[str]()

    def met() -> bool:
        return min(found["ruled out"], found["found"]) > 0

    for small in small_rulebooks(seeds(part, SEEDS, met), MOST):
        draw = Random(small.seed)
        for among in (ALWAYS, draw.choice([*small.rulebook.conditions.values()])):
            found += _dependences(small, among, draw)
    for what, number in found.items():
        counted(f"dependences {what}, every assessment walked", number)
    assert met(), found


def _dependences(small: Small, among: Condition, draw: Random) -> Counter[str]:
    """Compare some dependences among some assessments; count what was found."""
    guarantees = [_some_dependence(small, among, draw) for _ in range(EACH)]
    found, any_stated = Counter[str](), "stated" in str(small.rulebook.questions)
    whole = _whole(replace(small.rulebook, guarantees=tuple(guarantees)), small.as_of)
    try:
        walked = _probed(small, guarantees[0])
    except TooMany:
        return found
    met = [each for each in walked if "C-0" in each.conclusion.rules]
    for guarantee in guarantees:
        form, shown = guarantee.form, breach(whole, guarantee)
        assert isinstance(form, NeverDepends)
        if not any_stated:
            assert (shown is not None) == _depends(small, met, form), (small.seed, guarantee)
        found["ruled out" if shown is None else "found"] += 1
        if shown is not None:
            assert _shows(small, whole, guarantee, shown), (small.seed, guarantee, shown)
    return found


def _some_dependence(small: Small, among: Condition, draw: Random) -> Guarantee:
    """Draw one, more often on what the law reads, where holding it equal makes a difference."""
    book = small.rulebook
    outcome = draw.sample([*_CONCLUDED, *_READING_LAW], draw.choice((1, 1, 2)))
    read = (place for rule in book.availability for place in _read_by(book, rule.when))
    by_law = sorted({owner or question for owner, _, question in read})
    questions = by_law if by_law and draw.random() < 0.85 else list(book.questions)
    on = draw.sample(questions, min(len(questions), draw.choice((1, 2))))
    paths = tuple(map(AnswerPath.of, on))
    return Guarantee("G-drawn", NeverDepends(tuple(outcome), paths, among, draw.random() < 0.5))


def _read_by(book: Rulebook, when: Condition) -> Iterator[Place]:
    return questions_read(book.findings, when)


_CONCLUDED = tuple(each for each in Output if each is not Output.PAGE)
"""What one assessment concludes; what a page says of it, tests/verify/test_page_guarantees.py."""

_READING_LAW = (Output.INTERVENTIONS, Output.STARTS, Output.WARNINGS)


def _whole(rulebook: Rulebook, as_of: date) -> StateSpace:
    return StateSpace(rulebook, as_of, chain(*(each.conditions for each in rulebook.guarantees)))


# --- by walking


def _is_broken(small: Small, guarantee: Guarantee) -> bool | None:
    """Say whether a guarantee is broken; `None` where walking it takes too long to write down."""
    match guarantee.form:
        case NeverDepends() as form:
            if any("stated" in path for each in small.every for path in each.answers):
                return None
            among = [each for each in _probed(small, guarantee) if "C-0" in each.conclusion.rules]
            return _depends(small, among, form)
        case NeverSettled():
            return _settled_in_silence(small, guarantee.form)
        case _:
            return any(map(_breaks(guarantee), _probed(small, guarantee)))


def _probed(small: Small, guarantee: Guarantee) -> list[Complete]:
    """Walk a rulebook in which the conditions of a guarantee are rules, C-0 and C-1."""
    probes = (WarningRule(f"C-{n}", each) for n, each in enumerate(guarantee.conditions))
    book = replace(small.rulebook, warnings=(*small.rulebook.warnings, *probes))
    return every_assessment(book, small.as_of, 2_000)


def _breaks(guarantee: Guarantee) -> Any:
    def breaks(each: Complete) -> bool:
        rules = each.conclusion.rules
        match guarantee.form:
            case Whenever(_, _, claims):
                kept = "C-1" in rules and all(_is_kept(claim, each) for claim in claims)
                return "C-0" in rules and not kept
            case Never():
                return "C-0" in rules
            case form:
                raise TypeError(form)

    return breaks


def _is_kept(claim: StatusClaim, each: Complete) -> bool:
    statuses = each.conclusion.statuses
    kept = [statuses[id_] in claim.statuses for id_ in claim.interventions]
    return all(kept) if claim.every else any(kept)


_At = tuple[Output, str]
"""A part of an outcome, and the intervention or warning it is about."""


def _depends(small: Small, among: list[Complete], form: NeverDepends) -> bool:
    """Say whether something moves with the answers named, or what the tables of lookups fill."""
    fillings = small.rulebook.fillings
    filled = (name.beside(c) for name in form.on for _, c in fillings.get(name.place, ()))
    on = (*form.on, *filled)
    return any(
        any(_moves(small, form, one, other, at) for at in _parts(small.rulebook, form.outcome))
        for one, other in combinations(among, 2)
        if all(
            one.answers[path] == other.answers[path]
            for path in one.answers.keys() & other.answers.keys()
            if not _is_under(path, on)
        )
    )


def _parts(book: Rulebook, outcome: tuple[Output, ...]) -> Iterator[_At]:
    for output in outcome:
        match output:
            case Output.TARGET_GROUP | Output.TYPOLOGY:
                yield output, ""
            case Output.WARNINGS:
                yield from ((output, rule.id) for rule in book.warnings if not rule.rests_on_law)
            case _:
                yield from ((output, id_) for id_ in book.interventions)


def _moves(small: Small, form: NeverDepends, one: Complete, other: Complete, at: _At) -> bool:
    if _output(small, one, at) == _output(small, other, at):
        return False
    read = _law_read(small.rulebook, at) if form.given_law else ()
    return all(_verdict(small, one, id_) is _verdict(small, other, id_) for id_ in read)


def _law_read(book: Rulebook, at: _At) -> set[str]:
    """Return the interventions whose law a part of an outcome reads."""
    match at:
        case Output.INTERVENTIONS, id_:
            return {id_}
        case Output.STARTS, id_:
            return _followed(book, id_)
        case Output.WARNINGS, id_:
            [rule] = (each for each in book.warnings if each.id == id_)
            counted = () if rule.plan is None else rule.plan.interventions
            return {*counted, *chain(*(_followed(book, each) for each in counted))}
        case _:
            return set()


def _followed(book: Rulebook, id_: str) -> set[str]:
    rules = (rule for rule in book.recommendations if id_ in rule.recommend)
    return {rule.start.after for rule in rules if rule.start.after is not None}


def _verdict(small: Small, each: Complete, id_: str) -> Verdict:
    book, order = small.rulebook, list(Verdict)
    rules = (rule for rule in book.availability if rule.id in each.conclusion.rules)
    law = [rule.verdict for rule in rules if id_ in rule.interventions]
    least = Verdict.AVAILABLE if book.valid_at(small.as_of) else Verdict.NEEDS_CHECK
    return max((*law, least), key=order.index)


def _output(small: Small, each: Complete, at: _At) -> Hashable:
    book, rules, (output, id_) = small.rulebook, each.conclusion.rules, at
    match output:
        case Output.TARGET_GROUP:
            return each.conclusion.target_group
        case Output.TYPOLOGY:
            return each.conclusion.typology
        case Output.FIT:
            held = [rule for rule in book.recommendations if rule.id in rules]
            fits = {rule.strength for rule in held if id_ in rule.recommend}
            return Strength.CORE in fits or (Strength.POSSIBLE in fits and "possible")
        case Output.AGAINST:
            return any(rule.id in rules for rule in book.recommendations if id_ in rule.against)
        case Output.LAW:
            limits = tuple(sorted(each.conclusion.limits.get(id_, {}).items()))
            return _verdict(small, each, id_), limits
        case Output.INTERVENTIONS:
            return each.conclusion.statuses[id_]
        case Output.STARTS:
            return each.conclusion.starts.get(id_)
        case Output.WARNINGS:
            return _is_heard(book, each, id_)
        case Output.PAGE:
            raise TypeError(output)


def _is_heard(book: Rulebook, each: Complete, id_: str) -> bool:
    [rule] = (rule for rule in book.warnings if rule.id == id_)
    if rule.plan is None:
        return id_ in each.conclusion.rules
    there = [
        other
        for other in rule.plan.interventions
        if each.conclusion.statuses[other] in ("recommended", "check_first")
        and rule.plan.start in (None, each.conclusion.starts.get(other))
    ]
    return id_ in each.conclusion.rules and rule.plan.meets(len(there))


def _is_under(path: str, names: tuple[str, ...]) -> bool:
    return any(path == name or path.startswith(f"{name}.") for name in names)


def _settled_in_silence(small: Small, form: NeverSettled) -> bool:
    evaluator = Evaluator(small.rulebook)
    for answers in _silent(small, form.while_open):
        try:
            typologies = evaluator.typologies(
                read_answers(evaluator.rulebook, answers, small.as_of), small.as_of
            )
        except InvalidAssessment:
            continue
        if len(typologies) == 1 and typologies[0] in form.typology:
            return True
    return False


def _silent(small: Small, while_open: tuple[AnswerPath, ...]) -> Iterator[dict[str, Any]]:
    """Yield every assessment with these answers open, and all ways to give lookups beside them."""
    book = small.rulebook
    lists = [each for each in while_open if _length(book, each)]
    seen = set()
    for each in small.every:
        others = {at: value for at, value in each.answers.items() if not _is_under(at, while_open)}
        key = tuple(sorted(others.items()))
        if key in seen:
            continue
        seen.add(key)
        for lengths in product(*([None, *_length(book, each)] for each in lists)):
            there = {at: n for at, n in zip(lists, lengths, strict=True) if n is not None}
            lookups = list(_lookups(book, {**others, **there}, while_open))
            for rows in product(*([None, *keys] for _, keys in lookups)):
                given = {
                    path: row
                    for (path, _), row in zip(lookups, rows, strict=True)
                    if row is not None
                }
                said: dict[AnswerPath, Plain] = {**_plain(others), **there, **given}
                yield as_mapping(book, said)


def _plain(answers: dict[AnswerPath, Any]) -> dict[AnswerPath, Plain]:
    def one(value: Any) -> Plain:
        return list(value) if isinstance(value, tuple) else value

    return {path: one(value) for path, value in answers.items()}


def _length(book: Rulebook, path: str) -> range:
    question = book.questions.get(path)
    domain = question.domain if question else None
    return range(max(1, domain.min), domain.max + 1) if isinstance(domain, ListOf) else range(0)


def _lookups(
    book: Rulebook, said: dict[AnswerPath, Any], while_open: tuple[AnswerPath, ...]
) -> Iterator[tuple[AnswerPath, list[str]]]:
    for (owner, lookup), columns in book.fillings.items():
        keys = sorted({key for table, _ in columns for key in book.tables[table].rows})
        if owner is None:
            if any(column in while_open for _, column in columns):
                yield AnswerPath.of(lookup), keys
            continue
        domain = book.collection(owner)
        length = int(said.get(AnswerPath.of(owner), 0)) if isinstance(domain, ListOf) else 0
        rows = (
            [str(n) for n in range(1, length + 1)]
            if isinstance(domain, ListOf)
            else list(domain.rows)
        )
        for row in rows:
            if any(_is_under(f"{owner}.{row}.{column}", while_open) for _, column in columns):
                yield AnswerPath.of(owner, row, lookup), keys


# --- what is shown


def _shows(small: Small, whole: StateSpace, guarantee: Guarantee, found: Breach) -> bool:
    """Say whether what is shown breaks the guarantee, as an engine sees it."""
    match found.shown:
        case Example() as example:
            answers = complete(whole, example)
            return any(map(_breaks(guarantee), _matching(small, guarantee, answers)))
        case SettledUnanswered() as silence:
            own = answers_unanswered(whole, silence)
            return Evaluator(small.rulebook).typologies(
                read_answers(small.rulebook, own, small.as_of), small.as_of
            ) == (found.about,)
        case pair:
            return _differ(small, whole, pair, guarantee)


def _matching(small: Small, guarantee: Guarantee, answers: dict[str, Any]) -> list[Complete]:
    probes = (WarningRule(f"C-{n}", each) for n, each in enumerate(guarantee.conditions))
    book = replace(small.rulebook, warnings=(*small.rulebook.warnings, *probes))
    outcome = Evaluator(book).assess(
        read_answers(book, answers, small.as_of), small.as_of, "reference"
    )
    assert outcome.typology is None or outcome.typology.settled
    rules = frozenset(id_ for id_, state in outcome.rules.items() if state == "holds")
    statuses = {id_: each.possible[0] for id_, each in outcome.interventions.items()}
    [one] = [
        each
        for each in _probed(small, guarantee)
        if each.conclusion.rules == rules and dict(each.conclusion.statuses) == statuses
    ][:1]
    return [one]


def _differ(small: Small, whole: StateSpace, pair: Pair, guarantee: Guarantee) -> bool:
    assert isinstance(guarantee.form, NeverDepends)
    evaluator = Evaluator(small.rulebook)
    one, other = (
        evaluator.assess(
            read_answers(evaluator.rulebook, complete(whole, each), small.as_of),
            small.as_of,
            "reference",
        )
        for each in pair
    )
    return one != other
