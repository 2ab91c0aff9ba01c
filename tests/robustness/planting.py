"""A name and a number nobody has: planted where things stand, looked for in what comes out."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterator, Sequence
from random import Random

from pydantic import ValidationError

from triage.diagnostics import (
    LANGUAGES,
    Diagnostic,
    Sources,
    TriageError,
    render_github,
    render_json,
    render_sarif,
    render_text,
)

NAME = "Xanthippe Qvortrup"
FIRST_NAME = "Xanthippe"
NUMBER = "010180-0000"
"""Constructed: made like a CPR number, of a running number that is given to nobody."""

PLANTS = (NAME, FIRST_NAME, NUMBER, NUMBER.replace("-", ""))
_SIGNS = ("xanthip", "qvortru", "0101800")
"""Enough of each to know it again, also where it is clipped."""

_TOKEN = re.compile(r"[\w.][\w.-]*")


def leaks(text: str) -> bool:
    """Say whether a text shows any of what is planted, however it is spaced or escaped."""
    kept = re.sub(r"[\W_]", "", text).lower()
    return any(sign in kept for sign in _SIGNS)


def planted(text: str, random: Random) -> str:
    """Return a text with something planted at one place, as people and programs get it wrong."""
    places = list(_TOKEN.finditer(text))
    place = random.choice(places)
    token, plant = place[0], random.choice(PLANTS)
    if random.random() < 0.4:
        return _with_line(text, place.start(), plant, random)
    word = random.choice(_IN_PLACE).format(
        token=token, plant=plant, name=FIRST_NAME, less=token[:-1]
    )
    return text[: place.start()] + word + text[place.end() :]


_IN_PLACE = (
    *("{plant}", "'{plant}'", '"{plant}"', "{token} {plant}", "{token}, {plant}"),
    *("{plant}, {token}", "{token}: {plant}", "{plant}: {token}", "{less}: {plant}"),
    *("&{name} {token}", "*{name}", "!{name} {token}", "%{plant}", "@{plant}", "? {plant}"),
    *("[{plant}]", "{{{plant}: {plant}}}", "{{{token}: {plant}}}", "[{token}, {plant}]"),
    *('"{plant}', "'{plant}", "{plant}]", "{plant}}}", "|\n {plant}", "- {plant}"),
    *("{token} # {plant}", "{token}\n{plant}", "{plant}\t{token}"),
)
"""What may stand where a word stood."""


def _with_line(text: str, index: int, plant: str, random: Random) -> str:
    """Plant a line of its own, or at the end of one, near a place."""
    start = text.rfind("\n", 0, index) + 1
    end = len(text) if (found := text.find("\n", index)) < 0 else found
    line = text[start:end]
    indent = line[: len(line) - len(line.lstrip())]
    key = line.lstrip(" -").partition(":")[0].strip('"')
    more = random.choice(_LINES).format(plant=plant, key=key, less=key[:-1], name=FIRST_NAME)
    space = random.choice((indent, "", f"{indent} ", f"{indent}    ", "\t"))
    if random.random() < 0.2:
        return f"{text[:end]}  # {plant}{text[end:]}"
    return f"{text[:end]}\n{space}{more}{text[end:]}"


_LINES = (
    *("{plant}", "{plant}: x", "note: {plant}", "{key}: {plant}", "{key}: [{plant}]"),
    *("- {plant}", "{less}: {plant}", "own_words: {plant}", "{key}: {{{plant}: x}}"),
    *("# {plant}", "{key} {plant}", "--- {plant}", "{key}: |\n  {plant}"),
    *('"{plant}": x', "{plant}, {key}: x", "<<: *{name}"),
)


def told_by(error: BaseException, sources: Sources | None = None) -> Iterator[tuple[str, str]]:
    """Return everything that can be read of an error, and of those it came from."""
    yield from _of_one(error)
    yield "traceback", "".join(traceback.format_exception(error))
    if isinstance(error, TriageError):
        yield from shown_of(error.diagnostics, sources)
    for came_from in (error.__cause__, error.__context__):
        if came_from is not None:
            yield from ((f"chain, {where}", text) for where, text in told_by(came_from))


def _of_one(error: BaseException) -> Iterator[tuple[str, str]]:
    yield "str", str(error)
    yield "repr", repr(error)
    yield "args", repr(error.args)
    yield "notes", repr(getattr(error, "__notes__", ()))
    yield "attributes", repr(vars(error))
    if isinstance(error, ValidationError):
        yield "errors()", repr(error.errors())
        yield "json()", error.json()


def shown_of(
    found: Sequence[Diagnostic], sources: Sources | None = None
) -> Iterator[tuple[str, str]]:
    """Return diagnostics in every form and language."""
    for lang in LANGUAGES:
        yield "text", render_text(found, sources, lang)
        yield "json", json.dumps(json.loads(render_json(found, lang)), ensure_ascii=False)
        yield "sarif", render_sarif(found, lang)
        yield "github", render_github(found, lang)


def assert_silent(told: Iterator[tuple[str, str]], what: object = "") -> None:
    """Hold that none of what is told shows what was planted."""
    for where, text in told:
        assert not leaks(text), f"{where} shows it: {text}\nof: {what}"
