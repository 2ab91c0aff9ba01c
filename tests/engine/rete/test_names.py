"""Field names: one hash each."""

from itertools import islice

import pytest

from triage.engine.rete.names import TAG, every_name, name_hash


@pytest.mark.parametrize(
    ("name", "hashed"),
    [("id", 926444256), ("sid", 3593476751), ("all", 321211332), ("$gte", 3645344263)],
)
def test_the_hash_is_the_one_durable_rules_uses(name: str, hashed: int) -> None:
    """The numbers stand in its C source."""
    assert name_hash(name) == hashed


def test_words_durable_rules_takes_for_each_other() -> None:
    """Two English words with one hash."""
    assert name_hash("costarring") == name_hash("liquid")


def test_names_have_a_hash_each_and_are_no_words_of_durable_rules() -> None:
    """No two of 5,000 fields could be taken for each other."""
    names = list(islice(every_name(), 5000))
    assert len({name_hash(name) for name in (*names, TAG, "id", "sid", "$s", "$and")}) == 5005


def test_names_are_short_and_always_the_same() -> None:
    """The same fields, the same names."""
    assert list(islice(every_name(), 3)) == ["a", "b", "c"]
