from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import triage
from triage.cases.case_file import parse_case
from triage.cases.case_text import case_text
from triage.language.reading.yaml_events import ABSENT
from triage.model.answers import NOT_SAID, NotSaid, Source
from triage.model.assessment import Assessment, HistoryEntry, Note, Step

FILE = """
rulebook: projekt-500
as_of: 2026-11-24
answers: {goal_state: named}
history:
- {on: 2026-11-02, path: goal_state, answer: none}
- {on: 2026-11-02, path: network, step: skipped}
- {on: 2026-11-02, path: birth_date, answer: 1990-05-01, source: looked_up}
- {on: 2026-11-24, path: goal_state, answer: named}
notes:
- {on: 2026-11-24, path: goal_state, text: Hun tænkte længe.}
- {on: 2026-11-24, text: "12"}
"""
SIGNS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
WORDS = st.text(SIGNS).filter(lambda text: text not in ABSENT)
SOURCES = st.sampled_from([None, *NOT_SAID.values()])
VALUES = st.one_of(WORDS, st.integers(-999_999_999, 999_999_999), st.lists(WORDS, max_size=3))


def test_history_and_notes_are_read() -> None:
    """An interview's steps and notes stand beside the answers."""
    case = parse_case(FILE, "case.yaml")
    assert case.history is not None
    assert [(each.path, each.step, each.answer, each.source) for each in case.history] == [
        ("goal_state", Step.ANSWERED, "none", None),
        ("network", Step.SKIPPED, None, None),
        ("birth_date", Step.ANSWERED, "1990-05-01", Source.LOOKED_UP),
        ("goal_state", Step.ANSWERED, "named", None),
    ]
    assert case.notes is not None
    assert [(each.path, each.text) for each in case.notes] == [
        ("goal_state", "Hun tænkte længe."),
        (None, "12"),
    ]
    assert case.assessment.history == case.history


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        ("history: {}", "wrong-kind"),
        ("history: [{on: 2026-01-01, answer: a}]", "missing-key"),
        ("history: [{on: 2026-01-01, path: a}]", "missing-key"),
        ("history: [{on: today, path: a, answer: b}]", "not-a-date"),
        ("history: [{on: 2026-01-01, path: a, step: skip}]", "unknown-option"),
        ("history: [{on: 2026-01-01, path: a, step: skipped, answer: b}]", "unknown-key"),
        ("history: [{on: 2026-01-01, path: a, answer: b, by: me}]", "unknown-key"),
        ("history: [{on: 2026-01-01, path: a, answer: b, source: filled}]", "unknown-option"),
        ("history: [{on: 2026-01-01, path: a, step: skipped, source: looked_up}]", "unknown-key"),
        ("notes: [{on: 2026-01-01}]", "missing-key"),
        ("notes: [{on: 2026-01-01, text: a, answer: b}]", "unknown-key"),
        ("notes: [a]", "wrong-kind"),
    ],
)
def test_what_is_kept_is_strict(kept: str, code: str) -> None:
    """What is no step and no note is refused."""
    with pytest.raises(triage.InvalidAssessment) as error:
        parse_case(f"answers: {{}}\n{kept}\n", "case.yaml")
    assert [each.code for each in error.value.diagnostics] == [code]


def test_what_is_kept_is_private() -> None:
    """Representations show days and counts, never what was said."""
    assessment = parse_case(FILE, "case.yaml").assessment
    shown = f"{assessment!r} {assessment} {assessment.history} {assessment.notes}"
    assert "named" not in shown
    assert "længe" not in shown
    assert "network" not in shown


def test_an_assessment_takes_history_as_data() -> None:
    """What `to_dict` gives makes the same assessment again."""
    assessment = Assessment(
        answers={"a": 1},
        history=(HistoryEntry(on=date(2026, 1, 2), path="a", answer=1),),
        notes=(Note(on=date(2026, 1, 2), text="b"),),
    )
    assert Assessment(**assessment.to_dict()) == assessment


@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), VALUES, max_size=4),
    st.lists(
        st.tuples(DAYS, VALUES | st.sampled_from([Step.SKIPPED, Step.WITHDRAWN]), SOURCES),
        max_size=4,
    ),
    st.lists(st.tuples(DAYS, WORDS), max_size=3),
)
def test_a_file_reads_as_what_was_written(
    answers: dict[str, object],
    steps: list[tuple[date, object, NotSaid | None]],
    said: list[tuple[date, str]],
) -> None:
    """Whatever is written is read again: texts that look like numbers, dates or yes, too."""
    history = tuple(
        HistoryEntry(on=on, path="a", step=step)
        if isinstance(step, Step)
        else HistoryEntry(on=on, path="a", answer=step, source=source)
        for on, step, source in steps
    )
    notes = tuple(Note(on=on, text=text) for on, text in said)
    assessment = Assessment(as_of=date(2026, 1, 2), answers=answers, history=history, notes=notes)
    written = case_text(assessment)
    read = parse_case(written, "case.yaml").assessment
    assert read == assessment
    assert case_text(read) == written
