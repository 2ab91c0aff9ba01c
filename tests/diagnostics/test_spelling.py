import pytest

from triage.diagnostics import nearest, same_aloud

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


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("on", ["no", "yes"], "no"),
        ("lable", ["label", "table", "kind"], "label"),
        ("fordi", ["because", "before", "label"], "because"),
        ("ja_nej", ["yes_no", "choice"], "yes_no"),
        ("ved ikke", ["unknown", "declined"], "unknown"),
        ("lov", ["law", "source"], "law"),
        ("fordi", ["label", "kind"], None),
    ],
)
def test_swapped_letters_and_danish_words(word: str, known: list[str], found: str | None) -> None:
    """Two letters the other way round are near in any word; so is what others call it."""
    assert nearest(word, known) == found


def test_texts_are_the_same_as_they_are_read_aloud() -> None:
    """Case and signs make no difference; what says nothing is like nothing."""
    assert same_aloud("Det, du kan!", "det du  KAN")
    assert not same_aloud("Ja", "Nej")
    assert not same_aloud("", "?")
