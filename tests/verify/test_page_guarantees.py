"""`never_depends: {outcome: page}`: proved or refuted as reading every page would."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from tests.counts import Count
from tests.engine.small import DAY, rulebook
from tests.strategies.drawing import seeds
from tests.verify.every_assessment import Complete
from tests.verify.random_rulebooks import Small, small_rulebooks
from tests.verify.shipped import SHIPPED
from triage.diagnostics import RulebookError
from triage.model.answer_path import AnswerPath
from triage.model.guarantee import Guarantee, NeverDepends, Output
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of
from triage.verify.check import check_meaning
from triage.verify.guarantees import Breach, breach
from triage.verify.state_space import StateSpace

SEEDS, MOST = 120, 200

BOOK = """
questions:
  danger: {kind: scale, values: [none, some], OFF, keep_private: yes}
  home: {kind: yes_no, off_page: yes}
  wish: {kind: yes_no, keep_private: yes}
typologies:
  policy: first
  values: [near, far]
  rules:
    - {id: T-near, when: {wish: yes}, then: near}
    - {id: T-far, when: {}, then: far}
interventions: {group: {kind: k}, shelter: {kind: k}, talk: {kind: k}}
recommendations:
  - {id: R-group, when: {typology: near}, recommend: [group]}
  - {id: R-shelter, when: {danger: some, home: no}, recommend: [shelter]}
  - {id: R-talk, when: {any: [{wish: yes}, {home: yes}]}, recommend: [talk]}
  - {id: A-group, when: {AGAINST}, against: [group]}
guarantees:
  - {id: G-1, never_depends: {outcome: page, on: ON}}
