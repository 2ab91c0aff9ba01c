"""How alike staff assess the same case: Cohen's kappa of two, Fleiss' of more, with its interval.

A kappa is what raters agree beyond what they would by chance (Cohen 1960, Fleiss 1971). It says how
alike they are, not who is right, and is about nobody: what one rater gave stands in no number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from triage.diagnostics import needed
from triage.model.outcome import RulebookStamp
from triage.programme.cell_suppression import LIMIT

if TYPE_CHECKING:
    from triage.journal.open_part import Rating

CERTAIN_FROM: Final = 30
"""Below so many cases, a kappa is known too loosely to go by."""

_RESAMPLES, _SEED = 2_000, 500
_INTERVAL = (0.025, 0.975)

_Rated = Sequence[tuple[int, str]]
"""What each rater gave one case, as the number of the rater and a word."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike raters are: over how many cases, how many raters, in how many cases all agreed.

    `kappa` and its 95% interval are `None` where everybody gave one and the same word throughout.
    """

    cases: int
    raters: int
    alike: int
    method: Literal["cohen", "fleiss"]
    kappa: float | None
    low: float | None
    high: float | None


def by_version(ratings: Iterable[Rating]) -> dict[RulebookStamp, list[Rating]]:
    """Return ratings by the rules and texts they came of, those used last first.

    Two who assessed by others are not comparable: what they differ in may be the rules'.
    """
    found: dict[RulebookStamp, list[Rating]] = {}
    for each in ratings:
        own = found[each.rulebook] = found.pop(each.rulebook, [])
        own.append(each)
    return dict(reversed(found.items()))


def agreement(
    ratings: Iterable[Rating], given: Callable[[Rating], str | None], limit: int = LIMIT
) -> Agreement | None:
    """Return how alike staff were in what was `given`; `None` where fewer than `limit` cases tell.

    A case tells that two or more rated for the same day by the same rules. Of each, as many ratings
    count as every case has, the first first. Two raters who rated every case give Cohen's kappa
    with its asymptotic interval; any others Fleiss', with an interval by resampling cases 2,000
    times.

    Raises:
        ExtraMissing: it takes the extra `agreement`.
    """
    rated = defaultdict[tuple[int, date, RulebookStamp], dict[int, str]](dict)
    for each in ratings:
        if (word := given(each)) is not None:
            rated[each.case, each.as_of, each.rulebook][each.rater] = word
    told = [tuple(own.items()) for own in rated.values() if len(own) > 1]
    if len(told) < limit:
        return None
    raters = {rater for own in told for rater, _ in own}
    method = _cohen if len(raters) == 2 else _fleiss
    kappa, low, high = method(told)
    alike = sum(len({word for _, word in own}) == 1 for own in told)
    name: Literal["cohen", "fleiss"] = "cohen" if method is _cohen else "fleiss"
    return Agreement(len(told), len(raters), alike, name, kappa, low, high)


def _cohen(told: Sequence[_Rated]) -> tuple[float | None, float | None, float | None]:
    numpy, library = _libraries()
    words = _words(told)
    table = numpy.zeros((len(words), len(words)))
    for own in told:
        (_, first), (_, second) = sorted(own)
        table[words.index(first), words.index(second)] += 1
    if len(words) == 1:
        return None, None, None
    found = library.cohens_kappa(table)
    return float(found.kappa), float(found.kappa_low), float(found.kappa_upp)


def _fleiss(told: Sequence[_Rated]) -> tuple[float | None, float | None, float | None]:
    numpy, library = _libraries()
    words, each = _words(told), min(map(len, told))
    table = numpy.zeros((len(told), len(words)))
    for row, own in enumerate(told):
        for _, word in own[:each]:
            table[row, words.index(word)] += 1
    if numpy.count_nonzero(table.any(axis=0)) == 1:
        return None, None, None
    source = numpy.random.default_rng(_SEED)
    drawn = (table[source.integers(len(table), size=len(table))] for _ in range(_RESAMPLES))
    several = (rows for rows in drawn if numpy.count_nonzero(rows.any(axis=0)) > 1)
    low, high = numpy.quantile([library.fleiss_kappa(rows) for rows in several], _INTERVAL)
    return float(library.fleiss_kappa(table)), float(low), float(high)


def _words(told: Sequence[_Rated]) -> list[str]:
    return sorted({word for own in told for _, word in own})


def _libraries() -> tuple[Any, Any]:
    library = needed("statsmodels.stats.inter_rater", "needs-agreement")
    return needed("numpy", "needs-agreement"), library
