"""Bodies of JSON, read so that one text means one thing, and nothing in it breaks what comes after.

Refused as no JSON are a key that stands twice, numbers that are none, half a character, and more
nesting than any document of this API has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from starlette.requests import Request

_DEEPEST = 40


class JsonRequest(Request):
    """A request whose body is read strictly."""

    async def json(self) -> Any:
        """Return what the body holds.

        Raises:
            json.JSONDecodeError: it is no JSON; nothing of it is repeated.
        """
        return read_json(await self.body())


def read_json(body: bytes) -> Any:
    """Return what a text of JSON holds.

    Raises:
        json.JSONDecodeError: it is none; nothing of it is repeated.
    """
    try:
        text = body.decode("utf-8")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        if "\\u" in text:
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        found = _Refused
    if found is _Refused or _is_deep(found):
        raise json.JSONDecodeError("no JSON", "", 0)
    return found


class _Refused:
    """Stands for what could not be read."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(_: str) -> NoReturn:
    raise ValueError("not a number")


def _is_deep(found: Any) -> bool:
    level: list[Any] = [found]
    for _ in range(_DEEPEST):
        level = [part for each in level for part in _parts(each)]
        if not level:
            return False
    return True


def _parts(value: Any) -> Iterable[Any]:
    match value:
        case dict():
            return value.values()
        case list():
            return value
        case _:
            return ()
