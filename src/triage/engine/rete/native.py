"""One native ruleset of durable-rules, kept inside what it can do without a fault.

It has one state, made once and kept: making one clears some 12 KB for each rule, taking a fact
away again touches only what the fact reached. The state is made anew where a run was cut short.
"""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from operator import itemgetter
from typing import TypeVar

from triage.diagnostics import Diagnostic, EngineUnavailable, LimitReached
from triage.engine.rete.definition import LAST, definition_of
from triage.engine.rete.encode import Conjunction
from triage.engine.rete.extension import Extension
from triage.engine.rete.fields import Pieces, Written
from triage.engine.rete.layout import lay_out
from triage.engine.rete.names import TAG
from triage.engine.rete.terms import Term, Test, meet

_MOST_RULES = 250  # 256 at one place of the network end the process
_MOST_FIELDS = 240  # a fact of 253 is refused
_MOST_STACK = 60  # of 64; it also keeps choices that meet at one place from filling its 128 rooms
_MOST_TRIED = 1000

_FACT = f'{{"id":"f","{TAG}":0'
_SAME_FACT = '{"id":"f"}'
_NAME = slice(2, 5)  # of a firing, `{"012":{...}}`
_NOTHING = -1  # what the rule gives that always holds

_Given = TypeVar("_Given", int, str)


def natives(
    extension: Extension, conjunctions: Sequence[Conjunction], names: Sequence[str]
) -> list[Native]:
    """Return as many native rulesets as these need, in their order."""
    if not conjunctions:
        return []
    if (ways := _ways(conjunctions)) is not None:
        return [Native(extension, conjunctions, definition_of(conjunctions, ways, names), names)]
    if len(conjunctions) == 1:
        details = {"count": len(_fields(conjunctions)), "most": _MOST_FIELDS}
        raise LimitReached([Diagnostic("durable-rules-too-wide", details=details)])
    half = len(conjunctions) // 2
    return [
        *natives(extension, conjunctions[:half], names),
        *natives(extension, conjunctions[half:], names),
    ]


class Native:
    """A native ruleset. Not for several threads at once: it has one state.

    Every run ends with a rule that always holds. That it fires last shows that all that hold
    have fired; and a state in which nothing ever fired cannot be freed without a crash.
    """

    def __init__(
        self,
        extension: Extension,
        conjunctions: Sequence[Conjunction],
        definition: str,
        names: Sequence[str],
    ) -> None:
        self._extension = extension
        self._pick = _picking(sorted(_fields(conjunctions)))
        self._gives = {f"{index:03}": each.gives for index, each in enumerate(conjunctions)}
        self._every = {**self._gives, LAST: _NOTHING}
        self._clean = True
        try:
            self._handle = extension.create_ruleset("triage", definition)
        except extension.error as error:
            raise _failed(str(error)) from error
        self._prove(conjunctions, names)
        weakref.finalize(self, _free, extension, self._handle).atexit = False

    def run(self, written: Written) -> list[int]:
        """Return what the conjunctions that hold of a fact give, in their order of firing."""
        return self._fire(written, self._every)

    def _fire(self, written: Written, gives: Mapping[str, _Given]) -> list[_Given]:
        """Return what the native rules that fire give, by their names."""
        extension, handle = self._extension, self._handle
        if not self._clean:
            _free_state(extension, handle)
        self._clean = False
        fired: list[_Given] = []
        try:
            _, state = extension.assert_fact(handle, f"{_FACT}{''.join(self._pick(written))}}}")
            started = extension.start_action_for_state(handle, state)
            complete_and_start = extension.complete_and_start_action
            firing = started and started[1]
            while firing:
                fired.append(gives[firing[_NAME]])
                firing = complete_and_start(handle, state)
            extension.retract_fact(handle, _SAME_FACT)
        except extension.error as error:
            raise _failed(str(error)) from error
        if not fired or fired.pop() is not gives[LAST]:
            raise _failed("rules that always hold did not fire")
        self._clean = True
        return fired

    def _prove(self, conjunctions: Sequence[Conjunction], names: Sequence[str]) -> None:
        """Refuse a native ruleset in which some rule does not fire, or fires on nothing.

        It also fires the first rule of the state, which may be freed from then on.
        """
        itself = {name: name for name in self._every}
        named = list(zip(self._gives, conjunctions, strict=True))
        nothing = [""] * len(names)
        if self._fire(nothing, itself) != [
            name for name, each in named if not (each.term or each.choices)
        ]:
            raise _failed("rules fired on an empty fact")
        for name, each in named:
            term = _witness(each)
            if term is None:
                continue
            fact = nothing.copy()
            for field, values in term:
                fact[field] = Pieces("", names[field])[values[0][0]]
            if name not in self._fire(fact, itself):
                raise _failed("a rule did not fire on a fact it holds of")


def _ways(conjunctions: Sequence[Conjunction]) -> list[list[Test]] | None:
    """Return the tests of each in order; None where they are more than one ruleset can hold."""
    if len(conjunctions) > _MOST_RULES or len(_fields(conjunctions)) > _MOST_FIELDS:
        return None
    ways, stack = lay_out(conjunctions)
    return ways if stack <= _MOST_STACK else None


def _fields(conjunctions: Sequence[Conjunction]) -> set[int]:
    return {field for each in conjunctions for field in each.fields()}


def _picking(fields: Sequence[int]) -> Callable[[Written], Iterable[str]]:
    """Make what picks the pieces of some fields; the one of a single field comes as it is."""
    if fields:
        return itemgetter(*fields)
    return lambda _: ()


def _witness(conjunction: Conjunction) -> Term | None:
    """Return a term that fits only where the conjunction does; None where none was found."""
    combinations = itertools.islice(itertools.product(*conjunction.choices), _MOST_TRIED)
    found = (meet((conjunction.term, *combination)) for combination in combinations)
    return next((term for term in found if term is not None), None)


def _free(extension: Extension, handle: int) -> None:
    _free_state(extension, handle)
    extension.delete_ruleset(handle)


def _free_state(extension: Extension, handle: int) -> None:
    with suppress(extension.error):  # there is none: it was freed before, and no fact came since
        extension.delete_state(handle, None)


def _failed(reason: str) -> EngineUnavailable:
    return EngineUnavailable([Diagnostic("durable-rules-failed", details={"reason": reason})])
