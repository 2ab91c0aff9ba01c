"""A small rulebook, and rows of answers to it: as mappings, by path and nested."""

from __future__ import annotations

from datetime import date
from typing import Any

DAY = date(2026, 11, 22)
SMALL = """
questions:
  wish: {kind: choice, values: [now, later], ask: When?}
  born: {kind: date, from: 1900-01-01, to: as_of, ask: Born?}
  kinds: {kind: set, values: [cleaning, driving], ask: Which?}
  jobs:
    kind: list
    max: 2
    ask: Which jobs?
    item: {near: {kind: yes_no, ask: Near?}}
  needs:
    kind: grid
    rows: {home: Home, health: Health}
    ask: What do you need?
    item: {weight: {kind: scale, values: [none, some], ask: How much?}}
interventions: {mentor: {kind: talk}, course: {kind: class}}
typologies:
  policy: unique
  values: {sure: Sure, unsure: Unsure}
  rules:
    - {id: T-sure, when: {wish: now}, then: sure}
    - {id: T-unsure, when: {wish: later}, then: unsure}
recommendations:
  - {id: R-needs, when: {needs: {some: {weight: some}}}, recommend: [mentor]}
  - {id: R-near, when: {jobs: {some: {near: yes}}}, recommend: [mentor], start: alongside}
  - id: R-course
    when: {typology: sure, born: {years_ago: {at_least: 30}}, kinds: {includes: driving}}
    recommend: [course]
"""
ANSWERS: tuple[dict[str, Any], ...] = (
    {"wish": "now", "born": "1990-01-01", "kinds": ["driving"], "jobs": [], "needs": {}},
    {"wish": "later", "jobs": [{"near": "yes"}, {}], "needs": {"home": {"weight": "none"}}},
    {"born": "1996-11-23", "kinds": []},
    {
        "kinds": ["driving", "cleaning"],
        "born": "1996-11-22",
        "needs": {"health": {"weight": "some"}},
    },
    {},
)
FLAT = {
    "case": ["a", "b", "c", "d", "e"],
    "wish": ["now", "later", None, None, None],
    "born": [date(1990, 1, 1), None, date(1996, 11, 23), date(1996, 11, 22), None],
    "kinds": [["driving"], None, [], ["driving", "cleaning"], None],
    "jobs": [0, 2, None, None, None],
    "jobs.1.near": [None, "yes", None, None, None],
    "needs": [[], None, None, None, None],
    "needs.home.weight": [None, "none", None, None, None],
    "needs.health.weight": [None, None, None, "some", None],
}
NESTED = {
    **{name: FLAT[name] for name in ("case", "wish", "born", "kinds")},
    "jobs": [[], [{"near": "yes"}, {"near": None}], None, None, None],
    "needs": [
        None,
        {"home": {"weight": "none"}, "health": None},
        None,
        {"home": None, "health": {"weight": "some"}},
        None,
    ],
}
