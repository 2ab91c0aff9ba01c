"""What a renaming changes, for a method developer at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from triage.present.wording import Words


@dataclass(frozen=True, slots=True)
class Renamed:
    """A thing by its kind, its old name and the new one, and where there is another name now.

    `also` are the paths of what has the name together with it. `rules` and `cases` hold, by file or
    folder, in how many places a name is another; `is_kept` says whether the old one is kept, and
    `is_done` whether anything was written. `unread` are files that could not be looked through.
    """

    kind: str
    old: str
    new: str
    also: tuple[str, ...]
    rules: Mapping[str, int]
    cases: Mapping[str, int]
    is_kept: bool
    is_done: bool
    unread: tuple[str, ...] = ()


def rename_lines(found: Renamed, words: Words) -> Iterator[str]:
    """Yield the lines: what is called what, where that is written, and what was proved."""
    key = "rename.is" if found.is_done else "rename.would_be"
    kind = words.say(f"rename.kind_{found.kind}")
    yield words.say(key, kind=kind, old=found.old, new=found.new)
    for path in found.also:
        yield words.say("rename.also", path=path)
    yield ""
    yield from _places("rename.in_rules", found.rules, words)
    yield from _places("rename.in_cases", found.cases, words)
    for file in found.unread:
        yield words.say("rename.unread", file=file)
    yield ""
    yield words.say("rename.proved")
    if found.is_kept and found.is_done:
        yield words.say("rename.formerly", old=found.old.rpartition(".")[2])
    if not found.is_done:
        yield words.say("rename.dry")


def _places(key: str, by: Mapping[str, int], words: Words) -> Iterator[str]:
    if by:
        yield words.say(key, places=words.count("rename.places", sum(by.values())))
        yield from (f"  {at}: {words.number(count)}" for at, count in by.items())
