"""How alike staff assess: a kappa of the library, over cases two or more have assessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journal.office import DAY, NOW, agreed, begun, made
from triage.journal import (
    Actor,
    Confirmed,
    Departed,
    ErasureList,
    Ground,
    Opened,
    Suggested,
)
from triage.journal.events import About
from triage.journal.open_part import Rating, open_events, ratings, workers
from triage.model.departure import DepartureReason
from triage.model.outcome import RulebookStamp
from triage.programme.monitoring.agreement import Agreement, agreement, by_version

RULES = RulebookStamp(id="projekt-500", version="1", digest="d" * 64)
TABLE = ("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)
"""The example of two raters that is in most textbooks: kappa is 0.4."""


def rated(raters: int = 2) -> list[Rating]:
    """Return the example, its two ratings shared among so many raters."""
    pairs = [pair[:2] for pair in TABLE for _ in range(pair[2])]
    return [
        Rating(case, DAY, (case * (raters - 2) + at) % raters, word, None, RULES)
        for case, pair in enumerate(pairs)
        for at, word in enumerate(pair)
    ]


def found(every: Sequence[Rating]) -> Agreement:
    """Return the agreement in what was suggested."""
    told = agreement(every, lambda each: each.suggested)
    assert told is not None
    return told


def test_two_raters() -> None:
    """Cohen's, as the textbooks have it; 35 of 50 alike."""
    told = found(rated())
    assert (told.cases, told.raters, told.alike, told.method) == (50, 2, 35, "cohen")
    assert told.kappa == pytest.approx(0.4)
    assert told.low is not None
    assert told.high is not None
    assert told.low < 0.4 < told.high


def test_more_raters() -> None:
    """Fleiss'; of all alike it is 1, and of one word throughout there is none."""
    told = found(rated(5))
    assert (told.cases, told.raters, told.method) == (50, 5, "fleiss")
    assert told.kappa == pytest.approx(0.3939, abs=0.001)
    assert told.low is not None
    assert told.high is not None
    assert told.low < 0.3939 < told.high
    each = [(case, rater) for case in range(12) for rater in (1, 2, 3)]
    alike = [Rating(case, DAY, rater, str(case % 2), None, RULES) for case, rater in each]
    assert found(alike).kappa == pytest.approx(1.0)
    one = [Rating(case, DAY, rater, "yes", None, RULES) for case, rater in each]
    assert (found(one).kappa, found(one).alike) == (None, 12)


def test_few_cases_tell_nothing() -> None:
    """Nor do cases that one alone has rated, or two for different days."""
    few = [each for each in rated() if each.case < 9]
    assert agreement(few, lambda each: each.suggested) is None
    other = [
        Rating(each, DAY + timedelta(days=rater), rater, "yes", None, RULES)
        for each in range(20)
        for rater in (0, 1)
    ]
    assert agreement(other, lambda each: each.suggested) is None
    assert agreement(rated(), lambda each: each.chosen) is None


@pytest.mark.parametrize("changed", ["digest", "texts_digest", "version"])
def test_rules_that_changed(changed: str) -> None:
    """Who assessed by others is not comparable: neither in one case, nor over several."""
    other = RULES.model_copy(update={changed: "e" * 64})
    anew = [replace(each, rulebook=other) for each in rated() if each.case % 2]
    mixed = [each for each in rated() if not each.case % 2] + anew
    assert {told: len(own) for told, own in by_version(mixed).items()} == {other: 50, RULES: 50}
    assert [*by_version(mixed)] == [other, RULES]
    assert [each.cases for each in map(found, by_version(mixed).values())] == [25, 25]
    apart = [replace(each, rulebook=other) if each.rater else each for each in rated()]
    assert agreement(apart, lambda each: each.suggested) is None


def test_from_a_journal(tmp_path: Path) -> None:
    """What an assessment came to, and what the same worker stood by; who it was is nowhere.

    A person's case is no vignette, whoever assessed it, and what was made of a vignette is in
    nothing else.
    """
    first, second = (Actor(role="caseworker", id=id_) for id_ in ("w-1", "w-2"))
    with made(tmp_path) as journal:
        journal.record("v-1", Opened(vignette=True), *agreed()[1:4], by=first, at=NOW)
        other = Suggested(assessed=5, typology="uncertain")
        flexible = About(typology="flexible")
        departed = Departed(
            suggested=6,
            about=About(typology="uncertain"),
            instead=flexible,
            reason=DepartureReason.KNOWN_SINCE,
        )
        journal.record("v-1", agreed()[1], other, departed, by=second, at=NOW)
        journal.record("v-1", Confirmed(suggested=3, about=flexible), by=second, at=NOW)
        assert [*open_events(journal.url)] == []
        assert (workers(journal.url), workers(journal.url, with_vignettes=True)) == (0, 2)
        for each in (first, second):
            begun(journal, f"c-{each.id}", each)
        told = list(ratings(journal.url))
        assert {each.case for each in open_events(journal.url)} == {2, 3}
        assert (workers(journal.url), workers(journal.url, with_vignettes=True)) == (2, 2)
        erased = ErasureList(tmp_path / "erased.jsonl")
        journal.erase("c-w-1", Ground.ASKED, erased, by=first, at=NOW)
        journal.erase("v-1", Ground.CONSTRUCTED, erased, by=first, at=NOW)
        assert workers(journal.url) == 1
    assert [(each.case, each.suggested, each.chosen) for each in told] == [
        (1, "flexible", "flexible"),
        (1, "uncertain", "flexible"),
    ]
    assert {each.rater for each in told} == {0, 1}
    assert {each.rulebook for each in told} == {RULES}
