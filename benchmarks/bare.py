"""durable-rules without anything around it: its extension module, the same rules, the same facts.

A fact is a flat mapping, as durable-rules' own host takes it, and made into JSON as that host
does. There are no checks, no known answers to work out and no conclusion to draw: for each layer
its facts are ready, whatever the layer before would have found.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from unittest.mock import patch

import durable_rules_engine as engine

from triage.engine.durable.engine import Durable
from triage.program.encoding import Coded

Facts = list[tuple[int, dict[str, Any]]]
"""Native rulesets, by handle in the order in which they fire, and the fact each gets."""


def facts_of(durable: Durable, coded: Coded, as_of: date) -> Facts:
    """Note the facts of one assessment while the durable engine fires."""
    noted: Facts = []
    assert_fact = engine.assert_fact

    def note(handle: int, fact: str) -> Any:
        noted.append((handle, json.loads(fact)))
        return assert_fact(handle, fact)

    with patch.object(engine, "assert_fact", note):
        durable.fire(coded, as_of)
    return noted


def fire(facts: Facts) -> list[str]:
    """Fire all that hold, and give the names of the native rules."""
    return fire_texts([(handle, json.dumps(fact)) for handle, fact in facts])


def fire_texts(texts: Sequence[tuple[int, str]]) -> list[str]:
    """Do the same for facts that are JSON already."""
    fired = []
    for handle, fact in texts:
        _, state = engine.assert_fact(handle, fact)
        firing = engine.start_action_for_state(handle, state)[1]
        while firing:
            fired.append(firing[2:5])
            firing = engine.complete_and_start_action(handle, state)
        engine.retract_fact(handle, '{"id": "f"}')
    return fired
