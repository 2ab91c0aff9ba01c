"""Makes functions of written Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def function_source(name: str, arguments: str, body: Iterable[str]) -> str:
    """Write a function of the lines of its body."""
    return "\n".join([f"def {name}({arguments}):", *(f"    {line}" for line in body)]) + "\n"


def made(source: str, name: str, **uses: Callable[..., Any]) -> Callable[..., Any]:
    """Make the function `name` of its source, which calls the functions it `uses` by name."""
    namespace: dict[str, Any] = dict(uses)
    # The source is written from the program alone; no text of a rulebook ever reaches it.
    exec(compile(source, f"<triage {name}>", "exec"), namespace)  # noqa: S102
    function: Callable[..., Any] = namespace[name]
    return function
