"""Edits of YAML texts: they read as they should, and leave all else as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from triage.authoring.edits import (
    Edit,
    append_entry,
    append_item,
    content_end,
    edited,
    insert_entry,
    insert_item,
    insert_line,
    refill,
    remove,
    replace_node,
    replace_scalar,
    replace_value,
    scalar,
    source_of,
)
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import ABSENT, read_yaml


def read(text: str) -> Node:
    """Return a text as nodes."""
    problems = Problems()
    node = read_yaml(SourceText("file", text), problems)
    assert not problems.errors
    assert node is not None
    return node


def at(node: Node, *path: str | int) -> Any:
    """Return the node below some keys and positions."""
    for step in path:
        if isinstance(step, int):
            assert isinstance(node, SequenceNode)
            node = node.items[step]
        else:
            assert isinstance(node, MappingNode)
            found = node.get(step)
            assert found is not None
            node = found
    return node


def after(*edits: Edit) -> str:
    """Return the one text after some edits."""
    (text,) = edited(edits).values()
    return text


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("a: old # why\nb: old\n", "a: new # why\nb: old\n"),
        ("a: 'old'  # why\n", "a: 'new'  # why\n"),
        ('a: "old"\n', 'a: "new"\n'),
        ('a: "o\\u006cd"\n', 'a: "new"\n'),
        ("a: |-\n  old\n\n# on\nb: c\n", "a: new\n\n# on\nb: c\n"),
        ("a: >\n  old\n", "a: new\n"),
        ("a: old\r\nb: old\r\n", "a: new\r\nb: old\r\n"),
        ("{a: old, b: old}", "{a: new, b: old}"),
        ("{a: old}", "{a: new}"),
        ("a:\n  old\n", "a:\n  new\n"),
        ("a: 'o''\n  ld'\nb: c", "a: 'new'\nb: c"),
        ("a: o\n  ld\n# on\nb: c", "a: new\n# on\nb: c"),
        ("? a\n: old\n", "? a\n: new\n"),
        ("{\n  a: old  # why\n}\n", "{\n  a: new  # why\n}\n"),
        ("a: old", "a: new"),
    ],
)
def test_a_scalar_keeps_its_quotes(before: str, expected: str) -> None:
    """Another text stands where the scalar stood, in the quotes it stood in."""
    assert after(replace_scalar(at(read(before), "a"), "new")) == expected


@pytest.mark.parametrize("quote", ["{}", "'{}'", '"{}"', "|-\n  {}", ">-\n  {}"])
@pytest.mark.parametrize(
    "text", ["a: b", "a #b", "it's", "- a", "[a", "a, b", '"', "\\", "7", "a\nb"]
)
def test_what_reads_otherwise_is_quoted(quote: str, text: str) -> None:
    """A text that YAML would take for something else is quoted."""
    node = at(read(f"k: {quote.format('old')}\nl: m\n"), "k")
    assert at(read(after(replace_scalar(node, text))), "k").text == text


def test_a_key_is_a_scalar_too() -> None:
    """Keys are replaced as values are."""
    node = read("x:\n  'old': {old: old} # old\n")
    key, inner = at(node, "x").entries[0]
    edits = [replace_scalar(key, "new"), replace_scalar(inner.entries[0][0], "new")]
    assert after(*edits) == "x:\n  'new': {new: old} # old\n"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("k: {}\n", "k: {n: 1}\n"),
        ("k: {a: b}\n", "k: {a: b, n: 1}\n"),
        ("k: {a: b, c: d}\n", "k: {a: b, n: 1, c: d}\n"),
        ("k: {a: b , }\n", "k: {a: b, n: 1 , }\n"),
        ("k: {a}\n", "k: {a, n: 1}\n"),
        ("k: {a: , c: d}\n", "k: {a: , n: 1, c: d}\n"),
        ("k: {\n  a: b  # why\n}\n", "k: {\n  a: b, n: 1  # why\n}\n"),
        ("k:\n  a: b  # why\n  # of c\n  c: d\n", "k:\n  a: b  # why\n  n: 1\n  # of c\n  c: d\n"),
        ("k:\n  a: b", "k:\n  a: b\n  n: 1"),
        ("k:\r\n    a: b\r\n    c: d\r\n", "k:\r\n    a: b\r\n    n: 1\r\n    c: d\r\n"),
        ("k:\n  a: |\n    b\n\n  c: d\n", "k:\n  a: |\n    b\n  n: 1\n\n  c: d\n"),
        (
            "k:\n  a:\n    - b\n    - {c: d} # why\n\n",
            "k:\n  a:\n    - b\n    - {c: d} # why\n  n: 1\n\n",
        ),
        ("k:\n  a:  # why\n  c: d\n", "k:\n  a:  # why\n  n: 1\n  c: d\n"),
        ("k: {a: 'b', c: d}\n", "k: {a: 'b', n: 1, c: d}\n"),
        ("k:\n  a: [b,\n    c]\n  c: d\n", "k:\n  a: [b,\n    c]\n  n: 1\n  c: d\n"),
    ],
)
def test_an_entry_stands_behind_another(before: str, expected: str) -> None:
    """In a block it has a line of its own below what the other entry says."""
    assert after(insert_entry(at(read(before), "k"), "n", "1", after="a")) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("k: {a: b}\n", "k: {n: 1, a: b}\n"),
        ("k:\n  # of a\n  a: b\n", "k:\n  # of a\n  n: 1\n  a: b\n"),
        ("k:\n- a: b\n  c: d\n", "k:\n- n: 1\n  a: b\n  c: d\n"),
    ],
)
def test_an_entry_stands_first(before: str, expected: str) -> None:
    """Without another, it stands before all others."""
    node = at(read(before), "k")
    mapping = at(node, 0) if isinstance(node, SequenceNode) else node
    assert after(insert_entry(mapping, "n", "1")) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("k: []\n", "k: [n]\n"),
        ("k: [a, b]  # why\n", "k: [a, b, n]  # why\n"),
        ("k: [a,\n  b,\n]\n", "k: [a,\n  b, n,\n]\n"),
        ("k:\n- a\n- b # why\nc: d\n", "k:\n- a\n- b # why\n- n\nc: d\n"),
        ("k:\n  - {a: b}\n\n# of c\nc: d\n", "k:\n  - {a: b}\n  - n\n\n# of c\nc: d\n"),
        ("k:\n  - a:\n      - b\n", "k:\n  - a:\n      - b\n  - n\n"),
    ],
)
def test_an_item_is_appended(before: str, expected: str) -> None:
    """A new item is the last of its list."""
    assert after(append_item(at(read(before), "k"), "n")) == expected


@pytest.mark.parametrize(
    ("before", "number", "expected"),
    [
        ("k: [a, c]\n", 0, "k: [n, a, c]\n"),
        ("k: [a, c]\n", 1, "k: [a, n, c]\n"),
        ("k:\n  # of a\n  - a\n", 0, "k:\n  # of a\n  - n\n  - a\n"),
        ("k:\n  - a # why\n  - c\n", 1, "k:\n  - a # why\n  - n\n  - c\n"),
        ("k:\n- - a\n", 0, "k:\n- n\n- - a\n"),
    ],
)
def test_an_item_stands_where_it_should(before: str, number: int, expected: str) -> None:
    """Behind so many others."""
    assert after(insert_item(at(read(before), "k"), number, "n")) == expected


@pytest.mark.parametrize(
    ("before", "number", "expected"),
    [
        ("k: {a: b, c: d}\n", 0, "k: {c: d}\n"),
        ("k: {a: b, c: d}\n", 1, "k: {a: b}\n"),
        ("k: {a, c: d}\n", 0, "k: {c: d}\n"),
        ("k: [a, b,\n  c]\n", 1, "k: [a, \n  c]\n"),
        ("k: [\n  a,\n  b,\n  c,\n]\n", 1, "k: [\n  a,\n  c,\n]\n"),
        ("k: [\r\n  a,\r\n  b,\r\n  c\r\n]\r\n", 1, "k: [\r\n  a,\r\n  c\r\n]\r\n"),
        ("k: [a,  # why\n  b]\n", 1, "k: [a  # why\n]\n"),
        ("k:\n  - a # why\n  # of b\n  - b\n", 0, "k:\n  # of b\n  - b\n"),
        ("k:\n  - a\n  - |\n    b\n\n  - c\n", 1, "k:\n  - a\n\n  - c\n"),
        ("k:\n  - a\n  -\n    # - of b\n    b\n  - c", 1, "k:\n  - a\n  - c"),
        ("k:\n  - a\n  - b", 1, "k:\n  - a\n"),
        ("k:\n  a: b\n  c:\n    d: e\n\nl: m\n", 1, "k:\n  a: b\n\nl: m\n"),
    ],
)
def test_an_element_is_removed(before: str, number: int, expected: str) -> None:
    """With its line where it had one, and what is said of others stays."""
    assert after(remove(at(read(before), "k"), number)) == expected


def test_the_first_key_behind_a_dash_is_removed() -> None:
    """The dash stays, for the key that comes next."""
    item = at(read("k:\n- a: b # why\n  c: d\n"), "k", 0)
    assert after(remove(item, 0)) == "k:\n- c: d\n"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("k: old # why\n", "k: n # why\n"),
        ("k:   [a,\n  b] # why\n", "k:   n # why\n"),
        ("k:\n  a: b\n\nl: m\n", "k: n\n\nl: m\n"),
        ("k:\n- a\n- b # why\n", "k: n # why\n"),
        ("k:\nl: m\n", "k: n\nl: m\n"),
        ("{k: , l: m}", "{k: n, l: m}"),
    ],
)
def test_what_stands_under_a_key_is_replaced(before: str, expected: str) -> None:
    """Whatever it was, and if there was nothing: on the line of the key."""
    root = read(before)
    assert isinstance(root, MappingNode)
    assert after(replace_value(*root.entries[0], "n")) == expected


def test_words_fill_their_lines_again() -> None:
    """Where they did; with remarks, or broken in another way, they do not."""
    words = [f"word-{number:02}" for number in range(12)]
    text = f"k: [{', '.join(words[:9])},\r\n  {', '.join(words[9:])}]\r\n"
    edit = refill(at(read(text), "k"), [*words[:3], *words[4:], "new"])
    assert edit is not None
    assert (
        after(edit)
        == f"k: [{', '.join([*words[:3], *words[4:10]])},\r\n  word-10, word-11, new]\r\n"
    )
    assert refill(at(read("k: [a,\n  b]\n"), "k"), ["n"]) is None


def test_a_whole_node_is_replaced() -> None:
    """What stands behind a block, and below it, stays."""
    text = "k:\n  a: b\n  c:\n    - d # why\n\n# on\nl: m\n"
    assert after(replace_node(at(read(text), "k"), "n")) == "k:\n  n # why\n\n# on\nl: m\n"


def test_edits_of_several_files_come_together() -> None:
    """Each file has its text; the same edit twice is one; two of the same characters are none."""
    one, two = (SourceText(name, "abc") for name in ("one", "two"))
    edits = [Edit(two, 1, 2, "x"), Edit(one, 0, 1, ""), Edit(two, 1, 2, "x"), Edit(one, 3, 3, "d")]
    assert edited(edits) == {"one": "bcd", "two": "axc"}
    with pytest.raises(ValueError, match="one: two edits"):
        edited([Edit(one, 0, 2, "x"), Edit(one, 1, 2, "y")])


# --- any text

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1, max_size=9
)
SCALARS = TEXTS.filter(lambda text: text not in ABSENT)
DATA = st.recursive(
    SCALARS | st.sampled_from(["old", "a b", "it's", "7"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "old", "it's", "å: c"]), inner, max_size=3)
    ),
    max_leaves=12,
)
LAYOUTS = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, True, False]),
        "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
        "indent": st.sampled_from([2, 4]),
        "width": st.sampled_from([12, 80]),
    }
)


def texts(node: Node) -> Any:
    """Return a node as data, every scalar as the text it is."""
    match node:
        case MappingNode(entries):
            return {key.text: texts(value) for key, value in entries}
        case SequenceNode(items):
            return [texts(item) for item in items]
        case ScalarNode(text):
            return text


def leaves(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Node]]:
    """Yield every node with the path to it."""
    yield path, node
    match node:
        case MappingNode(entries):
            for key, value in entries:
                yield from leaves(value, (*path, key.text or ""))
        case SequenceNode(items):
            for position, item in enumerate(items):
                yield from leaves(item, (*path, position))
        case ScalarNode():
            pass


def with_remarks(text: str) -> str:
    """Put a remark above the text and on a line of its own below; Windows ends its lines so."""
    return f"# old\n{text.rstrip(chr(10))}\n# old: new\n".replace("\n", "\r\n")


def changed(data: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    """Return data with what stands at a path changed."""
    if not path:
        return change(data)
    step, *rest = path
    inner = changed(data[step], tuple(rest), change)
    if isinstance(data, dict):
        return {key: inner if key == step else value for key, value in data.items()}
    return [inner if position == step else value for position, value in enumerate(data)]


def an_edit(node: Node, new: str) -> tuple[Edit, Callable[[Any], Any]]:
    """Return an edit of a node by its kind, and what it makes of the node's data."""
    match node:
        case ScalarNode():
            return replace_scalar(node, new), lambda _: new
        case MappingNode():
            return append_entry(node, "new", scalar(new)), lambda was: {**was, "new": new}
        case SequenceNode():
            return append_item(node, scalar(new)), lambda was: [*was, new]


