"""Named values, made where a test or conclusion wants one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.strategies.drawing import Draw, some_of
from tests.strategies.shape import Document


class Parameters:
    """The parameters of a document, to be used again or added to.

    A closed pool adds none: where nothing in it fits, a plain value is drawn instead.
    """

    def __init__(self, section: dict[str, Document], *, closed: bool = False) -> None:
        self.section = section
        self._closed = closed

    def value(self, draw: Draw, values: Sequence[str]) -> str:
        """Draw a parameter whose values are all among `values`."""
        known = [
            name
            for name, its in self.section.items()
            if "values" in its and set(its["values"]) <= set(values)
        ]
        if self._is_enough(draw, known):
            return f"${draw.choice(known)}" if known else draw.choice(values)
        among = some_of(draw, values, 1, 2)
        return self._add({"value": draw.choice(among), "values": among})

    def number(self, draw: Draw, low: int, high: int) -> str | int:
        """Draw a parameter whose range is within `low` to `high`."""
        known = [
            name
            for name, its in self.section.items()
            if "min" in its and low <= its["min"] and its["max"] <= high
        ]
        if self._is_enough(draw, known):
            return f"${draw.choice(known)}" if known else draw.integer(low, high)
        least = draw.integer(low, high)
        most = draw.integer(least, high)
        value = draw.integer(least, most)
        return self._add({"value": value, "min": least, "max": most, "unit": "months"})

    def day(self, draw: Draw, near: date) -> str:
        """Draw a parameter that is a date, a new one near the given day."""
        known = [name for name, its in self.section.items() if "from" in its]
        if self._is_enough(draw, known):
            return f"${draw.choice(known)}" if known else near.isoformat()
        days = (draw.integer(0, 9) - 10, draw.integer(0, 3), draw.integer(3, 9))
        first, value, last = ((near + timedelta(some)).isoformat() for some in days)
        return self._add({"value": value, "from": first, "to": last})

    def _is_enough(self, draw: Draw, known: Sequence[str]) -> bool:
        return self._closed or (bool(known) and draw.boolean())

    def _add(self, body: dict[str, Any]) -> str:
        name = f"p{len(self.section) + 1}"
        self.section[name] = body | {"means": f"What {name} means"}
        return f"${name}"
