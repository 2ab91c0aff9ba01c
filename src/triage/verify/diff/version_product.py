"""Two versions of a rulebook on a day: who comes out differently, how many, and an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

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
from triage.verify.diff.joint_space import JointSpace
from triage.verify.examples import with_lists
from triage.verify.state_space import MOST_STEPS, StateSpace, lowered
from triage.verify.witness import Witness, concluded

Output = tuple[Node, Node]
"""What one thing comes to in the old version and in the new one."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Those who come to one value before and to another after, as states with no one in two."""

    before: int
    after: int
    states: tuple[State, ...]


class VersionProduct:
    """Both versions, decided in one space.

    Raises:
        LimitReached: there are too many kinds of assessments.
    """

    def __init__(self, old: Rulebook, new: Rulebook, as_of: date) -> None:
        before, after = lowered(old), lowered(new)
        self.joint = JointSpace(before.program, after.program, as_of)
        many = terminals(before.program) + terminals(after.program)
        self.diagrams = Diagrams(many, MOST_STEPS)
        self.old = StateSpace.beside(old, as_of, before, self.joint.old, self.diagrams)
        self.new = StateSpace.beside(new, as_of, after, self.joint.new, self.diagrams)
        self.as_of = as_of

    # --- who moves

    def moved(self, output: Output) -> list[Moved]:
        """Return everybody for whom an output has another value after than before."""
        found: dict[Output, list[State]] = {}
        indicator = self.diagrams.indicator
        for before, after, state in self._branches(output):
            if before == after:
                continue
            for one, other in product(*map(self.diagrams.reachable_terminals, (before, after))):
                if one == other:
                    continue
                met = indicator(before, (one,)), indicator(after, (other,))
                left = together((*met, *state, self.common))
                if self.old.witness(*left) is not None:
                    found.setdefault((one, other), []).append(left)
        return [Moved(*pair, tuple(states)) for pair, states in sorted(found.items())]

    def _branches(self, output: Output) -> Iterator[tuple[Node, Node, tuple[Node, ...]]]:
        """Yield an output for each pair of typologies it may read, with where they are those."""
        cofactor = self.diagrams.cofactor
        read = [self.diagrams.level_of[each] == TYPOLOGY for each in output]
        typologies = (self.old.decisions.typology_is, self.new.decisions.typology_is)
        if not any(read):
            yield *output, ()
            return
        for one, here in enumerate(typologies[0] if read[0] else (TRUE_NODE,)):
            for other, there in enumerate(typologies[1] if read[1] else (TRUE_NODE,)):
                both = self.diagrams.conjunction([here, there])
                if both == FALSE_NODE:
                    continue
                yield (
                    cofactor(output[0], TYPOLOGY, one),
                    cofactor(output[1], TYPOLOGY, other),
                    (both,),
                )

    @cached_property
    def common(self) -> Node:
        """Where every answer that is given is one both versions know."""
        return self.diagrams.conjunction(self._known_to_both())

    def _known_to_both(self) -> Iterator[Node]:
        for each in self.joint.asked:
            index = each.variable.index
            if not each.answers.changed or index not in self.joint.space.levels:
                continue
            level, codes = self.joint.space.levels[index], self.joint.space.codes(index)
            known = [
                code is NOT_GIVEN
                or (each.answers.old(code) is not None and each.answers.new(code) is not None)
                for code in codes
            ]
            asked = self._applies[level]
            yield self.diagrams.ite(asked, self.diagrams.literal(level, known), TRUE_NODE)

    # --- how many, and who

    def count(self, states: Iterable[State], over: Iterable[Node] = ()) -> Count:
        """Count the complete assessments of some states, over what both versions ask."""
        return self._counting.count(states, self._read(over))

    def _read(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield what nodes read, the typology as what it is concluded from."""
        for node in nodes:
            if self.diagrams.level_of[node] == TYPOLOGY:
                yield from self.diagrams.children[node]
                yield from (self.old.decisions.typology, self.new.decisions.typology)
            else:
                yield node

    @cached_property
    def _counting(self) -> Counting:
        joint = self.joint
        return Counting.over(joint.space, joint.program, self.diagrams, self.as_of, self._applies)

    @cached_property
    def _applies(self) -> Mapping[int, Node]:
        """Where the answer at a level is asked for by one of the versions."""
        found = {}
        for each in self.joint.asked:
            asked = [
                whole.decisions.applies[number]
                for whole, number in ((self.old, each.old), (self.new, each.new))
                if number is not None
            ]
            if each.variable.index in self.joint.space.levels:
                level = self.joint.space.levels[each.variable.index]
                found[level] = self.diagrams.disjunction(asked)
        return found

    def because(self, classes: Mapping[int, int]) -> dict[AnswerPath, Plain]:
        """Return the answers at some levels, by path."""
        said: dict[AnswerPath, Plain] = {}
        for level, class_ in sorted(classes.items()):
            variable = self.joint.space.variables[level - 1]
            code = self.joint.space.codes(variable.index)[class_]
            if code is not NOT_GIVEN:
                said[variable.path] = plain(variable.domain, value_of(variable, code))
        return said

    def seen(self, whole: StateSpace, classes: Mapping[int, int]) -> Witness:
        """Complete an example for one of the versions, and have the reference conclude from it."""
        return concluded(whole.rulebook, self._answers(whole, classes), self.as_of)

    def _answers(self, whole: StateSpace, classes: Mapping[int, int]) -> dict[str, Any]:
        every = dict.fromkeys(self.joint.space.levels.values(), 0) | dict(classes)
        applying = {
            level: every[level]
            for number, level in whole.decisions.space.levels.items()
            if self.diagrams.follow(whole.decisions.applies[number], every) == TRUE_NODE
        }
        return as_mapping(whole.rulebook, with_lists(whole.rulebook, self.because(applying)))
