"""What a difference says is what walking every assessment of both versions finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

import pytest

from tests.counts import Count
from tests.strategies.drawing import seeds
from tests.verify.diff.pairs import Pair, pairs, small, some_ids
from tests.verify.diff.walked import Answers, Both, is_small, moved, said, walked, ways
from tests.verify.every_assessment import Complete, TooMany, every_assessment
from triage.diagnostics import LimitReached
from triage.intake.mapping import as_mapping
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.days import own_days
from triage.verify.diff import (
    AskedByOne,
    Day,
    Movement,
    OneSided,
    RulesDiff,
    Side,
    What,
    difference,
)
from triage.verify.diff.outputs import NOTHING
from triage.verify.diff.region import (
    NOT_APPLICABLE,
    Answered,
    Members,
    Ranges,
    Region,
    Sets,
    Values,
)
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renaming import Renaming
from triage.verify.witness import concluded

SEEDS, MOST = 100, 150


@pytest.mark.more
def test_everybody(part: int, counted: Count) -> None:
    """Who moves and why, from what, to what, how many; and who answers what only one knows."""
    counts = Counter[str]()
    least = {
        "pairs": 10,
        "movements": 40,
        "reasons": 20,
        "answers": 3,
        "warnings": 3,
        "regions": 20,
    }

    def met() -> bool:
        return all(counts[what] > number for what, number in least.items())

    for pair in pairs(seeds(part, SEEDS, met)):
        if not (is_small(pair.old, MOST) and is_small(pair.new, MOST)):
            continue
        try:
            found = difference(pair.old, pair.new)
            for day in found.days:
                compare(pair, found, day, counts)
        except (TooMany, LimitReached):
            continue
        counts["pairs"] += 1
    counted("pairs of rulebooks, every assessment walked", counts["pairs"])
    assert met(), counts


def compare(pair: Pair, found: RulesDiff, day: Day, counts: Counter[str]) -> None:
    """Hold everything that is said of a day against walking both versions."""
    everybody = walked(found.before, found.after, day.as_of, MOST)
    who = moved(everybody)
    every = [each.answers for each in everybody]
    told = {each.name: each for each in (*day.movements, *day.reasons)}
    assert set(told) == set(who), pair.seed
    for name, each in told.items():
        if "more_q" in each.over and found.before.questions.get("more_q"):
            continue  # a question that is another now: answers to both go by one path here
        assert each.count == ways([one.answers for one in who[name]], each.over), (pair.seed, name)
        assert each.total == ways(every, each.over), (pair.seed, name)
        _compare_regions(pair, each, everybody, who[name], counts)
    counts["warnings"] += sum(each.output.startswith("warnings.") for each in day.movements)
    assert not day.not_compared
    counts.update(movements=len(day.movements), reasons=len(day.reasons))
    for one in day.answers:
        _one_sided(pair, found, day, one)
    for asked in day.questions:
        _asked_by_one(pair, found, day, asked)
    counts.update(answers=len(day.answers), questions=len(day.questions))


def _compare_regions(
    pair: Pair, told: Movement, everybody: list[Both], who: list[Both], counts: Counter[str]
) -> None:
    """Conditions hold for those who move and nobody else, and without more for all of them."""
    every = [answer for region in told.regions for _, answer in region.answers]
    if any(isinstance(answer, Sets) and answer.more for answer in every):
        return
    inside = [each for each in everybody if any(_is_in(each, one) for one in told.regions)]
    assert all(each in who for each in inside), (pair.seed, told.name)
    assert told.more or len(inside) == len(who), (pair.seed, told.name)
    counts["regions"] += len(told.regions)
    counts["sets"] += sum(isinstance(answer, Members) for answer in every)


def _is_in(each: Both, region: Region) -> bool:
    return all(_is(each.answers.get(path), answer) for path, answer in region.answers)


# --- answers only one version knows


def _one_sided(pair: Pair, found: RulesDiff, day: Day, told: OneSided) -> None:
    book = found.after if told.side is Side.NEW else found.before
    everybody = every_assessment(book, day.as_of, MOST)
    here = [each for each in everybody if _answers_so(each.answers, told)]
    others = [each for each in everybody if not _answers_so(each.answers, told)]
    assert here, pair.seed
    outputs = {each.output for each in told.outcomes}
    for each in told.outcomes:
        so = [one.answers for one in here if _said(book, one, each.output) == each.value]
        assert each.count == ways(so, each.over), (pair.seed, each.output)
        assert each.total == ways([one.answers for one in here], each.over), (
            pair.seed,
            each.output,
        )
    for output in outputs:
        values = {each.value for each in told.outcomes if each.output == output}
        assert values == {_said(book, one, output) for one in here}, pair.seed
    left = {name for one in here for name in said(book, one)} - outputs - {*told.by_typology}
    for output in (name for name in left if not name.startswith(("rules.", "warnings."))):
        values = {_said(book, one, output) for one in here}
        assert not others or values <= {_said(book, one, output) for one in others}, pair.seed


def _asked_by_one(pair: Pair, found: RulesDiff, day: Day, told: AskedByOne) -> None:
    book = found.after if told.side is Side.NEW else found.before
    everybody = [each.answers for each in every_assessment(book, day.as_of, MOST)]
    if not {*told.over} <= set[AnswerPath]().union(*everybody):
        return  # what no rule reads may be answered or not; nobody walked has an answer to it
    assert told.total == ways(everybody, told.over), pair.seed
    asked = [each for each in everybody if any(_at(path) == told.path for path in each)]
    if asked:  # of a question no rule reads, nobody walked has the answer
        assert told.count == ways(asked, told.over), pair.seed


def _said(book: Rulebook, each: Complete, output: str) -> str:
    return said(book, each).get(output, NOTHING)


def _answers_so(answers: Answers, told: OneSided) -> bool:
    return any(_is(value, told.answer) for path, value in answers.items() if _at(path) == told.path)


def _at(path: AnswerPath) -> str:
    owner, id_ = path.place
    return f"questions.{id_}" if owner is None else f"questions.{owner}.item.{id_}"


def _is(value: Any, answer: Answered) -> bool:
    match answer:
        case Values(values):
            return (NOT_APPLICABLE if value is None else value) in values
        case Ranges(ranges):
            return value is not None and any(first <= value <= last for first, last in ranges)
        case Sets(sets):
            return value in {tuple(sorted(each)) for each in sets}
        case Members():
            return value is not None and _has({*value}, answer)


def _has(value: set[str], said: Members) -> bool:
    return (
        {*said.includes} <= value
        and not {*said.excludes} & value
        and all({*each} & value for each in said.any_of)
        and not any({*each} <= value for each in said.not_all)
        and (not said.sizes or any(low <= len(value) <= high for low, high in said.sizes))
    )


# --- what was renamed


@pytest.mark.more
def test_renamed_rulebooks_say_the_same(part: int, counted: Count) -> None:
    """The reference concludes the same by other names, of every assessment."""
    looked_at = 0

    def met() -> bool:
        return looked_at > 500

    for seed, old in small(seeds(part, SEEDS, met)):
        ids = some_ids(old, Random(seed))
        new = Renamed(old, Renaming(ids)).book()
        day = own_days(old, lower(old))[0]
        try:
            every = every_assessment(old, day, MOST)
        except TooMany:
            continue
        for each in every:
            answers = as_mapping(new, _by_new_names(each.answers, ids))
            there = Complete({}, concluded(new, answers, day).conclusion)
            assert _named(said(old, each), ids) == said(new, there), seed
        looked_at += len(every)
    counted("assessments by other names", looked_at)
    assert met(), looked_at


def test_renamed_rulebooks_differ_in_names_alone(part: int, counted: Count) -> None:
    """Everything that was renamed is found, and nothing else is said: nobody moves."""
    looked_at = 0

    def met() -> bool:
        return looked_at > SEEDS // 4

    for seed, old in small(seeds(part, SEEDS // 4, met)):
        ids = some_ids(old, Random(seed))
        try:
            found = difference(old, Renamed(old, Renaming(ids)).book())
        except LimitReached:
            continue
        assert {each.what for each in found.written} <= {What.RENAMED}, (seed, ids)
        assert not any(each.means_otherwise or each.texts for each in found.written), seed
        told = {each.path for each in found.written}
        borrowed = {at.rpartition(".")[0] for at in found.after.texts.aliases}
        assert told | borrowed >= {*map(Renaming(ids).path, ids)} >= told, (seed, ids)
        for day in found.days:
            assert [*day.movements, *day.reasons, *day.answers, *day.questions] == [], seed
        looked_at += len(ids)
    counted("renamed things", looked_at)
    assert met(), looked_at


def _by_new_names(answers: Answers, ids: Mapping[str, str]) -> dict[AnswerPath, Any]:
    """Rename answers, knowing nothing of how rulebooks are renamed."""
    return dict(_renamed(path, value, ids) for path, value in answers.items())


def _renamed(path: AnswerPath, value: Any, ids: Mapping[str, str]) -> tuple[AnswerPath, Any]:
    at = owner = f"questions.{path.question}"
    now = AnswerPath.of(ids.get(owner, path.question))
    if path.inner is not None and path.row is not None:
        at = f"{owner}.item.{path.inner}"
        row = ids.get(f"{owner}.rows.{path.row}", path.row)
        now = AnswerPath.of(str(now), row, ids.get(at, path.inner))
    if isinstance(value, tuple):
        return now, [ids.get(f"{at}.values.{each}", each) for each in value]
    return now, ids.get(f"{at}.values.{value}", value)


def _named(before: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
    """Rename what an old version says."""
    found = {}
    for output, value in before.items():
        first, _, part = output.partition(".")
        rule = ids.get(f"rules.{part}", part)
        if first in ("typology", "target_group"):
            section = "typologies" if first == "typology" else "target_groups"
            found[output] = ids.get(f"{section}.values.{value}", value)
        elif first in ("rules", "warnings"):
            found[f"{first}.{rule}"] = value
        else:
            after = value.removeprefix("after:")
            start = f"after:{ids.get(f'interventions.{after}', after)}"
            name = ids.get(f"interventions.{first}", first)
            found[f"{name}.{part}"] = start if value.startswith("after:") else value
    return found
