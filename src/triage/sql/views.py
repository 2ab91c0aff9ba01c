"""A rulebook as views of a database: what `assess` says of each row of a table.

The views come from the decision diagrams, in which an open answer takes every branch. They are not
the rules put into SQL, whose three-valued logic has another meaning: `q = 1 OR q <> 1` is unknown
there where `q` is missing, and certain here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.diagrams.nodes import Node
from triage.diagrams.steps import too_many_steps
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.partition import Partition, TooWide
from triage.engine.symbolic.space import TYPOLOGY
from triage.model.limits import DEFAULT, Limits
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.program.program import Variable
from triage.sql import terms
from triage.sql.coupling import Coupling
from triage.sql.demands import Demands
from triage.sql.dialects import Dialect
from triage.sql.inputs import Inputs, class_name
from triage.sql.nodes import Layers
from triage.sql.outputs import Output, class_output, interventions, rules
from triage.sql.problems import SqlTooLarge, refused, too_large
from triage.sql.steps import Column, Query
from triage.sql.terms import MOST_BITS, Term

PROBLEM: Final = "problem"
"""The column with the code of what is wrong with a row; then it has no outcome."""

EXACT: Final = "exact"
"""The column that says, with 1, that a view holds what `assess` says, and no more."""

_PROBLEM_AT, _SETTLED = "problem_at", "settled"
_MISFIT, _CONTRADICTION = "wrong-answer", "contradicting-answers"


@dataclass(frozen=True, slots=True)
class Places:
    """The table to read, the column that names a row of it, and what all views are named after."""

    table: str = "assessments"
    key: str = "case"
    prefix: str = "triage"


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, the query it is, and the outputs that are its columns."""

    name: str
    query: str
    outputs: tuple[Output, ...] = ()


