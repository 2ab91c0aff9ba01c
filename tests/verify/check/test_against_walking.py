"""Every verdict of a check is that of walking every complete assessment."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest

from tests.counts import Count
from tests.strategies.drawing import Seeded, seeds
from tests.strategies.rulebooks import rulebook
from tests.verify.check.walked import Walked
from tests.verify.every_assessment import TooMany
from triage.diagnostics import Diagnostic
from triage.language.load import load
from triage.language.printing import condition_text
from triage.model.condition import Condition
from triage.model.finding import Extreme
from triage.model.outcome import CONFLICT, GAP
from triage.model.rulebook import Rulebook
from triage.verify import check_meaning
from triage.verify.check import findings, recommendations
from triage.verify.check.classes import Classes, classes_of
from triage.verify.check.conditioned import Conditioned, conditioned
from triage.verify.check.law import law_alone
from triage.verify.rewrites import without_a_part
from triage.verify.witness import Witness

SEEDS, MOST = 40, 250


def small(
    drawn_from: Iterable[int], of: Callable[[Rulebook], Rulebook] = lambda whole: whole
) -> Iterator[tuple[int, Rulebook, Walked]]:
    """Yield random rulebooks, or a part of each, of which all assessments can be walked."""
    for seed in drawn_from:
        drawn = rulebook(Seeded(seed))
        with tempfile.TemporaryDirectory() as folder:
            book = of(load(drawn.write(Path(folder), quick=True)))
        try:
            walked = Walked.of(book, MOST)
        except TooMany:
            continue
        if walked.seen:
            yield seed, book, walked


def paths(found: tuple[Diagnostic, ...], code: str) -> set[str | None]:
    """Return what findings of a code are about."""
    return {each.path for each in found if each.code == code}


def test_every_verdict(part: int, counted: Count) -> None:
    """Gaps, conflicts, rules for nobody, rules others cover, values and interventions.

    And what is printed beside each: so many of all ways to answer, walked one by one.
    """
    told, recounted = Counter[str](), Counter[str]()

    def met() -> bool:
        return (
            told["rulebooks"] > 3
            and {"typology-gap", "never-holds", "never-decisive"} <= told.keys()
            and {"typology-gap", "never-decisive"} <= recounted.keys()
        )

    for seed, book, walked in small(seeds(part, SEEDS, met)):
        found = check_meaning(book)
        told.update(each.code for each in found)
        told["rulebooks"] += 1
        _compare(seed, book, walked, found)
        recounted.update(_count(seed, book, walked, found))
    assert met(), (told, recounted)
    counted("random rulebooks, every assessment walked", told["rulebooks"])
    counted("counts beside findings, counted anew", recounted.total())


def _compare(seed: int, book: Rulebook, walked: Walked, found: tuple[Diagnostic, ...]) -> None:
    never = walked.never_holding()
    law = {f"rules.{rule.id}" for rule in book.availability}
    assert paths(found, "never-holds") - law == never, seed
    for classes in classes_of(book):
        assert bool(paths(found, classes.gap)) == walked.gap(classes), seed
        pairs = {
            frozenset((str(each.details["other"]), str(each.details["name"])))
            for each in found
            if each.code == classes.conflict
        }
        assert pairs == walked.conflicts(classes), seed
    assert paths(found, "never-decisive") - law == _covered(book, walked) - never, seed
    for one in conditioned(book):
        if one.subject.path not in never:
            _compare_idle(seed, walked, one, found)
    concluded = {
        (str(each.details["of"]), str(each.details["name"]))
        for each in found
        if each.code == "never-concluded" and each.details["of"] in book.findings
    }
    wanted = {
        (id_, value)
        for id_, value in walked.never_concluded()
        if not isinstance(book.findings[id_].body, Extreme) and f"findings.{id_}" not in never
    }
    assert concluded == wanted, seed
    nobody = walked.never_with_status(recommendations.OFFERED)
    offered = {id_ for id_, one in book.interventions.items() if one.offered}
    assert paths(found, "never-obtained") == {f"interventions.{i}" for i in nobody & offered}, seed
    unseen = {f"rules.{id_}" for id_ in walked.never_seen()}
    assert paths(found, "never-seen") == unseen - never, seed
    for each in found:
        if each.code == "no-influence":
            assert walked.without_influence(str(each.details["name"])), seed


@pytest.mark.more
def test_every_verdict_on_law(part: int, counted: Count) -> None:
    """Rules of law for nobody, and those others cover, on the days the rulebook speaks for."""
    counts = Counter[str](never=0, covered=0, rules=0)

    def met() -> bool:
        return min(counts.values()) > 0

    for seed, book, walked in small(seeds(part, SEEDS, met), law_alone):
        found = check_meaning(book)
        days = {each.as_of for each in walked.seen}
        spoken = [one for one in book.availability if any(map(one.valid_at, days))]
        held = {id_ for each in walked.seen for id_ in each.conclusion.rules}
        never = {f"rules.{one.id}" for one in spoken} - {f"rules.{id_}" for id_ in held}
        asked = {f"rules.{one.id}" for one in spoken}
        assert paths(found, "never-holds") & asked == never, seed
        covered = {
            f"rules.{one.id}"
            for one in spoken
            if walked.law_without(one.id)
            and any(book.interventions[id_].offered for id_ in one.interventions)
        }
        assert paths(found, "never-decisive") & asked == covered - never, seed
        counts.update(never=len(never), covered=len(covered), rules=len(asked))
    counted("rules of law, every assessment walked", counts["rules"])
    assert met(), counts


def _count(
    seed: int, book: Rulebook, walked: Walked, found: tuple[Diagnostic, ...]
) -> Iterator[str]:
    """Count anew what is printed beside findings, and give the code of each that was."""
    checks = dict(_counted(book))
    for each in found:
        check = checks.get((each.code, each.path, each.details.get("other")))
        evidence = each.evidence
        if check is not None and evidence is not None:
            assert evidence.shown, (seed, each)
            ways = walked.counted(evidence.shown[0].day, evidence.over, check)
            assert (evidence.count, evidence.total) == ways, (seed, each.code, each.path)
            yield each.code


Key = tuple[str, str | None, object]


def _counted(book: Rulebook) -> Iterator[tuple[Key, Callable[[Witness], bool]]]:
    """Yield whom a finding counts, for those not about the items of a list or grid."""
    for classes in classes_of(book):
        first = f"rules.{classes.of.rules[0].id}" if classes.of.rules else classes.section
        yield (classes.gap, first, None), partial(_is_of, classes, GAP)
        for one, other in combinations(classes.of.rules, 2):
            key = (classes.conflict, f"rules.{other.id}", one.id)
            yield key, partial(_both_hold, classes, {one.id, other.id})
    law = {f"rules.{rule.id}" for rule in book.availability}
    for each in conditioned(book):
        if each.for_each is None and each.subject.path not in law:
            for code in ("never-decisive", "idle-test"):
                yield (code, each.subject.path, None), partial(_meets, each.when)
    for rule in book.recommendations:
        yield ("never-seen", f"rules.{rule.id}", None), partial(_meets, rule.when)
    for id_ in book.interventions:
        yield ("never-obtained", f"interventions.{id_}", None), partial(_fits, book, id_)


def _is_of(classes: Classes, value: str, seen: Witness) -> bool:
    return classes.concluded(seen.conclusion) == value


def _both_hold(classes: Classes, ids: set[str], seen: Witness) -> bool:
    return _is_of(classes, CONFLICT, seen) and ids <= seen.conclusion.rules


def _meets(condition: Condition, seen: Witness) -> bool:
    return seen.completion.holds(condition)


def _fits(book: Rulebook, id_: str, seen: Witness) -> bool:
    rules = seen.conclusion.rules
    return any(one.id in rules and id_ in one.recommend for one in book.recommendations)


def _covered(book: Rulebook, walked: Walked) -> set[str]:
    covered = {case.path for case in findings.cases_of(book) if walked.findings_without(case)}
    for classes in classes_of(book):
        rules = [one.id for one in classes.of.rules]
        covered |= {f"rules.{id_}" for id_ in rules if walked.classes_without(classes, id_)}
    # What speaks of nothing but what is switched off is left alone.
    named = {one.id: (*one.recommend, *one.against) for one in book.recommendations}
    return covered | {
        f"rules.{id_}"
        for id_, ids in named.items()
        if any(book.interventions[each].offered for each in ids) and walked.plans_without(id_)
    }


def _compare_idle(
    seed: int, walked: Walked, one: Conditioned, found: tuple[Diagnostic, ...]
) -> None:
    """What changes nothing is told, but for what asking something else presupposes."""
    told = {
        str(each.details["test"])
        for each in found
        if each.code == "idle-test" and each.path == one.subject.path
    }
    idle = [each for each in without_a_part(one.when) if walked.same(one, each.condition)]
    alone = {condition_text(each.part) for each in idle if not each.beside}
    assert alone <= told, (seed, one.subject.name)
    assert told <= {condition_text(each.part) for each in idle}, (seed, one.subject.name)
