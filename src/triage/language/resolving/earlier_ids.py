"""Earlier ids: what things were called before, each name leading to one thing (ids)."""

from __future__ import annotations

from triage.language.reading.nodes import ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import is_id, is_rule_id

_RULES = "rules"


def read_earlier_ids(notes: Notes) -> dict[str, tuple[str, ...]]:
    """Return the ids that things had before, by the path of the thing; what is wrong is noted.

    An earlier id may be no id there is now among things of the same kind in the same place, nor
    that of two of them: whoever meets it must know what it is called today.
    """
    first: dict[str, ScalarNode] = {}
    for path, scalars in notes.formerly.items():
        for scalar in scalars:
            _check(scalar, path, first, notes)
    return {
        path: tuple(dict.fromkeys(scalar.text or "" for scalar in scalars))
        for path, scalars in notes.formerly.items()
    }


def _check(scalar: ScalarNode, path: str, first: dict[str, ScalarNode], notes: Notes) -> None:
    around, name = path.rpartition(".")[0], scalar.text or ""
    before = f"{around}.{name}"
    is_right, code = (is_rule_id, "bad-rule-id") if around == _RULES else (is_id, "bad-id")
    if not is_right(name):
        notes.error(code, scalar, path, name=name)
    elif before in notes.places:
        related = (notes.places[before],)
        notes.error("formerly-present", scalar, path, related=related, name=name)
    elif first.setdefault(before, scalar) is not scalar:
        related = (first[before].span,)
        notes.error("formerly-twice", scalar, path, related=related, name=name)
