"""What runs of the command in this process share: trees of equal texts, engines of equal programs.

They change nothing they were made from, and depend on nothing else. A process of its own makes them
anew (`triage_process`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import patch

from triage.engine import crosscheck, evaluator
from triage.engine.crosscheck import CrossCheck
from triage.engine.durable.engine import Durable
from triage.engine.symbolic import Symbolic
from triage.language.reading import rulebook_files
from triage.language.reading.nodes import Node, SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import Room, read_yaml
from triage.program.program import Program

_PASSING = tempfile.gettempdir()
"""Files under it are of one test, and are not kept."""

_READ: dict[tuple[str, str], tuple[Node, int]] = {}


@contextmanager
def made_once() -> Iterator[None]:
    """Let a run take what an earlier one made; what a test has put in its place stays there."""
    with ExitStack() as stack:
        if vars(crosscheck)["Durable"] is Durable:
            for room, name, original, shared in _SHARED:
                if vars(room)[name] is original:
                    stack.enter_context(patch.object(room, name, shared))
        yield


def _read(source: SourceText, problems: Problems, room: Room) -> Node | None:
    """Read a text; of one that was read without a remark, return the tree."""
    key = (source.file, source.text)
    if key in _READ and room == Room(nodes=room.nodes):
        node, nodes = _READ[key]
        if nodes < room.nodes:
            room.nodes -= nodes
            return node
    before, said = room.nodes, len(problems.diagnostics)
    found = read_yaml(source, problems, room)
    passes = source.file.startswith(_PASSING)
    if found is not None and not passes and len(problems.diagnostics) == said:
        _READ[key] = found, before - room.nodes
    return found


def _of_equal_programs(make: Callable[..., Any], most: int = 8) -> Callable[..., Any]:
    """Make a thing of a program; again of an equal one, return the same, of the latest few."""
    made: list[tuple[Program, tuple[object, ...], Any]] = []

    def find(program: Program, *more: Any) -> Any:
        key = tuple(each for each in more if isinstance(each, int))
        for of, others, found in made:
            if others == key and of == program:
                return found
        found = make(program, *more)
        made.append((program, key, found))
        del made[:-most]
        return found

    return find


_crosscheck, _symbolic = _of_equal_programs(CrossCheck), _of_equal_programs(Symbolic)
_SHARED: tuple[tuple[ModuleType, str, object, object], ...] = (
    (rulebook_files, "read_yaml", read_yaml, _read),
    (evaluator, "CrossCheck", CrossCheck, _crosscheck),
    (evaluator, "Symbolic", Symbolic, _symbolic),
)
"""What stands where under which name, and what takes its place."""
