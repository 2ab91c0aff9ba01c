"""What was renamed between two versions: what the rulebook says was, and what is plainly the same.

A thing that nobody declares renamed is so where it has the same content under another id and the
same texts. Where it has no texts, everything that names it must be the same as well, but for that
name: a pure renaming is proved by what stays equal, and what is not proved is removed and added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from triage.model.rulebook import Rulebook
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.thing_paths import above, depth, id_of, under, under_another
from triage.verify.diff.things import Things

_NAMELESS = "_"
"""Stands for every id that only one version knows while things are held against each other."""


def renames(old: Rulebook, new: Rulebook) -> Renaming:
    """Return what was renamed: as `formerly` declares, and as the versions themselves prove."""
    found = _declared(old, new)
    doubtful: set[str] = set()
    while more := _alike(old, new, found):
        found |= {path: each.id for path, each in more.items()}
        doubtful |= {path for path, each in more.items() if not each.proved}
    while refuted := _refuted(old, new, found, doubtful):
        found = {path: id_ for path, id_ in found.items() if path not in refuted}
        doubtful -= refuted
    return Renaming(found)


# --- what the new version declares


def _declared(old: Rulebook, new: Rulebook) -> dict[str, str]:
    """Return for each old path its new id, as `formerly` says it."""
    there, here = set(Things(old).paths), set(Things(new).paths)
    found: dict[str, str] = {}
    for path, earlier in sorted(_formerly(new), key=lambda each: depth(each[0])):
        around = under_another(under(path), Renaming(found).back)
        for was in (f"{around}.{each}" for each in earlier):
            if was in there and Renaming(found).path(was) not in here:
                found[was] = id_of(path)
                break
    return found


def _formerly(new: Rulebook) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the earlier ids of everything that had some, of borrowed values too, by path."""
    yield from new.formerly.items()
    borrowed = {under(at): under(own) for at, own in new.texts.aliases.items()}
    for at, own in borrowed.items():
        if own in new.formerly:
            yield at, new.formerly[own]


# --- what is the same but for its name


@dataclass(frozen=True, slots=True)
class _Match:
    """The new id of a thing; `proved` by its texts, and not by its content alone."""

    id: str
    proved: bool


def _alike(old: Rulebook, new: Rulebook, found: Mapping[str, str]) -> dict[str, _Match]:
    """Return what is the same under another id, beside what is known already, by old path."""
    renaming, there, here = Renaming(found), Things(old).paths, Things(new).paths
    known = {renaming.path(path) for path in there}
    gone = [path for path in there if renaming.path(path) not in set(here)]
    fresh = [path for path in here if path not in known]
    before = Things(old, Renaming({**found, **dict.fromkeys(gone, _NAMELESS)}))
    after = Things(new, Renaming(dict.fromkeys(fresh, _NAMELESS)))
    waiting = defaultdict[Hashable, list[str]](list)
    for path in _highest(fresh):
        waiting[after.signature(path), above(path)].append(path)
    matches: dict[str, _Match] = {}
    for path in _highest(gone):
        alike = waiting[before.signature(path), renaming.path(above(path))]
        if alike:
            matches[path] = _Match(id_of(alike.pop(0)), bool(before.texts(path)))
    return matches


def _highest(paths: list[str]) -> Iterator[str]:
    """Yield the paths of things that stand in no other of them: what is in those must wait."""
    every = set(paths)
    return (path for path in paths if above(path) not in every)


# --- what does not stand up


def _refuted(
    old: Rulebook, new: Rulebook, found: Mapping[str, str], doubtful: Iterable[str]
) -> set[str]:
    """Return what only looks renamed: something that names it is not the same."""
    renaming = Renaming(found)
    named = {path: renaming.path(path) for path in doubtful}
    if not named:
        return set()
    before, after = Things(Renamed(old, renaming).book()), Things(new)
    differing = [path for path in after.wholes if before.content(path) != after.content(path)]
    return {
        path
        for path, now in named.items()
        if _names(Things(new, Renaming({now: _NAMELESS})), after, differing)
        or _names(Things(before.book, Renaming({now: _NAMELESS})), before, differing)
    }


def _names(nameless: Things, things: Things, paths: Iterable[str]) -> bool:
    """Say whether some things name one that has no name any more."""
    return any(nameless.content(path) != things.content(path) for path in paths)
