"""Whether a rulebook, or a case, is the same as before but for new names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from triage.cases.case_file import Case, parse_case, read_case
from triage.cases.expectations import Expectation
from triage.diagnostics import Diagnostic, InvalidAssessment, listed
from triage.model.answer_path import AnswerPath
from triage.model.assessment import HistoryEntry
from triage.model.question import Grid
from triage.model.rulebook import Rulebook
from triage.model.texts import Texts
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renaming import Renaming

V = TypeVar("V")

_APART = {"digest", "texts", "changes", "formerly", "places", "conditions"}
"""What is held against each other otherwise, or follows from the rest."""


def check_book(old: Rulebook, new: Rulebook, renaming: Renaming) -> Iterator[Diagnostic]:
    """Yield what is not the same in a rulebook under new names."""
    expected = Renamed(old, renaming).book()
    compared = [each.name for each in fields(Rulebook) if each.name not in _APART]
    differing = [name for name in compared if getattr(expected, name) != getattr(new, name)]
    if _every(expected.texts) != _every(new.texts):
        differing.append("texts")
    if differing:
        yield Diagnostic(
            "rename-changes-more", details={"known": listed(differing), "name": new.id}
        )


def _every(texts: Texts) -> Mapping[str, Mapping[str, str]]:
    translated = {name: dict(read()) for name, read in texts.translations.items()}
    return {**translated, texts.language: dict(texts.own), "": dict(texts.aliases)}


def check_case(
    file: Path, text: str, renaming: Renaming, books: tuple[Rulebook, Rulebook]
) -> Iterator[Diagnostic]:
    """Yield that a case of a rulebook, before and after, is not the same under new names.

    One that cannot be read need not be.
    """
    try:
        old = read_case(file)
    except InvalidAssessment:
        return
    try:
        new = parse_case(text, str(file))
    except InvalidAssessment as error:
        yield from error.diagnostics
        return
    if _said(old, renaming, books[0]) != _said(new, Renaming({}), books[1]):
        yield Diagnostic("rename-changes-case", details={"file": str(file)})


def _said(case: Case, renaming: Renaming, rulebook: Rulebook) -> tuple[object, ...]:
    """Return what a case says of the rulebook, by new names."""
    steps = [_step(each, renaming, rulebook) for each in case.history or ()]
    notes = [each.path and _path(each.path, renaming) for each in case.notes or ()]
    expect = case.expect and _expected(case.expect, renaming)
    return renaming.answers(case.answers), steps, notes, expect


def _path(path: str, renaming: Renaming) -> str:
    try:
        return renaming.answer_path(AnswerPath.parse(path))
    except ValueError:
        return path


def _step(entry: HistoryEntry, renaming: Renaming, rulebook: Rulebook) -> tuple[str, Any]:
    try:
        at = AnswerPath.parse(entry.path)
    except ValueError:
        return entry.path, entry.answer
    known, answer = rulebook.questions.get(at.question), entry.answer
    is_grid = known is not None and isinstance(known.domain, Grid)
    if at.inner is not None:
        element = {at.inner: answer}
        answer = {at.row: element} if is_grid else [element]
        renamed = renaming.answers({at.question: answer})
    elif is_grid and isinstance(answer, list):
        renamed = {at.question: [*renaming.values(f"questions.{at.question}.rows", answer)]}
    else:
        renamed = renaming.answers({at.question: answer})
    return _path(entry.path, renaming), [*renamed.values()]


def _expected(expect: Expectation, renaming: Renaming) -> Expectation:
    def of(ids: Iterable[str]) -> tuple[str, ...]:
        return renaming.values("interventions", ids)

    def by_id(said: Mapping[str, V]) -> dict[str, V]:
        return {renaming.id(f"interventions.{id_}"): value for id_, value in said.items()}

    def start(word: str) -> str:
        when, colon, other = word.partition(":")
        return f"{when}:{renaming.id(f'interventions.{other}')}" if colon else word

    return replace(
        expect,
        target_group=_values(expect.target_group, "target_groups.values", renaming),
        typology=_values(expect.typology, "typologies.values", renaming),
        hold=renaming.values("rules", expect.hold),
        not_hold=renaming.values("rules", expect.not_hold),
        interventions=by_id(expect.interventions),
        start={id_: tuple(map(start, each)) for id_, each in by_id(expect.start).items()},
        limits=by_id(expect.limits),
        plan=expect.plan and {status: of(ids) for status, ids in expect.plan.items()},
        starts=expect.starts and {start(each): of(ids) for each, ids in expect.starts.items()},
        about=None if expect.about is None else frozenset(of(expect.about)),
        first=expect.first and of(expect.first),
        beside=expect.beside and {id_: of(ids) for id_, ids in by_id(expect.beside).items()},
    )


def _values(said: tuple[str, ...] | None, path: str, renaming: Renaming) -> tuple[str, ...] | None:
    return None if said is None else renaming.values(path, said)
