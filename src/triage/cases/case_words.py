"""The words a case file may have, and what a diagnostic tells of one (see the page on privacy).

INVARIANT: of what stands in a case file, in its right place or not, a diagnostic tells only words
that the format or the rulebook has, and what is nearly one of them, a short number or a day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from triage.diagnostics import HIDDEN, Diagnostic, quoted, quoted_day, quoted_number
from triage.model.answers import NOT_SAID
from triage.model.assessment import Step
from triage.model.guarantee import Status
from triage.model.question import REST, Grid, ListOf, OpenReason
from triage.model.rule import ALONGSIDE, NOW
from triage.model.rulebook import Rulebook

TEXT_KEYS = ("title", "story", "source", "because")
CASE_KEYS = (
    *TEXT_KEYS,
    *("schema", "case", "rulebook", "as_of", "answers", "history", "notes", "expect"),
)
STEP_KEYS = ("on", "path", "step", "answer", "source")

NOTE_KEYS = ("on", "path", "text")
EXPECT_KEYS = (
    *("target_group", "typology", "rules", "interventions"),
    *("start", "limits", "about", "plan", "starts", "first", "beside"),
)
AFTER = "after"
_OPEN = (OpenReason.UNKNOWN.value, OpenReason.DECLINED.value)
_EXPECTED = ("hold", "not_hold", NOW, ALONGSIDE, AFTER, *Status)

FORMAT = frozenset(
    (*CASE_KEYS, *STEP_KEYS, *NOTE_KEYS, *Step, *NOT_SAID, *EXPECT_KEYS, *_EXPECTED, *_OPEN, REST)
)
"""The words every case file may have."""


def words_of(rulebook: Rulebook | None) -> frozenset[str]:
    """Return the words of the format, and those of the rulebook where it is known."""
    return FORMAT if rulebook is None else FORMAT.union(_named(rulebook))


def told(found: Diagnostic, words: Collection[str]) -> Diagnostic:
    """Return a diagnostic of a case file without anything that was said but is not known."""
    details = {
        name: _tell(name, value, found, words) if isinstance(value, str) else value
        for name, value in found.details.items()
    }
    path = None if found.path is None else _known_of(found.path, words)
    return replace(found, details=details, path=path)


def _tell(name: str, said: str, found: Diagnostic, words: Collection[str]) -> str:
    match name:
        case "key" | "name" | "value":
            as_kind = _AS_KIND.get(found.code)
            return as_kind(said) if as_kind else quoted(said, found.nearest, words)
        case "place":
            return _known_of(said, words)
        case _:
            return said


_AS_KIND: dict[str, Callable[[object], str]] = {
    "not-a-date": quoted_day,
    "not-a-number": quoted_number,
}


def _known_of(path: str, words: Collection[str]) -> str:
    parts = path.split(".")
    return ".".join(
        each if each in words or quoted_number(each) == each else HIDDEN for each in parts
    )


def _named(rulebook: Rulebook) -> Iterator[str]:
    yield from (*rulebook.rules, *rulebook.interventions)
    for classification in rulebook.classifications():
        yield from classification.values
    for question in rulebook.questions.values():
        yield question.id
        if isinstance(question.domain, Grid):
            yield from question.domain.rows
        if isinstance(question.domain, ListOf | Grid):
            yield from (inner.id for inner in question.domain.item)
    for rule in rulebook.availability:
        yield from rule.limits
