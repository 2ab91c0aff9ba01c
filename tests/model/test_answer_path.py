"""Paths of answers: parsed and printed one way, in one order, never changed."""

from __future__ import annotations

import copy
import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from triage.model.answer_path import AnswerPath, Element, parsed, path_in, printed

ids = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
elements = st.builds(Element, ids, ids | st.integers(1, 120).map(str))
paths = ids.map(AnswerPath.of) | st.builds(Element.at, elements, ids)


@given(paths)
def test_parsing_what_was_printed(path: AnswerPath) -> None:
    """The same path comes back, with the same parts; so it does from JSON, a copy, a pickle."""
    adapter = TypeAdapter(AnswerPath)
    for again in (
        AnswerPath.parse(str(path)),
        AnswerPath(*path.parts),
        copy.deepcopy(path),
        pickle.loads(pickle.dumps(path)),  # noqa: S301 - its own
        adapter.validate_json(adapter.dump_json(path)),
    ):
        assert isinstance(again, AnswerPath)
        assert (again, hash(again)) == (path, hash(path))
        assert (again.question, again.element, again.inner) == (
            path.question,
            path.element,
            path.inner,
        )
    assert type(str(path)) is str
    assert type(adapter.dump_python(path)) is str


@given(st.text(st.sampled_from("ab1."), max_size=9))
def test_printing_what_was_parsed(text: str) -> None:
    """A text is a path where it has one part or three, and then it is printed as it was."""
    parts = text.split(".")
    if all(parts) and len(parts) in (1, 3):
        assert str(AnswerPath.parse(text)) == text
    else:
        with pytest.raises(ValueError, match="not the path of an answer"):
            AnswerPath.parse(text)


@given(st.lists(paths, unique=True))
def test_the_order(some: list[AnswerPath]) -> None:
    """It is the same from wherever it starts; a whole comes before its parts, items by number."""
    ordered = sorted(some)
    assert ordered == sorted(some, reverse=True)[::-1]
    assert ordered == sorted(some, key=lambda each: each.order)
    for one, other in pairwise(ordered):
        assert one < other
        assert other > one
        assert one <= other
        assert other >= one
        assert not other < one
        if one.question == other.question and one.item and other.item:
            assert one.item <= other.item


def test_items_by_number() -> None:
    """Text would have the tenth item before the second."""
    names = ["goals.10.x", "goals.2.y", "goals.2.x", "goals", "goal", "goals_x"]
    expected = ["goal", "goals", "goals.2.x", "goals.2.y", "goals.10.x", "goals_x"]
    assert sorted(map(AnswerPath.parse, names)) == expected


@given(elements, ids, ids)
def test_beside(element: Element, question: str, other: str) -> None:
    """What stands beside a path is of the same element, or at the top as it is."""
    path = element.at(question)
    assert path.owner == AnswerPath.of(element.owner) == path.owner.owner
    assert path.beside(other) == element.at(other) == path_in(element, other)
    assert path.in_row(other) == Element(element.owner, other).at(question)
    assert AnswerPath.of(question).beside(other) == path_in(None, other)
    assert (path.item is None) != element.key.isdecimal()
    assert path.place == (element.owner, question)


def test_it_never_changes() -> None:
    """No part can be set."""
    path = AnswerPath.of("goals", "1", "title")
    with pytest.raises(AttributeError):
        path.inner = "job"
    assert str(path) == "goals.1.title"


def test_numbers_of_items() -> None:
    """Only what a number is printed as is the number of an item."""
    for key in ("0", "01", "²", "٣", "rest", "-1"):
        assert Element("goals", key).number is None
    assert Element("goals", "12").number == 12


def test_what_is_no_path_is_not_repeated() -> None:
    """An error never says what was given."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(AnswerPath).validate_python("Anna.Testesen")
    assert "Testesen" not in str(caught.value.errors(include_input=False)[0]["msg"])


@given(st.dictionaries(paths, st.integers()))
def test_mappings(by_path: dict[AnswerPath, int]) -> None:
    """A mapping by path is one by text, and back."""
    assert parsed(printed(by_path)) == by_path
    assert all(type(text) is str for text in printed(by_path))