class Views:
    """The views of a rulebook for a day, in a dialect.

    Raises:
        InvalidAssessment: the day leaves a date question without any answer.
        LimitReached: the decisions take too many steps.
        SqlRefused: something of it does not fit the dialect.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        as_of: date,
        dialect: Dialect,
        places: Places = Places(),
        limits: Limits = DEFAULT,
    ) -> None:
        self.rulebook, self.as_of, self.dialect, self.places = rulebook, as_of, dialect, places
        self._program = lower(rulebook)
        partition = Partition(self._program)
        self._decisions = self._decided(partition, limits.steps)
        space = self._decisions.space
        self._inputs = Inputs(rulebook, self._program, partition, space, as_of, dialect)
        self._demands = Demands(self._decisions, self._inputs)
        self._coupling = Coupling(self._decisions, self._inputs)
        if self._decisions.diagrams.terminals > MOST_BITS:
            raise refused(
                "sql-too-many-values", count=self._decisions.diagrams.terminals, limit=MOST_BITS
            )
        self._asked = {level: str(each.path) for each, level in self._levels()}
        self._check_names([places.key, *(each.path for each in self.variables)])

    def _decided(self, partition: Partition, steps: int) -> Decisions:
        for question, domain in self.rulebook.dated:
            first, last = domain.bounds(self.as_of)
            if first > last:
                details = {"as_of": self.as_of.isoformat()}
                problem = Diagnostic("as-of-leaves-no-date", path=question, details=details)
                raise InvalidAssessment((problem,))
        in_force = self.rulebook.valid_at(self.as_of)
        try:
            return Decisions.made(self._program, partition, self.as_of, in_force, steps)
        except TooWide:
            raise too_many_steps(steps) from None

    def _levels(self) -> Iterator[tuple[Variable, int]]:
        levels = self._decisions.space.levels
        yield from ((each, levels[each.index]) for each in self._decisions.space.variables)

    @property
    def variables(self) -> Sequence[Variable]:
        """The answers that have a column in the table."""
        return self._inputs.variables

    def all(self) -> Iterator[View]:
        """Yield the views, each after those it reads.

        Raises:
            SqlRefused: one does not fit the dialect.
        """
        yield self._about()
        yield self._classes()
        program, decisions = self._program, self._decisions
        if program.typology is not None:
            typology = class_output("typology", decisions.typology, program.typology)
            yield self._view("typology", [typology])
        if program.target_group is not None:
            group = class_output("target_group", decisions.target_group, program.target_group)
            yield self._view("target_group", [group])
        yield from self._divided("interventions", [*interventions(decisions)])
        yield from self._divided("rules", [*rules(program, decisions)])

    def _about(self) -> View:
        """Return the view that says which rulebook and day the others are of."""
        book = self.rulebook
        told = {
            "rulebook": book.id,
            "version": book.version,
            "digest": book.digest,
            "as_of": self.as_of.isoformat(),
        }
        cells = [Column(name, terms.text(each)) for name, each in told.items()]
        return View(self._called("about"), Query(None, self.dialect).ended([], cells))

    # --- answers

    def _classes(self) -> View:
        """Return the view of the classes of answers, and of what is wrong with rows."""
        inputs, demands, key = self._inputs, self._demands, self.places.key
        query = Query(self.places.table, self.dialect)
        plain = [each for each in inputs.variables if each not in inputs.sets]
        query.step(
            [key, *(each.path for each in plain)],
            [
                Column(inputs.bits_name(each), inputs.members(each), each.path)
                for each in inputs.sets
            ],
        )
        read = [Column(inputs.name(each), inputs.class_of(each), each.path) for each in plain]
        met = [Column(inputs.name(each), inputs.signature(each), each.path) for each in inputs.sets]
        query.step([key], [*read, *met, *demands.made()])
        made, at_hand = demands.names(), [each.name for each in read]
        if inputs.sets:
            sets = [Column(inputs.name(each), inputs.class_of_set(each)) for each in inputs.sets]
            query.step([key, *at_hand, *made], sets)
            at_hand += [each.name for each in sets]
        narrowed = [*demands.narrowed()]
        asked = [class_name(level) for level in self._asked]
        as_it_was = set(asked) - {each.name for each in narrowed}
        query.step([key, *demands.kept(), *sorted(as_it_was)], [self._problem_at(), *narrowed])
        roots = [*demands.roots, self._decisions.typology]
        layers = self._layers(roots, {})
        layers.add_to(query, [key, _PROBLEM_AT, *demands.kept(), *asked], ())
        ended = [Column(PROBLEM, self._problem(layers)), *self._settling(layers)]
        return View(self._called("classes"), query.ended([key, _PROBLEM_AT, *asked], ended))

    def _problem_at(self) -> Column:
        """Return the path of the first answer that does not fit."""
        misfits = [
            (terms.equal(terms.column(self._inputs.name(each)), terms.number(none)), each.path)
            for each in self.variables
            for none in (self._inputs.classes_of(each).none,)
        ]
        branches = [(test, terms.text(path)) for test, path in misfits]
        return Column(_PROBLEM_AT, terms.case(branches, terms.nothing()))

    def _problem(self, layers: Layers) -> Term:
        fits = terms.is_missing(terms.column(_PROBLEM_AT))
        clashes = terms.equal(self._demands.contradicts(layers), terms.number(1))
        return terms.case(
            [
                (terms.negated(fits), terms.text(_MISFIT)),
                (clashes, terms.text(_CONTRADICTION)),
            ],
            terms.nothing(),
        )

    def _settling(self, layers: Layers) -> Iterator[Column]:
        yield Column(_SETTLED, self._demands.is_settled(layers))
        if self._program.typology is not None:
            yield Column(class_name(TYPOLOGY), layers.term(self._decisions.typology), "typology")
            yield from self._coupling.columns()

    # --- outputs

    def _divided(self, group: str, outputs: Sequence[Output]) -> Iterator[View]:
        """Yield views of outputs, as few as the dialect takes."""
        halves = [outputs] if outputs else []
        number = 0
        while halves:
            each = halves.pop(0)
            try:
                view = self._view(f"{group}_{number + 1}", each)
            except SqlTooLarge:
                if len(each) == 1:
                    raise
                halves[:0] = [each[: len(each) // 2], each[len(each) // 2 :]]
                continue
            number += 1
            yield view

    def _view(self, group: str, outputs: Sequence[Output]) -> View:
        names = [name for each in outputs for name in each.columns]
        self._check_names(names)
        branches = [one.node for each in outputs for one in self._coupling.branches(each.node)]
        typology = self._decisions.typology
        has_typology = self._program.typology is not None
        there = {typology: class_name(TYPOLOGY)} if has_typology else {}
        layers = self._layers([*(each.node for each in outputs), *branches], there)
        coupled = [*there.values(), *self._coupling.names()]
        key, asked = self.places.key, [class_name(level) for level in self._asked]
        query = Query(self._called("classes"), self.dialect)
        layers.add_to(query, [key, PROBLEM, _SETTLED, *coupled], asked)
        ended = [Column(EXACT, self._exact(outputs, layers)), *self._written(outputs, layers)]
        text = query.ended([key, PROBLEM], ended)
        if len(text) > self.dialect.characters:
            raise too_large(
                "sql-too-long", dialect=self.dialect.name, limit=self.dialect.characters
            )
        return View(self._called(group), text, tuple(outputs))

    def _exact(self, outputs: Sequence[Output], layers: Layers) -> Term:
        """Say, with 1, where nothing in a view is a superset."""
        no = terms.number(0)
        inexact = [(terms.equal(terms.column(_SETTLED), no), no)]
        for node in dict.fromkeys(each.node for each in outputs):
            if self._coupling.branches(node):
                certain = self._coupling.certain(node, layers)
                inexact.append((terms.different(certain, layers.term(node)), no))
        return self._unless_wrong(terms.case(inexact, terms.number(1)))

    def _written(self, outputs: Sequence[Output], layers: Layers) -> Iterator[Column]:
        for each in outputs:
            name = layers.name(each.node)
            reached = self._decisions.diagrams.reachable_terminals(each.node)
            text = (
                terms.text(each.names[each.node]) if name is None else each.written(name, reached)
            )
            yield Column(each.name, self._unless_wrong(text))
            if each.mask is not None:
                yield Column(each.mask, self._unless_wrong(layers.term(each.node)))

    def _unless_wrong(self, term: Term) -> Term:
        right = terms.is_missing(terms.column(PROBLEM))
        return terms.case([(right, term)], terms.nothing())

    def _layers(self, roots: Sequence[Node], there: Mapping[Node, str]) -> Layers:
        diagrams = self._decisions.diagrams
        paths = {TYPOLOGY: "typology", **self._asked}
        return Layers(diagrams, roots, self._inputs.classes, paths.__getitem__, there)

    # --- names

    def _called(self, what: str) -> str:
        name = f"{self.places.prefix}_{what}"
        self._check_names([name])
        return name

    def _check_names(self, names: Sequence[str]) -> None:
        for name in names:
            size = len(name.encode())
            if size > self.dialect.name_bytes:
                limit = self.dialect.name_bytes
                raise refused(
                    "sql-name-too-long", dialect=self.dialect.name, name=name, limit=limit
                )
