import pytest

from triage.diagnostics import nearest

KNOWN = ["goal_state", "goal_certainty", "danish_spoken", "network", "no"]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("goal_sate", "goal_state"),
        ("Goal-State", "goal_state"),
        ("danish spoken", "danish_spoken"),
        ("netwrok", "network"),
        ("childcare", None),
        ("yes", None),
        ("", None),
    ],
)
def test_a_slip_finds_its_name_and_a_stranger_none(word: str, found: str | None) -> None:
    """A near name is suggested; a far one would only mislead."""
    assert nearest(word, KNOWN) == found


def test_the_order_of_names_does_not_matter() -> None:
    """Of equally near names the same one is suggested whatever their order."""
    assert nearest("goal_c", ["goal_a", "goal_b"]) == nearest("goal_c", ["goal_b", "goal_a"])


def test_nothing_known_means_nothing_near() -> None:
    """Without names there is no suggestion."""
    assert nearest("goal", []) is None
