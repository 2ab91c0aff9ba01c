from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import product

import pytest

from tests.engine.small import DAY, evaluator
from triage.engine import Evaluator
from triage.intake.places import known_path
from triage.intake.reading import read_answers
from triage.interview.next_question import next_question
from triage.model.asking import Asking, AskingState, Goal

TALK = evaluator(
    """
    factors: {goal: {label: Mål}, life: {label: Hverdag}}
    tables:
      jobs: {columns: [papers], rows: {cook: {papers: no}, nurse: {papers: yes}, other: {}}}
    questions:
      name: {kind: text, used_for: people}
      wish: {kind: yes_no, factor: life}
      place: {kind: yes_no, factor: life, asked_when: {wish: yes}}
      named: {kind: choice, values: [none, some], factor: goal}
      goals:
        kind: list
        max: 2
        factor: goal
        asked_when: {named: some}
        item:
          job: {kind: lookup, table: jobs}
          papers: {kind: yes_no}
          near: {kind: yes_no}
      ready: {kind: yes_no, factor: life, asked_when: {place: yes}}
    typologies:
      policy: first
      values: [far, close, none]
      rules:
        - {id: T-none, when: {named: none}, then: none}
        - {id: T-close, when: {goals: {some: {near: yes, papers: no}}, wish: yes}, then: close}
        - {id: T-far, when: {}, then: far}
    interventions: {visit: {kind: k}, papers: {kind: k}}
    recommendations:
      - {id: R-visit, when: {typology: close, ready: yes}, recommend: [visit]}
      - {id: R-papers, when: {goals: {some: {papers: yes}}}, recommend: [papers]}
    """
)


def asked(answers: Mapping[str, object], last: str | None = None, goal: str = "typology") -> Asking:
    """Ask what comes next."""
    after = None if last is None else known_path(TALK.rulebook, last)
    return next_question(
        TALK.rulebook, TALK, read_answers(TALK.rulebook, answers, DAY), DAY, Goal(goal), after
    )


def path(
    answers: Mapping[str, object], last: str | None = None, goal: str = "typology"
) -> str | None:
    """Return the path of what comes next."""
    found = asked(answers, last, goal).question
    return found.path if found else None


GOALS: list[dict[str, object]] = [{}, {}]


def test_it_begins_with_what_leads_furthest() -> None:
    """And says what each answer would leave."""
    found = asked({})
    assert found.state is AskingState.ASK
    assert found.question is not None
    assert found.question.path == "named"
    assert [(each.values, each.typologies) for each in found.question.effects] == [
        (("none",), ("none",)),
        (("some",), ("close", "far")),
    ]


def test_it_stays_with_the_theme_and_with_the_item() -> None:
    """Another theme is opened when there is nothing left to ask in this one."""
    assert path({"named": "some", "wish": "yes"}, "named") == "goals"
    answers = {"named": "some", "wish": "yes", "goals": [{"near": "yes"}, {}]}
    assert path(answers, "goals.1.near") == "goals.1.job"
    assert path({"named": "some", "goals": GOALS}, "goals.2.near") == "goals.2.job"
    done = {"named": "some", "goals": [{"near": "yes", "papers": "no"}, {"near": "no"}]}
    assert path(done, "goals.2.near") == "wish"


def test_a_lookup_stands_for_what_its_table_fills() -> None:
    """Until it is answered, or nobody can tell; a row may leave the answer open."""
    item: dict[str, object] = {"near": "yes"}
    answers: dict[str, object] = {"named": "some", "wish": "yes", "goals": [item]}
    assert path(answers) == "goals.1.job"
    for job, expected in (
        ("unknown", "goals.1.papers"),
        ("other", "goals.1.papers"),
        ("cook", None),
    ):
        assert path({**answers, "goals": [{**item, "job": job}]}) == expected


def test_what_cannot_matter_is_not_asked() -> None:
    """An answer that rules a typology out makes what only it reads irrelevant."""
    assert asked({"named": "none"}).state is AskingState.SETTLED
    answers: dict[str, object] = {"named": "some", "wish": "no", "goals": GOALS}
    assert asked(answers).state is AskingState.SETTLED
    assert path(answers, goal="plan") == "goals.1.job"


