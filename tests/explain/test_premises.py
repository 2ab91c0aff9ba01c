from __future__ import annotations

from tests.present.pages import book, case
from triage.explain import premises
from triage.explain.answered import Answered
from triage.intake.reading import read_answers


def found(rule: str, name: str, still_open: tuple[str, ...] = ()) -> tuple[Answered, ...]:
    """Return what a rule rests on in a case."""
    as_of = case(name).as_of
    assert as_of is not None
    return premises(book(), rule, read_answers(book(), case(name).answers, as_of), still_open)


def test_answers_read_through_findings() -> None:
    """A rule rests on the answers its findings read, those a table filled included."""
    assert [(each.path, each.answer, each.filled) for each in found("T-steps", "settled")] == [
        ("goals.1.needs_danish", "none", True),
        ("goals.2.needs_danish", "good", True),
        ("danish", "some", False),
    ]


def test_open_answers_a_rule_waits_for() -> None:
    """What is still open is among the premises, with why; what does not apply is not."""
    (premise,) = found("T-late", "open", ("age",))
    assert (premise.path, premise.answer, premise.why) == ("age", None, "unknown")
    assert found("T-late", "open") == ()


def test_one_cell_of_a_grid() -> None:
    """A rule that tests one cell rests on that cell alone."""
    assert [each.path for each in found("R-childcare", "settled")] == ["barriers.childcare.weight"]


def test_the_typology_stands_for_itself() -> None:
    """Testing the typology does not read what its rules read."""
    assert found("R-contact", "settled") == ()
