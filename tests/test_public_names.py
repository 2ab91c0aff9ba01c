from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

import triage
import triage.journal

SOURCE = Path(triage.__file__).parents[1]


def test_public_names_are_sorted_and_there() -> None:
    """Everything in `__all__` can be had, and nothing else is promised."""
    assert triage.__all__ == sorted(triage.__all__)
    for name in triage.__all__:
        assert getattr(triage, name) is not None
        assert name in dir(triage)


def test_unknown_names() -> None:
    """What is not there is an ordinary missing attribute."""
    with pytest.raises(AttributeError, match="has no attribute 'asses'"):
        _ = triage.asses


def test_star_import() -> None:
    """All public names come with a star."""
    names: dict[str, object] = {}
    exec("from triage import *", names)  # noqa: S102 - what a star import gives
    assert set(triage.__all__) <= set(names)


def test_importing_costs_nothing() -> None:
    """Importing the package imports no library and none of its rooms."""
    script = (
        "import sys; import triage;"
        "heavy = ('triage.', 'pydantic', 'yaml', 'babel');"
        "print(*[name for name in sys.modules if name.startswith(heavy)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert done.stdout == "\n"


def public() -> dict[str, Any]:
    """Return everything public by its name: of the package, and of its journal."""
    return {name: getattr(room, name) for room in (triage, triage.journal) for name in room.__all__}


def signatures(thing: Any) -> Iterator[dict[str, Any]]:
    """Return the types a function names, or a class in its fields, methods and properties."""
    if inspect.isfunction(thing):
        yield get_type_hints(thing)
    if not inspect.isclass(thing):
        return
    known = [each.name for each in fields(thing)] if is_dataclass(thing) else []
    known += thing.model_fields if issubclass(thing, BaseModel) else []
    hints = get_type_hints(thing)
    yield {name: hints[name] for name in known if not name.startswith("_")}
    for name, member in vars(thing).items():
        function = getattr(member, "fget", getattr(member, "func", member))
        function = getattr(function, "__func__", function)
        ours = inspect.isfunction(function) and function.__module__.startswith("triage")
        if ours and not name.startswith("_"):
            yield get_type_hints(function)


def classes(hint: Any) -> Iterator[type]:
    """Return the classes in a type."""
    inside = hint if isinstance(hint, list) else get_args(hint)
    if inspect.isclass(hint) and get_origin(hint) is None:
        yield hint
    for each in inside:
        yield from classes(each)


def test_types_that_public_signatures_name_are_public() -> None:
    """All the way down; only what a condition is made of is the rule language's own affair."""
    known = public()
    named = {
        (owner, each)
        for owner, thing in known.items()
        for signature in signatures(thing)
        for hint in signature.values()
        for each in classes(hint)
        if each.__module__.startswith("triage") and each not in get_args(triage.Condition)
    }
    assert len(named) > 60
    assert not [(owner, each) for owner, each in named if known.get(each.__name__) is not each]
    assert isinstance(vars(triage.Interview)["next"], cached_property)
    assert ("Interview", triage.Ask) in named
