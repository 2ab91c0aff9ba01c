"""Rows walked through both versions of a rulebook: as one program, where they ask the same.

What both versions say is then decided, and walked, once; and of each, nothing but what is wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, Protocol

import numpy as np

from triage.columns.cells import AnswerColumns, Cells
from triage.columns.kernel import Kernel, Masks
from triage.columns.outputs import Kind, Output, outputs
from triage.columns.planes import Flags, unpacked
from triage.columns.unchanged import asks_alike
from triage.intake.places import path_at
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.program.formula import FALSE
from triage.program.program import FlatIntervention, FlatRule, Program
from triage.verify.diff.change import Change

Told = Mapping[str, tuple[Output, Masks]]
"""The outputs of one version by name, and the mask of each row."""

_EVERY: Final = frozenset(Kind)

_OF_OLD: Final = " old"
"""Stands behind the ids of what only the old version has so: it sorts as if it were not there."""


class WalkedRows(NamedTuple):
    """What rows come to before and after.

    Of rows that are `left` to be assessed one by one, that means nothing. Those among them that are
    `refused` are refused by both versions for the same reasons.
    """

    before: Told
    after: Told
    left: Flags
    refused: Flags


class WalkingBoth(Protocol):
    """Walks rows through two versions."""

    def touched(self, answers: AnswerColumns) -> Flags:
        """Say which rows may come out differently, or have to be looked at all the same."""

    def walk(self, answers: AnswerColumns) -> WalkedRows:
        """Return what rows come to."""


def walking_both(
    books: tuple[Rulebook, Rulebook],
    programs: tuple[Program, Program],
    wanted: Collection[str],
    same: Collection[str],
    counting: Collection[str],
) -> WalkingBoth:
    """Return what walks rows through two versions for what is wanted, of which some is the same.

    The rules that are `counting` stand for warnings that count another thing in each version.
    """
    if asks_alike(*books, programs):
        return _AsOne(books, programs, wanted, same, counting)
    return _Apart(books, programs, wanted)


class _Apart:
    """Walks rows through each version: they do not ask the same."""

    def __init__(
        self,
        books: tuple[Rulebook, Rulebook],
        programs: tuple[Program, Program],
        wanted: Collection[str],
    ) -> None:
        both = zip(books, programs, strict=True)
        self._kernels = [_kernel(book, program, wanted) for book, program in both]

    def touched(self, answers: AnswerColumns) -> Flags:
        """See `WalkingBoth`."""
        return np.ones(len(answers), dtype=np.bool_)

    def walk(self, answers: AnswerColumns) -> WalkedRows:
        """See `WalkingBoth`."""
        (before, left), (after, also_left) = (_walked(each, answers) for each in self._kernels)
        return WalkedRows(before, after, left | also_left, np.zeros_like(left))


class _AsOne:
    """Walks rows through both versions at once: what is the same is there once."""

    def __init__(
        self,
        books: tuple[Rulebook, Rulebook],
        programs: tuple[Program, Program],
        wanted: Collection[str],
        same: Collection[str],
        counting: Collection[str],
    ) -> None:
        (old, new), (before, after) = books, programs
        self._same = {each for each in wanted if each in same}
        others = {each for each in wanted if each not in same}
        program = _joint(_only(before, others), _only(after, wanted))
        named = {
            each.name
            for each in outputs(program, _EVERY)
            if _plain(each).name in (others if _is_old(each) else wanted)
        }
        self._kernel = _kernel(new, program, named)
        self._refuses_alike = _texts(old) == _texts(new)
        sides = tuple(
            {_plain(each).name: at for at, each in enumerate(self._kernel.outputs) if is_of(each)}
            for is_of in (self._is_of_old, self._is_of_new)
        )
        named_values = [_plain(each).values for each in self._kernel.outputs]
        self._change = Change(sides, named_values, counting)

    def _is_of_old(self, output: Output) -> bool:
        return _is_old(output) or output.name in self._same

    def _is_of_new(self, output: Output) -> bool:
        return not _is_old(output)

    def touched(self, answers: AnswerColumns) -> Flags:
        """See `WalkingBoth`.

        INVARIANT: what both refuse they refuse alike, so that nothing of it moves.
        """
        if not self._refuses_alike:
            return np.ones(len(answers), dtype=np.bool_)
        return self._kernel.may_be(answers, self._change.walk)

    def walk(self, answers: AnswerColumns) -> WalkedRows:
        """See `WalkingBoth`."""
        found = self._kernel.walk(answers)
        before, after = dict[str, tuple[Output, Masks]](), dict[str, tuple[Output, Masks]]()
        for output, mask in zip(self._kernel.outputs, found.masks, strict=True):
            told = _plain(output), mask
            if self._is_of_old(output):
                before[told[0].name] = told
            if self._is_of_new(output):
                after[output.name] = told
        refused = found.refused if self._refuses_alike else np.zeros_like(found.refused)
        return WalkedRows(before, after, found.left, refused)


def _texts(book: Rulebook) -> object:
    """Return the texts that decide what is said of an answer that does not fit."""
    own = {path: text for path, text in book.texts.own.items() if path.startswith("questions.")}
    return own, book.texts.aliases


def _kernel(book: Rulebook, program: Program, wanted: Collection[str]) -> Kernel:
    others = {each.name for each in outputs(program, _EVERY) if each.name not in wanted}
    return Kernel(book, _EVERY, leave_out=others, program=program)


def _walked(kernel: Kernel, answers: AnswerColumns) -> tuple[Told, Flags]:
    """Return what rows come to, and those in which that is left to be assessed one by one."""
    known, left = dict[AnswerPath, Cells](), np.zeros(len(answers), dtype=np.bool_)
    for path, cells in answers.answers.items():
        if path_at(kernel.rulebook, path) is None:
            left |= unpacked(cells.answered, len(answers))
        else:
            known[path] = cells
    found = kernel.walk(replace(answers, answers=known))
    told = zip(kernel.outputs, found.masks, strict=True)
    return {output.name: (output, mask) for output, mask in told}, left | found.left


# --- one program of two


def _joint(old: Program, new: Program) -> Program:
    """Return a program that says what both say; they ask and conclude the same."""
    rules, interventions = len(new.rules), len(new.interventions)
    also = (replace(one, id=f"{one.id}{_OF_OLD}", index=one.index + rules) for one in old.rules)
    return replace(
        new,
        rules=(*new.rules, *also),
        interventions=(
            *new.interventions,
            *(_moved(one, rules, interventions) for one in old.interventions),
        ),
    )


def _moved(one: FlatIntervention, rules: int, interventions: int) -> FlatIntervention:
    """Return an intervention of the old version that stands behind those of the new."""

    def start(begins: str | int) -> str | int:
        return begins + interventions if isinstance(begins, int) else begins

    return FlatIntervention(
        f"{one.id}{_OF_OLD}",
        tuple(
            replace(each, rule=each.rule + rules, start=start(each.start)) for each in one.favours
        ),
        tuple(each + rules for each in one.against),
        tuple(replace(each, rule=each.rule + rules) for each in one.law),
    )


def _only(program: Program, wanted: Collection[str]) -> Program:
    """Return a program in which all that decides nothing wanted holds nowhere."""
    asked = [each for each in outputs(program, _EVERY) if each.name in wanted]
    about = {each.about for each in asked if each.kind is not Kind.RULE}
    first = [each for each in program.interventions if each.id in about]
    needed = {one.id: one for one in (*first, *_begun_after(program, first))}
    rules = {at for one in needed.values() for at in _rules_of(one)}
    rules |= {program.rule_ids.index(each.about) for each in asked if each.kind is Kind.RULE}
    return replace(
        program,
        rules=tuple(one if one.index in rules else _holding_nowhere(one) for one in program.rules),
        interventions=tuple(
            needed.get(one.id, FlatIntervention(one.id, (), (), ()))
            for one in program.interventions
        ),
    )


def _begun_after(program: Program, some: Sequence[FlatIntervention]) -> Iterator[FlatIntervention]:
    """Yield the interventions that some may begin after: whether they do rests on those."""
    for one in some:
        for favour in one.favours:
            if isinstance(favour.start, int):
                yield program.interventions[favour.start]


def _rules_of(one: FlatIntervention) -> Iterator[int]:
    yield from (each.rule for each in one.favours)
    yield from one.against
    yield from (each.rule for each in one.law)


def _holding_nowhere(rule: FlatRule) -> FlatRule:
    return replace(rule, when=FALSE, valid_from=None, valid_to=None)


def _is_old(output: Output) -> bool:
    """Say whether an output is what only the old version has so."""
    return output.about.endswith(_OF_OLD)


def _plain(output: Output) -> Output:
    """Return an output by the name its version has for it."""
    values = tuple(
        each.removesuffix(_OF_OLD) if isinstance(each, str) else each for each in output.values
    )
    return replace(output, about=output.about.removesuffix(_OF_OLD), values=values)
