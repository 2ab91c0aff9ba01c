"""A set of flat rules in durable-rules, for any number of rules, fields and threads."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from triage.engine.rete.encode import encode
from triage.engine.rete.extension import extension
from triage.engine.rete.fields import Fields, Pieces, Written
from triage.engine.rete.native import natives
from triage.engine.rete.positive import Between, Both, Either, PositiveRule


def self_test() -> None:
    """Make a small ruleset, which proves that each of its rules fires.

    Raises:
        EngineUnavailable: durable-rules cannot be imported, or does not work.
    """
    one, two = Between("one", 1, 1), Between("two", 2, 9)
    rules = [
        PositiveRule(1, one),
        PositiveRule(2, Both((one, two))),
        PositiveRule(3, Either((one, two))),
    ]
    Ruleset("self-test", rules)


class Ruleset:
    """Positive rules, fired by durable-rules; immutable. Threads may share it, and take turns.

    Rulesets that fire on the same facts can share their `fields`: a fact has a place for every
    field only once all of them are made.

    Making one raises `EngineUnavailable` where durable-rules cannot be imported or fails its
    self-test, and `LimitReached` where one rule reads more fields than it can hold.
    """

    def __init__(
        self, name: str, rules: Sequence[PositiveRule], fields: Fields | None = None
    ) -> None:
        if len({rule.id for rule in rules}) < len(rules):
            raise ValueError(f"two rules of {name} have the same id")
        encoded = encode(rules, fields)
        self._name = name
        self._fields = encoded.fields
        names = self._fields.names
        module = extension()
        *self._earlier, self._last = [
            natives(module, conjunctions, names) for conjunctions in encoded.rounds
        ]
        self._only = self._last[0] if len(self._last) == 1 else None
        self._found = {
            each.gives: Pieces(self._name, names[each.gives])[1]
            for conjunctions in encoded.rounds[:-1]
            for each in conjunctions
        }
        self._turn = threading.Lock()

    def __repr__(self) -> str:
        return f"<Ruleset {self._name}>"

    def fire(self, fact: Mapping[str, int]) -> tuple[int, ...]:
        """Return the ids of the rules that hold, each once, in their order of firing: the rules'.

        Fields no rule reads are left out. `ValueError` where another has no whole number from
        `SMALLEST` to `LARGEST`.
        """
        return tuple(dict.fromkeys(self.fire_on(self._fields.write(fact))))

    def fire_on(self, written: Written) -> list[int]:
        """Return the same for a written fact, each as often as it fires.

        The fact gets the fields found in the rounds before the last, which no other ruleset reads.
        """
        with self._turn:
            for these in self._earlier:
                for field in [field for native in these for field in native.run(written)]:
                    written[field] = self._found[field]
            # Nearly every layer fits one native ruleset, whose list needs no joining.
            if self._only is not None:
                return self._only.run(written)
            return [number for native in self._last for number in native.run(written)]
