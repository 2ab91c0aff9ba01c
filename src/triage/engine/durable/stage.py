"""One layer of a program in durable-rules: what it fires, and what is decided by what fired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage.engine.durable.three_valued import UNKNOWN, Edges, decided
from triage.engine.rete.fields import Fields, Pieces, Written
from triage.engine.rete.host import Ruleset
from triage.engine.rete.strata import ABSENT, Decision, Layer
from triage.program.formula import NA
from triage.program.program import Program

_Case = tuple[int, int, str]
"""The number of a part, and the code and the piece of the finding where it is true."""

_NOT_DECIDED: _Case = (-1, UNKNOWN, "")


@dataclass(slots=True)
class Run:
    """One assessment on its way through the layers.

    `fired` are the numbers of rules that hold and of parts that are true, in order of firing,
    some more than once. `true` has the same and the counts that are true, `false` the rules and
    parts that are false; where nothing is open (`closed`), those are all that are not true.
    """

    edges: Edges
    closed: bool
    values: list[int]
    written: Written
    fired: list[int]
    true: set[int]
    false: set[int]


class Stage:
    """A layer, ready to run. In `fields` its atoms stand in their order, one after the other."""

    def __init__(self, program: Program, number: int, layer: Layer, fields: Fields) -> None:
        self._true = Ruleset(f"layer {number}", layer.true, fields)
        self._false = Ruleset(f"layer {number}, false", layer.false, fields)
        asked = [(atom, *_no_and_yes(fields, name)) for name, atom in layer.atoms.items()]
        self._decided = decided(program, asked)
        numbers = [fields.number(name) for name in layer.atoms]
        self._atoms = slice(numbers[0], numbers[-1] + 1) if numbers else None
        self._decisions = [_deciding(each, fields) for each in layer.decisions]
        self._counts = [(each, *code_pieces(fields, each.field)) for each in layer.counts]

    def run(self, run: Run) -> None:
        """Fire the layer, and decide what is decided by what fired."""
        written = run.written
        if self._atoms is not None:
            written[self._atoms] = self._decided(run.values, run.edges)
        fired = self._true.fire_on(written)
        run.fired += fired
        run.true.update(fired)
        if not run.closed:
            run.false.update(self._false.fire_on(written))
        if self._counts:
            self._count(run)
        self._decide(run)

    def _decide(self, run: Run) -> None:
        """Return each finding the first case that is true, if none before it is undecided."""
        true, false, closed = run.true, run.false, run.closed
        values, written = run.values, run.written
        for index, number, cases, otherwise in self._decisions:
            chosen = otherwise
            for case in cases:
                if case[0] in true:
                    chosen = case
                    break
                if not closed and case[0] not in false:
                    chosen = _NOT_DECIDED
                    break
            _, values[index], written[number] = chosen

    def _count(self, run: Run) -> None:
        """Say of each count whether the number of true parts is one it allows."""
        for count, number, pieces in self._counts:
            fewest = sum([part in run.true for part in count.parts])
            code = int(fewest in count.allowed)
            if not run.closed:
                most = len(count.parts) - sum([part in run.false for part in count.parts])
                if any((each in count.allowed) != code for each in range(fewest, most + 1)):
                    code = UNKNOWN
            if code == 1:
                run.true.add(count.part)
            elif code == 0:
                run.false.add(count.part)
            run.written[number] = pieces[code]


def _no_and_yes(fields: Fields, name: str) -> tuple[str, str]:
    pieces = fields.pieces(name)
    return pieces[0], pieces[1]


def _deciding(decision: Decision, fields: Fields) -> tuple[int, int, list[_Case], _Case]:
    """Return the index of a finding, the number of its field, its cases, and what else it is."""
    number, pieces = code_pieces(fields, decision.field)
    *cases, otherwise = [
        (part, code, pieces[code]) for part, code in (*decision.cases, (-1, decision.otherwise))
    ]
    return decision.index, number, cases, otherwise


def code_pieces(fields: Fields, name: str, often: Iterable[int] = ()) -> tuple[int, Pieces]:
    """Return the number of a field, and its pieces for codes: one not decided is left out."""
    number, pieces = fields.number(name), fields.pieces(name, (ABSENT, *often))
    pieces[NA], pieces[UNKNOWN] = pieces[ABSENT], ""
    return number, pieces
