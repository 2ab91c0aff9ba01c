"""Where what concerns a protected characteristic leads, in lines: by question, or way by way."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.verify.check import OutcomePath


def outcome_path_lines(
    paths: Sequence[OutcomePath], words: Words, width: int, every: bool
) -> Iterator[str]:
    """Yield a line for each question, with `every` also a line for each way from it."""
    if not paths:
        return
    yield from textwrap.wrap(words.say("protected.heading"), width)
    for _, alike in groupby(paths, key=lambda each: each.question):
        ways = list(alike)
        yield from _wrapped(_question(ways, words), "  ", width)
        for line in _ways(ways, words) if every else ():
            yield from _wrapped(line, "    ", width)
    if not every:
        yield words.count("protected.ways", len(paths))


def _question(ways: Sequence[OutcomePath], words: Words) -> str:
    first = ways[0]
    what = [
        words.say(f"protected.{key}", what=words.both([words.say(f"protected.{e}") for e in held]))
        for key, held in (("concerns", first.concerns), ("close", first.proxy_of))
        if held
    ]
    reached = dict.fromkeys(words.say(f"protected.{each.reaches}") for each in ways)
    return f"{first.question} ({', '.join(what)}): {', '.join(reached)}"


def _ways(ways: Sequence[OutcomePath], words: Words) -> Iterator[str]:
    """Yield the ways that go through the same to the same; their rules stand beside each other."""
    joined: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for each in ways:
        about = f" ({', '.join(each.about)})" if each.about else ""
        joined.setdefault((each.through, each.reaches), []).append(f"{each.rule}{about}")
    for (through, reaches), rules in joined.items():
        way = "".join(f"{name} → " for name in through)
        yield f"{words.say(f'protected.{reaches}')}: {way}{', '.join(rules)}"


def _wrapped(line: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(
        line, width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )
