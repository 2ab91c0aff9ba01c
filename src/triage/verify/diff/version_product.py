"""Two versions of a rulebook on a day: who comes out differently, how many, and an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from triage.diagrams.diverging import Pair, coded_pair, diverging
from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Diagrams, Node
from triage.diagrams.product import State, together
from triage.engine.symbolic.decisions import terminals
from triage.engine.symbolic.space import NOT_GIVEN, TYPOLOGY
from triage.intake.mapping import as_mapping
from triage.intake.places import Plain, plain
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.program.encoding import value_of
from triage.verify.counting import Count, Counting
from triage.verify.diff.joint_space import NEW, OLD, Asked, JointSpace
from triage.verify.examples import with_lists
from triage.verify.state_space import MOST_STEPS, StateSpace, lowered
from triage.verify.witness import Witness, concluded

Output = tuple[Node, Node]
"""What one thing comes to in the old version and in the new one."""


_A_PERSON = 500
"""Having the reference conclude of one person takes as long as so many steps."""


class Apart(NamedTuple):
    """Where an output has another value after than before, for one typology of each version.

    There `where` is true, and `values` comes to the code of both values; it comes to 0 where they
    are the same. `before` and `after` are what the output is in each version.
    """

    where: Node
    values: Node
    before: Node
    after: Node


@dataclass(frozen=True, slots=True)
class Moved:
    """Those who come to one value before and to another after, as states with no one in two.

    Some of them are in the state `some`.
    """

    before: int
    after: int
    states: tuple[State, ...]
    some: State


class VersionProduct:
    """Both versions, decided in one space.

    Raises:
        LimitReached: there are too many kinds of assessments.
    """

    def __init__(self, old: Rulebook, new: Rulebook, as_of: date) -> None:
        before, after = lowered(old), lowered(new)
        self.joint = JointSpace(before.program, after.program, as_of)
        self._values = terminals(before.program) + terminals(after.program)
        self.diagrams = Diagrams(self._values**2, MOST_STEPS)
        self.old = StateSpace.beside(old, as_of, before, self.joint.old, self.diagrams)
        self.new = StateSpace.beside(new, as_of, after, self.joint.new, self.diagrams)
        self.sides = (self.old, self.new)
        self.as_of = as_of
        self._counters: list[Counting] = []
        self._seen: dict[tuple[int, frozenset[tuple[int, int]]], Witness] = {}

    @cached_property
    def same_typology(self) -> bool:
        """Whether both versions conclude every typology for the same people."""
        return self.old.decisions.typology_is == self.new.decisions.typology_is

    # --- who moves

    def apart(self, output: Output) -> list[Apart]:
        """Return where an output has another value after than before; no two meet anywhere."""
        found: list[Apart] = []
        for before, after, typologies in self._branches(output):
            values = diverging(self.diagrams, before, after, self._values)
            if values != FALSE_NODE:
                found.append(Apart(typologies, values, before, after))
        return found

    def moved(self, apart: Iterable[Apart]) -> list[Moved]:
        """Return everybody for whom an output has another value, by what it was and is."""
        found: dict[Node, list[tuple[Apart, State]]] = {}
        for each in apart:
            for code in self.diagrams.reachable_terminals(each.values) - {FALSE_NODE}:
                values = self.diagrams.indicator(each.values, (code,))
                state = together((values, *self._within(each)))
                if self.old.witness(*state) is not None:
                    found.setdefault(code, []).append((each, state))
        return [self._moved(code, states) for code, states in sorted(found.items())]

    def _moved(self, code: Node, states: Sequence[tuple[Apart, State]]) -> Moved:
        indicator, (first, _) = self.diagrams.indicator, states[0]
        before, after = coded_pair(code, self._values)
        met = indicator(first.before, (before,)), indicator(first.after, (after,))
        some = together((*met, first.where, self.common))
        return Moved(before, after, tuple(state for _, state in states), some)

    def _within(self, apart: Apart) -> State:
        return together([self.diagrams.conjunction([apart.where, self.common])])

    def _branches(self, output: Output) -> Iterator[tuple[Node, Node, Node]]:
        """Yield an output for each pair of typologies it may read, with where they are those."""
        cofactor = self.diagrams.cofactor
        read = [self.diagrams.level_of[each] == TYPOLOGY for each in output]
        typologies = (self.old.decisions.typology_is, self.new.decisions.typology_is)
        if not any(read) or (output[0] == output[1] and self.same_typology):
            yield *output, TRUE_NODE
            return
        for one, here in enumerate(typologies[0] if read[0] else (TRUE_NODE,)):
            for other, there in enumerate(typologies[1] if read[1] else (TRUE_NODE,)):
                both = self.diagrams.conjunction([here, there])
                if both == FALSE_NODE:
                    continue
                yield (
                    cofactor(output[0], TYPOLOGY, one),
                    cofactor(output[1], TYPOLOGY, other),
                    both,
                )

    @cached_property
    def common(self) -> Node:
        """Where each version knows every answer that it asks for."""
        return self.diagrams.conjunction(self.known)

    @cached_property
    def known(self) -> tuple[Node, Node]:
        """Where each of the versions knows every answer that it asks for."""
        conjunction = self.diagrams.conjunction
        return conjunction(self._known(OLD)), conjunction(self._known(NEW))

    def _known(self, side: int) -> Iterator[Node]:
        for each in self.joint.asked:
            level = self.joint.space.levels.get(each.variable.index)
            if not each.answers.changed or level is None:
                continue
            translate = each.translate(side)
            codes = self.joint.space.codes(each.variable.index)
            known = [code is NOT_GIVEN or translate(code) is not None for code in codes]
            literal = self.diagrams.literal(level, known)
            yield self.diagrams.ite(self.applies(each, side), literal, TRUE_NODE)

    def known_to_both(self, level: int) -> frozenset[int]:
        """Return the classes of an answer that both versions know, or only one asks for."""
        asked = self.joint.asked[self.joint.space.variables[level - 1].index]
        codes = self.joint.space.codes(asked.variable.index)
        if not asked.answers.changed:
            return frozenset(range(len(codes)))
        translates = [asked.translate(side) for side in (OLD, NEW)]
        return frozenset(
            class_
            for class_, code in enumerate(codes)
            if code is NOT_GIVEN or all(translate(code) is not None for translate in translates)
        )

    def applies(self, asked: Asked, side: int) -> Node:
        """Return where a version asks for an answer."""
        number = asked.number(side)
        return FALSE_NODE if number is None else self.sides[side].decisions.applies[number]

    # --- how many, and who

    def count(self, apart: Iterable[Apart], over: Iterable[Node] = ()) -> dict[Pair, Count]:
        """Count everybody for whom an output has another value, by what it was and is.

        They are complete assessments, over what both versions ask; all there are, are those of
        which each version knows the answers.
        """
        read, within = self._read(over, OLD, NEW), together([self.common])
        functions = [(each.values, *self._within(each)) for each in apart]
        counts = self._counting.tally(functions, read, within)
        return {coded_pair(code, self._values): count for code, count in counts.items()}

    def count_of(
        self, side: int, states: Iterable[State], over: Iterable[Node], within: State
    ) -> Count:
        """Count the complete assessments of one version, among those in which `within` is true."""
        return self._countings[side].count(states, self._read(over, side), within)

    def asked_by(self, side: int, node: Node, through_typology: bool) -> frozenset[int]:
        """Return the levels of all that a function of a version depends on.

        `through_typology` says whether what only the typology depends on is among them.
        """
        sides = (side,) if through_typology else ()
        return self._countings[side].asked(self._read([node], *sides))

    def _read(self, nodes: Iterable[Node], *sides: int) -> Iterator[Node]:
        """Yield what nodes read, the typology as what it is concluded from."""
        for node in nodes:
            if self.diagrams.level_of[node] == TYPOLOGY:
                yield from self.diagrams.children[node]
                yield from (self.sides[side].decisions.typology for side in sides)
            else:
                yield node

    @cached_property
    def _counting(self) -> Counting:
        return self._counted(OLD, NEW)

    @cached_property
    def _countings(self) -> tuple[Counting, Counting]:
        return self._counted(OLD), self._counted(NEW)

    def _counted(self, *sides: int) -> Counting:
        """Return what counts the assessments some of the versions ask for."""
        joint = self.joint
        applies = {
            joint.space.levels[each.variable.index]: self.diagrams.disjunction(
                self.applies(each, side) for side in sides
            )
            for each in joint.asked
            if each.variable.index in joint.space.levels
        }
        made = Counting.over(joint.space, joint.program, self.diagrams, self.as_of, applies)
        self._counters.append(made)
        return made

    @property
    def steps(self) -> int:
        """How much has been done so far: nodes made, arguments counted, people shown."""
        counted = sum(each.steps for each in self._counters)
        return len(self.diagrams.level_of) + counted + _A_PERSON * len(self._seen)

    def because(self, classes: Mapping[int, int]) -> dict[AnswerPath, Plain]:
        """Return the answers at some levels, by path."""
        said: dict[AnswerPath, Plain] = {}
        for level, class_ in sorted(classes.items()):
            variable = self.joint.space.variables[level - 1]
            code = self.joint.space.shown(variable, class_)
            asked = self.joint.asked[variable.index]
            if asked.replaced and asked.new is None and variable.path in said:
                continue  # what is asked now in its place is said already
            if code is not NOT_GIVEN:
                said[variable.path] = plain(variable.domain, value_of(variable, code))
        return said

    def seen(self, whole: StateSpace, classes: Mapping[int, int]) -> Witness:
        """Complete an example for one of the versions, and have the reference conclude from it."""
        key = (self.sides.index(whole), frozenset(classes.items()))
        if key not in self._seen:
            answers = self._answers(whole, classes)
            self._seen[key] = concluded(whole.rulebook, answers, self.as_of)
        return self._seen[key]

    def _answers(self, whole: StateSpace, classes: Mapping[int, int]) -> dict[str, Any]:
        every = dict.fromkeys(self.joint.space.levels.values(), 0) | dict(classes)
        applying = {
            level: every[level]
            for number, level in whole.decisions.space.levels.items()
            if self.diagrams.follow(whole.decisions.applies[number], every) == TRUE_NODE
        }
        return as_mapping(whole.rulebook, with_lists(whole.rulebook, self.because(applying)))
