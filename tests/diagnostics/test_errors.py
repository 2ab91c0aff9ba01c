import pickle

import pytest

from triage.diagnostics import (
    Diagnostic,
    EnginesDisagree,
    EngineUnavailable,
    InvalidAssessment,
    LimitReached,
    RulebookError,
    Span,
    TriageError,
)

ANSWERED = Diagnostic("unknown-name", path="goals.1.title", details={"name": "Anna Hansen"})
WRITTEN = Diagnostic("duplicate-key", Span("Anna.yaml", 3, 1, 3, 4), details={"key": "ask"})


def test_the_text_of_an_error_names_codes_and_places() -> None:
    """Who reads a log sees what happened and where; no file, which may be called after somebody."""
    error = RulebookError([WRITTEN, ANSWERED])
    assert str(error) == "2 problems: duplicate-key at 3:1; unknown-name at goals.1.title"


def test_the_text_of_an_error_never_shows_an_answer() -> None:
    """Neither str nor repr, of the error or its diagnostics, quotes what somebody answered."""
    error = InvalidAssessment([ANSWERED, WRITTEN])
    assert "Anna" not in f"{error} {error!r} {error.diagnostics!r}"


def test_many_problems_are_counted() -> None:
    """Only the first five are named."""
    assert str(RulebookError([WRITTEN] * 8)).endswith("; and 3 more")


def test_a_problem_without_a_place_is_named_alone() -> None:
    """A code is enough where there is no place."""
    assert str(LimitReached([Diagnostic("too-deep")])) == "1 problem: too-deep"


@pytest.mark.parametrize(
    "kind", [RulebookError, InvalidAssessment, EnginesDisagree, LimitReached, EngineUnavailable]
)
def test_errors_travel_between_processes(kind: type[TriageError]) -> None:
    """An error raised in a worker process arrives with its diagnostics."""
    arrived = pickle.loads(pickle.dumps(kind(iter([ANSWERED]))))  # noqa: S301 - our own bytes
    assert type(arrived) is kind
    assert arrived.diagnostics == (ANSWERED,)


def test_diagnostics_can_be_put_in_a_set() -> None:
    """Equal diagnostics are one, different details are two."""
    other = Diagnostic("duplicate-key", WRITTEN.span, details={"key": "help"})
    assert (
        len({WRITTEN, other, Diagnostic("duplicate-key", WRITTEN.span, None, {"key": "ask"})}) == 2
    )
