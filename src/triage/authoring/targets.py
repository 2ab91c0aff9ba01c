"""What a name on the command line means: one thing of a rulebook, told apart by its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from triage.diagnostics import Diagnostic, RulebookError, listed, nearest
from triage.language.reading.scalars import RESERVED, is_id, is_rule_id
from triage.language.reading.yaml_events import ABSENT

_KINDS = {
    "question": r"questions\.(\w+)|questions\.(\w+)\.item\.(\w+)",
    "value": r"(?:questions|findings|parameters)\.(\w+)\.values\.(\w+)"
    r"|questions\.(\w+)\.item\.(\w+)\.values\.(\w+)",
    "row": r"questions\.(\w+)\.rows\.(\w+)",
    "finding": r"findings\.(\w+)",
    "parameter": r"parameters\.(\w+)",
    "factor": r"factors\.(\w+)",
    "typology": r"typologies\.values\.(\w+)",
    "target_group": r"target_groups\.values\.(\w+)",
    "intervention": r"interventions\.(\w+)",
    "group": r"groups\.(\w+)",
    "kind": r"kinds\.(\w+)",
    "rule": r"rules\.([\w-]+)",
}
"""By kind of thing, the paths such things have, and the names in them that a person may write."""

_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """A thing that has a name: its kind, its path, and the name as a person writes it."""

    kind: str
    path: str
    name: str

    @property
    def id(self) -> str:
        """Its id: the last name of its path."""
        return self.path.rpartition(".")[2]


def target(written: str, paths: Iterable[str]) -> Target:
    """Return what a name means among the things at `paths`.

    A value is written `question.value`, what stands in a list or grid `goals.needs_danish`; where
    several things have the name, its kind goes before it, as in `question:goal`.

    Raises:
        RulebookError: nothing has that name, or several things have it.
    """
    kind, colon, name = written.rpartition(":")
    every = [each for path in paths for each in targets(path)]
    found = [each for each in every if each.name == name and (not colon or each.kind == kind)]
    distinct = {each.path: each for each in found}
    if len(distinct) == 1:
        return found[0]
    if not distinct:
        near = nearest(name, {each.name for each in every})
        raise _refused("nothing-to-rename", near, name=written)
    ways = sorted(f"{each.kind}:{_longest(each.path)}" for each in distinct.values())
    raise _refused("several-to-rename", name=written, known=listed(ways))


def new_id(written: str, of: Target) -> str:
    """Return the id that a name gives a thing; its last part, where the others are as they were.

    Raises:
        RulebookError: it can be no id, or is the one there is.
    """
    around, dot, id_ = written.rpartition(".")
    if dot and around != of.name.rpartition(".")[0]:
        raise _refused("name-elsewhere", name=written, old=of.name)
    if not (is_rule_id(id_) if of.kind == "rule" else is_id(id_)):
        raise _refused("bad-rule-id" if of.kind == "rule" else "bad-id", name=id_)
    if id_ in ABSENT or (id_ in RESERVED and of.kind != "rule"):
        raise _refused("reserved-name", name=id_)
    if id_ == of.id:
        raise _refused("same-name", name=id_)
    return id_


def targets(path: str) -> Iterator[Target]:
    """Yield what is at a path, by each name a person may write; nothing if it has none."""
    for kind, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(path):
            names = [each for each in match.groups() if each is not None]
            yield Target(kind, path, ".".join(names))
            if kind == "question" and len(names) == 2:
                yield Target(kind, path, names[1])


def _longest(path: str) -> str:
    return max((each.name for each in targets(path)), key=len)


def _refused(code: str, near: str | None = None, **details: str) -> RulebookError:
    return RulebookError((Diagnostic(code, details=details, nearest=near),))