@given(
    data=st.dictionaries(st.sampled_from("ab"), DATA, min_size=1), layout=LAYOUTS, pick=st.data()
)
def test_any_text_reads_as_it_should(
    data: Any, layout: dict[str, Any], pick: st.DataObject
) -> None:
    """One scalar, entry or item is another, and nothing else, remarks included."""
    text = with_remarks(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, **layout))
    root = read_yaml(SourceText("file", text), Problems())
    assume(root is not None)  # the dumper may write a key as `? …`, which is no key here
    assert root is not None
    said = texts(root)
    path, node = pick.draw(st.sampled_from(list(leaves(root))))
    new = pick.draw(SCALARS)
    edit, change = an_edit(node, new)
    result = after(edit)
    problems = Problems()
    again = read_yaml(SourceText("file", result), problems)
    assert again is not None, (text, result, problems.diagnostics)
    assert texts(again) == changed(said, path, change), (text, result)
    assert result.count("# old") >= 2 - new.count("# old")
    assert text[: edit.start] == result[: edit.start]


def test_a_line_below() -> None:
    """A line is inserted below the one a character stands on, if it is the last too."""
    source = SourceText("file", "a: b # c\r\nd: e")
    assert after(insert_line(source, 2, "x: y")) == "a: b # c\r\nx: y\r\nd: e"
    assert after(insert_line(source, 12, "x: y")) == "a: b # c\r\nd: e\r\nx: y"


def test_where_content_ends() -> None:
    """A block ends with its last character, not where the next thing begins."""
    node = at(read("k:\n  a:\n    - b\n\n\nl: m\n"), "k")
    assert source_of(node).text[node.start : content_end(node)] == "a:\n    - b"
