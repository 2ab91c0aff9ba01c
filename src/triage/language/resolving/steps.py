"""The steps of a question: which way a person can go (rulebook language, section 2)."""

from __future__ import annotations

from triage.language.conditions.constants import read_constant
from triage.language.reading.fields import Fields
from triage.language.reading.notes import Notes
from triage.model.question import DOWN, UP, Choice, Domain, Number, YesNo

KEY = "steps"


def read_steps(fields: Fields, domain: Domain, changeable: bool, notes: Notes) -> tuple[str, ...]:
    """Read `up` or `down` where values are ordered, and else the values that are steps."""
    if KEY not in fields:
        return ()
    if not changeable:
        notes.error("steps-not-changeable", fields.key(KEY), fields.path)
    match domain:
        case Choice(ordered=False) | YesNo():
            known = f"{fields.path}.values"
            values = [
                read_constant(each, domain, fields.path, notes, known)
                for each in fields.scalars(KEY)
            ]
            return tuple(dict.fromkeys(str(each) for each in values if each is not None))
        case Choice() | Number():
            way = fields.option(KEY, (UP, DOWN))
            return () if way is None else (way,)
        case _:
            return ()
