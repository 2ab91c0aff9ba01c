"""Where a case file names what its rulebook has: in answers, steps, notes and expectations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from triage.cases.case_words import AFTER
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, entries_of
from triage.language.reading.occurrences import Occurrence
from triage.model.answer_path import AnswerPath
from triage.model.question import Choice, Domain, Grid, ListOf, Question, Subset
from triage.model.rulebook import Rulebook

Found = Iterator[Occurrence]


def names_in_case(root: Node, rulebook: Rulebook) -> Found:
    """Yield every name of a case file; what the rulebook does not have is none."""
    names = _Names(rulebook)
    yield from names.elements(_under(root, "answers"), rulebook.questions, "questions")
    for step in _items(_under(root, "history")):
        yield from names.step(step)
    for note in _items(_under(root, "notes")):
        yield from names.at(_under(note, "path"))
    yield from _expected(_under(root, "expect"))


class _Names:
    """Finds names in answers, by the questions they answer."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._questions = rulebook.questions

    def elements(self, node: Node | None, known: Mapping[str, Question], path: str) -> Found:
        """Yield the names in answers by question: at the top, or of one item or row."""
        for key, value in entries_of(node):
            question = known.get(key.text or "")
            if question is not None:
                yield Occurrence(f"{path}.{question.id}", key)
                yield from self._answer(value, question.domain, f"{path}.{question.id}")

    def _answer(self, node: Node, domain: Domain, path: str) -> Found:
        match domain:
            case Choice(values) | Subset(values):
                yield from _known(node, f"{path}.values", values)
            case ListOf(item=item):
                for each in _items(node):
                    yield from self._inner(each, item, path)
            case Grid(rows, item):
                yield from _known(node, f"{path}.rows", rows)  # which rows matter, in a history
                for key, value in entries_of(node):
                    yield from _known(key, f"{path}.rows", rows)
                    yield from self._inner(value, item, path)
            case _:
                pass

    def _inner(self, node: Node, item: tuple[Question, ...], path: str) -> Found:
        return self.elements(node, {each.id: each for each in item}, f"{path}.item")

    def at(self, node: Node | None) -> Found:
        """Yield the names in the path of an answer: `wish`, `barriers.health.weight`."""
        path = _path(node)
        question = None if path is None else self._questions.get(path.question)
        if path is None or question is None or not isinstance(node, ScalarNode):
            return
        owner = f"questions.{question.id}"
        yield Occurrence(owner, node)
        if path.inner is not None and isinstance(question.domain, Grid | ListOf):
            if isinstance(question.domain, Grid) and path.row in question.domain.rows:
                yield Occurrence(f"{owner}.rows.{path.row}", node, 1)
            yield Occurrence(f"{owner}.item.{path.inner}", node, 2)

    def step(self, node: Node) -> Found:
        """Yield the names in a step: where it was, and what was answered."""
        at, answer = _under(node, "path"), _under(node, "answer")
        yield from self.at(at)
        path = _path(at)
        question = None if path is None else self._questions.get(path.question)
        if path is None or question is None or answer is None:
            return
        owner = f"questions.{question.id}"
        if path.inner is None:
            yield from self._answer(answer, question.domain, owner)
        elif isinstance(question.domain, Grid | ListOf):
            for each in question.domain.item:
                if each.id == path.inner:
                    yield from self._answer(answer, each.domain, f"{owner}.item.{each.id}")


def _path(node: Node | None) -> AnswerPath | None:
    """Return the path a scalar spells, if it spells one."""
    with suppress(ValueError):
        return AnswerPath.parse(node.text or "") if isinstance(node, ScalarNode) else None
    return None


def _expected(node: Node | None) -> Found:
    for key, value in entries_of(node):
        read = _EXPECTED.get(key.text or "")
        if read is not None:
            yield from read(value)


def _classes(section: str) -> Callable[[Node], Found]:
    return lambda node: _named(node, f"{section}.values")


def _by_intervention(node: Node) -> Found:
    """Yield names by which something stands, and of what it starts after."""
    for key, value in entries_of(node):
        yield Occurrence(f"interventions.{key.text}", key)
        for each in _items(value):
            yield from _named(_under(each, AFTER), "interventions")


def _lists(path: str) -> Callable[[Node], Found]:
    """Read lists of names under words of the format."""
    return lambda node: (one for _, value in entries_of(node) for one in _named(value, path))


def _under_others(node: Node) -> Found:
    """Yield the names under others, and these."""
    yield from _by_intervention(node)
    yield from _lists("interventions")(node)


def _starts(node: Node) -> Found:
    """Yield the names under when they start, and under what they start after."""
    for key, value in entries_of(node):
        if key.text == AFTER:
            yield from _under_others(value)
        else:
            yield from _named(value, "interventions")


_EXPECTED: Mapping[str, Callable[[Node], Found]] = {
    "target_group": _classes("target_groups"),
    "typology": _classes("typologies"),
    "rules": _lists("rules"),
    "interventions": _by_intervention,
    "start": _by_intervention,
    "limits": _by_intervention,
    "about": lambda node: _named(node, "interventions"),
    "plan": _lists("interventions"),
    "starts": _starts,
    "first": lambda node: _named(node, "interventions"),
    "beside": _under_others,
}
"""How what stands under each key of `expect` names things."""


def _named(node: Node | None, path: str) -> Found:
    """Yield a name or a list of them."""
    for each in _items(node):
        if isinstance(each, ScalarNode):
            yield Occurrence(f"{path}.{each.text}", each)


def _known(node: Node, path: str, known: tuple[str, ...]) -> Found:
    return (each for each in _named(node, path) if each.node.text in known)


def _under(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, MappingNode) else None


def _items(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list; what is none is the one item."""
    if isinstance(node, SequenceNode):
        return node.items
    return () if node is None else (node,)
