from collections import Counter

from tests.strategies.answers import pair
from tests.strategies.census import CONSTRUCTS, census, missing

PAIRS = 2000


def test_every_construct_of_the_language_is_drawn() -> None:
    """Within two thousand seeds, each row and construct that is counted comes up."""
    counts: Counter[str] = Counter()
    for seed in range(PAIRS):
        counts.update(census(*pair(seed)))
    assert missing(counts) == []


def test_only_named_constructs_are_counted() -> None:
    """A count under a name that is not on the list would never be asked for."""
    for seed in range(PAIRS, PAIRS + 300):
        assert census(*pair(seed)).keys() <= CONSTRUCTS