"""


def found(off: str, against: str, on: str) -> Breach | None:
    """Return what breaks the guarantee."""
    text = BOOK.replace("OFF", off).replace("AGAINST", against).replace("ON}", f"{on}}}")
    book = rulebook(text)
    [guarantee] = book.guarantees
    return breach(StateSpace(book, DAY, guarantee.conditions), guarantee)


@pytest.mark.parametrize(
    ("off", "against", "on", "about"),
    [
        # What is kept off the page is never on it.
        ("off_page: yes", "danger: some", "[danger, home]", None),
        # The mark is gone: a reason against tells, and the offer that is missing.
        ("off_page: no", "danger: some", "[danger, home]", "A-group"),
        # Of a rule that rests on something shielded, nothing is on the page, but the offer is.
        ("off_page: no", "danger: some, home: no", "danger", "group"),
        # What only such rules speak for or against is on no page.
        ("off_page: no", "wish: yes, danger: some, home: no", "home", None),
        # A wish decides, whatever is shielded.
        ("off_page: yes", "danger: some", "wish", "T-near"),
    ],
)
def test_proved_or_broken(off: str, against: str, on: str, about: str | None) -> None:
    """And broken by the rule or the intervention that tells."""
    seen = found(off, against, on)
    assert (seen and seen.about) == about
    assert seen is None or seen.output is Output.PAGE


def test_the_shipped_rulebook_without_a_mark() -> None:
    """Whoever takes it away is told for whom the page then tells."""
    shown = replace(SHIPPED.questions["safety"], off_page=False)
    book = replace(SHIPPED, questions={**SHIPPED.questions, "safety": shown})
    [guarantee] = (each for each in book.guarantees if each.id == "G-safety-page")
    seen = breach(StateSpace(book, DAY, guarantee.conditions), guarantee)
    assert seen is not None
    assert seen.output is Output.PAGE


def test_the_shipped_rulebook_where_safety_waits_to_be_asked() -> None:
    """Whoever takes that mark away is told whose safety could not be noted."""
    asked = replace(SHIPPED.questions["safety"], any_time=False)
    book = replace(SHIPPED, questions={**SHIPPED.questions, "safety": asked})
    [guarantee] = (each for each in book.guarantees if each.id == "G-safety-any-time")
    assert breach(StateSpace(book, DAY, guarantee.conditions), guarantee) is not None


def test_a_breach_is_shown_by_two_people() -> None:
    """`check` names two assessments, and the reference sees two pages."""
    text = BOOK.replace("OFF", "off_page: no").replace("AGAINST", "danger: some")
    problems = check_meaning(rulebook(text.replace("ON}", "danger}")))
    [broken] = (each for each in problems if each.code == "guarantee-broken")
    assert broken.evidence is not None
    one, other = broken.evidence.shown
    assert {one.answers["danger"], other.answers["danger"]} == {"none", "some"}


def test_what_the_page_itself_may_show_is_refused() -> None:
    """No proof is claimed for an answer that may stand on the page."""
    text = BOOK.replace("OFF", "off_page: yes").replace("AGAINST", "danger: some")
    with pytest.raises(RulebookError, match="page-may-show-it"):
        rulebook(
            text.replace("ON}", "wish}").replace(
                "wish: {kind: yes_no, keep_private: yes}", "wish: {kind: yes_no}"
            )
        )


@pytest.mark.more
def test_random_rulebooks(part: int, counted: Count) -> None:
    """With some questions shielded, a page tells of another as walking every assessment says."""
    proved = broken = 0

    def met() -> bool:
        return min(proved, broken) > 4

    for small in small_rulebooks(seeds(part, SEEDS, met), MOST):
        drawn = _shielded(small, Random(small.seed))
        if drawn is None or "stated" in str(small.rulebook.questions):
            continue
        book, on = drawn
        guarantee = Guarantee("G", NeverDepends((Output.PAGE,), (AnswerPath.of(on),)))
        seen = breach(StateSpace(book, small.as_of), guarantee)
        assert (seen is not None) == _told_apart(book, small.every, on), small.seed
        proved, broken = proved + (seen is None), broken + (seen is not None)
    counted("guarantees about the page, every assessment walked", proved + broken)
    assert met(), (proved, broken)


def _shielded(small: Small, draw: Random) -> tuple[Rulebook, str] | None:
    """Mark a question that no other hangs on; return another that a page may tell of."""
    book = small.rulebook
    hung_on = {
        ref.collection or ref.id
        for _, question in book.every_question()
        if question.asked_when is not None
        for ref in refs_of(question.asked_when)
    }
    filling = {lookup for _, lookup in book.fillings}
    free = [each for each in book.questions if each not in hung_on | filling]
    if len(book.questions) < 2 or not free:
        return None
    off = draw.choice(free)
    marked = replace(book.questions[off], off_page=True)
    on = draw.choice([each for each in book.questions if each != off])
    return replace(book, questions={**book.questions, off: marked}), on


def _told_apart(book: Rulebook, every: list[Complete], on: str) -> bool:
    """Say whether two pages differ between assessments that differ in one question alone.

    A lookup stands for what its table fills too.
    """
    names = {on, *(column for _, column in book.fillings.get(AnswerPath.of(on).place, ()))}
    off = {each.id for each in book.questions.values() if each.off_page}
    pages: dict[tuple[tuple[AnswerPath, Hashable], ...], list[Complete]] = {}
    for each in every:
        kept = {path: value for path, value in each.answers.items() if path.question not in off}
        pages.setdefault(tuple(sorted(kept.items())), []).append(each)
    said = _said(book)
    told = {
        key: [frozenset(values) for values in zip(*map(said, there), strict=True)]
        for key, there in pages.items()
    }
    return any(
        told[one] != told[other]
        for one, other in combinations(pages, 2)
        if _agree(dict(one), dict(other), names)
    )


def _agree(
    one: dict[AnswerPath, Hashable], other: dict[AnswerPath, Hashable], apart: set[str]
) -> bool:
    both = one.keys() & other.keys()
    return all(one[path] == other[path] for path in both if path.question not in apart)


def _said(book: Rulebook) -> Callable[[Complete], Iterator[Hashable]]:
    hidden = book.rules_off_page
    suggested = {id_ for rule in book.recommendations for id_ in rule.recommend}
    open_ = {
        id_ for rule in book.recommendations if rule.id not in hidden for id_ in rule.recommend
    }

    def said(each: Complete) -> Iterator[Hashable]:
        ends = each.conclusion
        yield ends.target_group
        yield ends.typology
        yield from (id_ in ends.rules for id_ in book.rules if id_ not in hidden)
        for id_ in book.interventions:
            if id_ in open_ or id_ not in suggested:
                yield ends.statuses[id_]
                yield ends.starts.get(id_)
                limits = ends.limits.get(id_, {})
                yield from (limits.get(name) for name in sorted(_limits(book)))

    return said


def _limits(book: Rulebook) -> set[str]:
    return {name for rule in book.availability for name in rule.limits}