@pytest.mark.parametrize("answer", ["unknown", "declined"])
def test_what_was_not_told_is_not_asked_again(answer: str) -> None:
    """When nothing else can be learnt, it says so."""
    answers: dict[str, object] = {"named": answer, "wish": "yes"}
    assert asked(answers).state is AskingState.EXHAUSTED
    assert path({"named": "some", "wish": answer}) == "goals"


def test_questions_towards_the_plan_name_what_they_move() -> None:
    """Interventions whose status or start can depend on the answer."""
    near = [{"near": "yes", "papers": "no"}]
    found = asked({"named": "some", "wish": "yes", "goals": near}, goal="plan").question
    assert found is not None
    assert (found.path, found.interventions) == ("place", ("visit",))


# --- how many questions it takes

SIZES = {"a": 3, "b": 2, "c": 4, "d": 2, "e": 3, "f": 2}
RULEBOOKS = 12

Cell = tuple[int | None, ...]


def table(seed: int) -> Evaluator:
    """Make a small rulebook of random rules, the first that holds deciding."""
    draw = random.Random(seed)
    questions = "\n".join(
        f"  {name}: {{kind: choice, values: [{', '.join(f'{name}{n}' for n in range(size))}]}}"
        for name, size in SIZES.items()
    )
    rules = []
    for number in range(7):
        names = draw.sample(sorted(SIZES), draw.choice((1, 2, 2, 3)))
        tests = ", ".join(f"{name}: {name}{draw.randrange(SIZES[name])}" for name in names)
        rules.append(f"    - {{id: T-{number}, when: {{{tests}}}, then: t{draw.randrange(4)}}}")
    return evaluator(
        f"questions:\n{questions}\ntypologies:\n  policy: first\n  values: [t0, t1, t2, t3]\n"
        "  rules:\n" + "\n".join(rules) + "\n"
    )


def given(cell: Cell) -> dict[str, object]:
    """Return the answers of a cell."""
    return {n: f"{n}{at}" for n, at in zip(SIZES, cell, strict=True) if at is not None}


class Strategies:
    """Expected questions until the typology is settled, every answer being as likely."""

    def __init__(self, evaluating: Evaluator) -> None:
        self._evaluator = evaluating
        self._possible: dict[Cell, frozenset[str]] = {}

    def possible(self, cell: Cell) -> frozenset[str]:
        """Return the typologies that are possible."""
        if cell not in self._possible:
            open_ = [at for at, value in enumerate(cell) if value is None]
            if open_:
                parts = (self.possible(after) for after in self._after(cell, open_[0]))
                self._possible[cell] = frozenset().union(*parts)
            else:
                found = self._evaluator.typologies(
                    read_answers(self._evaluator.rulebook, given(cell), DAY), DAY
                )
                self._possible[cell] = frozenset(found)
        return self._possible[cell]

    def _after(self, cell: Cell, at: int) -> list[Cell]:
        size = list(SIZES.values())[at]
        return [(*cell[:at], value, *cell[at + 1 :]) for value in range(size)]

    def expected(self, best: Callable[[Cell, dict[int, float]], float]) -> float:
        """Return what a strategy costs from the start; `best` picks among questions' costs."""
        costs: dict[Cell, float] = {}
        cells = product(*((None, *range(size)) for size in SIZES.values()))
        for cell in sorted(cells, key=lambda each: each.count(None)):
            if len(self.possible(cell)) == 1:
                costs[cell] = 0.0
                continue
            after = {
                at: 1 + sum(costs[next_] for next_ in self._after(cell, at)) / size
                for at, size in enumerate(SIZES.values())
                if cell[at] is None
            }
            costs[cell] = best(cell, after)
        return costs[(None,) * len(SIZES)]


def test_few_questions_are_enough() -> None:
    """Hardly more than the fewest there can be, found by trying every order at every point."""
    taken = fewest = 0.0
    for seed in range(RULEBOOKS):
        evaluating = table(seed)

        def ours(cell: Cell, after: dict[int, float], evaluating: Evaluator = evaluating) -> float:
            found = next_question(
                evaluating.rulebook,
                evaluating,
                read_answers(evaluating.rulebook, given(cell), DAY),
                DAY,
            ).question
            assert found is not None
            return after[list(SIZES).index(found.path)]

        strategies = Strategies(evaluating)
        taken += strategies.expected(ours)
        fewest += strategies.expected(lambda _, after: min(after.values()))
    assert fewest <= taken <= 1.05 * fewest
