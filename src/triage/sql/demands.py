"""What given answers demand of others: that their own questions apply.

Most demands are that some answers have some classes each, whatever the others have: these classes
are all they keep. Where a demand is of another form and rests on open answers, all classes are
left to them; what follows is then a superset, and is said to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.space import TYPOLOGY
from triage.model.answer_path import AnswerPath
from triage.program.program import Variable
from triage.sql import terms
from triage.sql.inputs import Inputs, class_name
from triage.sql.nodes import Layers, by_child
from triage.sql.steps import Column
from triage.sql.terms import Term


@dataclass(frozen=True, slots=True)
class Demand:
    """That a function is true because of some answers; `made` is the column that says they are.

    `classes` are those it leaves to the answers at some levels, if that is all it says.
    """

    node: Node
    by: Sequence[Variable]
    made: str
    classes: Mapping[int, Sequence[int]] | None


class Demands:
    """All demands of the answers that have columns."""

    def __init__(self, decisions: Decisions, inputs: Inputs) -> None:
        self._inputs, self._diagrams = inputs, decisions.diagrams
        by_node: dict[Node, list[Variable]] = {}
        for variable in inputs.variables:
            grid = decisions.grids.get(variable.path.question, TRUE_NODE)
            for node in {decisions.applies[variable.index], grid} - {TRUE_NODE}:
                by_node.setdefault(node, []).append(variable)
        every = [
            Demand(node, by, f"d{n}", self._left(node))
            for n, (node, by) in enumerate(by_node.items(), start=1)
        ]
        self._plain = [each for each in every if each.classes is not None]
        self._other = [each for each in every if each.classes is None]

    def _left(self, node: Node) -> Mapping[int, Sequence[int]] | None:
        """Return the classes a demand leaves to each answer, if these are free of each other."""
        found: dict[int, Sequence[int]] = {}
        while node >= self._diagrams.terminals:
            level = self._diagrams.level_of[node]
            below = by_child(self._diagrams, node)
            after = below.keys() - {FALSE_NODE}
            if level == TYPOLOGY or len(after) > 1 or not self._inputs.classes(level).are_bits:
                return None
            (node,) = after
            found[level] = below[node]
        return found if node == TRUE_NODE else None

    @property
    def roots(self) -> list[Node]:
        """The functions whose columns `is_settled` and `contradicts` read."""
        return [each.node for each in self._other]

    def made(self) -> Iterator[Column]:
        """Yield the columns that say which demands are made, beside the answers as they are."""
        for each in (*self._plain, *self._other):
            said = [(terms.negated(self._inputs.is_open(one)), terms.number(1)) for one in each.by]
            yield Column(each.made, terms.case(said, terms.number(0)), _named(each.by))

    def names(self) -> list[str]:
        """Return the columns that `made` adds."""
        return [each.made for each in (*self._plain, *self._other)]

    def narrowed(self) -> Iterator[Column]:
        """Yield the classes of answers of which something is demanded, without the others."""
        for level in sorted({level for each in self._plain for level in each.classes or ()}):
            every = self._inputs.classes(level).every
            term = terms.column(class_name(level))
            for each in self._plain:
                left = (each.classes or {}).get(level)
                if left is not None:
                    kept = terms.case(
                        [(_is_made(each), terms.number(sum(1 << one for one in left)))],
                        terms.number(every),
                    )
                    term = terms.bits_of(term, kept)
            yield Column(class_name(level), term)

    def kept(self) -> list[str]:
        """Return the columns that `is_settled` and `contradicts` read besides those of roots."""
        return [each.made for each in self._other]

    def contradicts(self, layers: Layers) -> Term:
        """Say, with 1, where given answers leave no class to another, or demand what cannot be."""
        none = [
            (terms.equal(terms.column(each.name), terms.number(0)), terms.number(1))
            for each in self.narrowed()
        ]
        none += [(self._comes_to(each, layers, 1 << FALSE_NODE)) for each in self._other]
        return terms.case(none, terms.number(0))

    def is_settled(self, layers: Layers) -> Term:
        """Say, with 1, where no demand rests on open answers that it leaves free."""
        either = [
            self._comes_to(each, layers, 1 << FALSE_NODE | 1 << TRUE_NODE, 0)
            for each in self._other
        ]
        return terms.case(either, terms.number(1))

    def _comes_to(
        self, demand: Demand, layers: Layers, bits: int, then: int = 1
    ) -> tuple[Term, Term]:
        is_so = terms.equal(layers.term(demand.node), terms.number(bits))
        return terms.both(_is_made(demand), is_so), terms.number(then)


def _is_made(demand: Demand) -> Term:
    return terms.equal(terms.column(demand.made), terms.number(1))


def _named(variables: Sequence[Variable]) -> str:
    paths: list[AnswerPath] = [each.path for each in variables]
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"given: {paths[0]}{more}"
