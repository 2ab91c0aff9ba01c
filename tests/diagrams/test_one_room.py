"""Only this room makes nodes, and it knows no rulebook."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "triage"

_LISTS = {"level_of", "children", "_level_of", "_children"}
_CHANGING = {"append", "extend", "insert", "pop", "clear", "remove"}


def makes_nodes(source: str) -> Iterator[int]:
    """Yield the lines on which nodes are made, or the lists that hold them are changed."""
    for each in ast.walk(ast.parse(source)):
        match each:
            case ast.Attribute(attr="make_node"):
                yield each.lineno
            case ast.Attribute(ast.Attribute(attr=name), attr=change):
                if name in _LISTS and change in _CHANGING:
                    yield each.lineno
            case ast.Subscript(ast.Attribute(attr=name), ctx=ast.Store()) if name in _LISTS:
                yield each.lineno


def test_nobody_else_makes_nodes() -> None:
    """Everybody else has them made: by `ite`, `restrict`, `compose` and their like."""
    room = SOURCE / "diagrams"
    outside = (path for path in SOURCE.rglob("*.py") if room not in path.parents)
    assert {path: lines for path in outside if (lines := [*makes_nodes(path.read_text())])} == {}


def test_making_nodes_is_noticed() -> None:
    """In each of its forms."""
    for line in ("diagrams.make_node(0, (0, 1))", "x.children.append(())", "d.level_of[3] = 1"):
        assert [*makes_nodes(line)] == [1], line
    assert [*makes_nodes(str((SOURCE / "diagrams" / "nodes.py").read_text()))]
