"""A set of flat rules in durable-rules, for any number of rules, fields and threads."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from triage.engine.rete.encode import encode
from triage.engine.rete.extension import extension
from triage.engine.rete.flat import LARGEST, SMALLEST, FlatRule
from triage.engine.rete.names import short_names
from triage.engine.rete.native import natives, piece_start


class Ruleset:
    """Flat rules, fired by durable-rules. Immutable; may be shared by threads, which take turns.

    Making one raises `EngineUnavailable` where durable-rules cannot be imported or fails its
    self-test, and `LimitReached` where one rule reads more fields than it can hold.
    """

    def __init__(self, name: str, rules: Sequence[FlatRule]) -> None:
        if len({rule.id for rule in rules}) < len(rules):
            raise ValueError(f"two rules of {name} have the same id")
        encoded = encode(rules)
        self._name = name
        names = short_names(encoded.field_count)
        self._starts = [piece_start(name) for name in names]
        self._known = {
            field: (number, self._starts[number]) for field, number in encoded.fields.items()
        }
        module = extension()
        *self._earlier, self._last = [
            natives(module, conjunctions, names) for conjunctions in encoded.rounds
        ]
        self._turn = threading.Lock()

    def __repr__(self) -> str:
        return f"<Ruleset {self._name}>"

    def fire(self, fact: Mapping[str, int]) -> tuple[int, ...]:
        """Give the ids of the rules that hold, each once, in their order of firing: the rules'.

        Fields no rule reads are left out. `ValueError` where another has no whole number from
        `SMALLEST` to `LARGEST`.
        """
        pieces = self._pieces(fact)
        with self._turn:
            for these in self._earlier:
                found = [field for native in these for field in native.run(pieces)]
                pieces.update({field: f"{self._starts[field]}1" for field in found})
            return tuple(dict.fromkeys(id_ for native in self._last for id_ in native.run(pieces)))

    def _pieces(self, fact: Mapping[str, int]) -> dict[int, str]:
        """Give the JSON of each field some rule reads."""
        pieces = {}
        known = self._known
        for field, value in fact.items():
            if field in known:
                if type(value) is not int or not SMALLEST <= value <= LARGEST:
                    raise ValueError(f"{self._name}: {field} is not a small whole number")
                number, start = known[field]
                pieces[number] = f"{start}{value}"
        return pieces
