"""JSON Schema of a rulebook file, for editors that complete and check YAML while it is written.

It knows sections, keys, kinds and fixed words. What a name refers to, and whether a test fits
its question, only `check` can say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from triage.language.reading.vocabulary import (
    COMMON_TEXTS,
    FORMERLY,
    INTERVENTION_TEXTS,
    PARAMETER_TEXTS,
    QUESTION_TEXTS,
    RULE_TEXTS,
    TABLE_ROW_TEXTS,
    VALUE_TEXTS,
)
from triage.model.never_says import Aside
from triage.model.programme import Bound, FactOn, OutcomeKind, Who
from triage.model.protected import Characteristic
from triage.model.rule import Basis
from triage.model.rulebook import Subject
from triage.model.texts import Translated

Schema = dict[str, Any]

# Editors guess types where the language reads text, so every single word may be any of these.
_WORD: Schema = {"type": ["string", "number", "boolean", "null"]}
_WORDS: Schema = {"anyOf": [_WORD, {"type": "array", "items": _WORD}]}
_CONDITION: Schema = {"type": ["object", "null"]}
_ANYTHING: Schema = {}

_KINDS = "choice scale yes_no number date set list grid lookup text".split()


def rulebook_schema() -> Schema:
    """Return the schema of one file of a rulebook, as JSON-ready data (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rulebook, or one file of it",
        **_keys(
            {
                "rulebook": _head(),
                "programme": _programme(),
                "factors": _by_id(_renamed(VALUE_TEXTS)),
                "questions": _by_id({"$ref": "#/$defs/question"}),
                "tables": _by_id(_table()),
                "parameters": _by_id({"anyOf": [_WORD, _parameter()]}),
                "findings": _by_id(_finding()),
                "target_groups": _classes("target_groups"),
                "typologies": _classes("typologies"),
                "interventions": _by_id(_intervention()),
                "groups": _by_id(_group()),
                "first_steps": _by_id(_first_steps()),
                "never_says": _by_id(_never_says()),
                **{section: _rule_section(section) for section in _RULES if section in _LISTED},
            }
        ),
        "$defs": {"question": _question()},
    }


def _keys(properties: Mapping[str, Schema], texts: Iterable[str] = ()) -> Schema:
    """Describe a mapping with these keys and texts, and no others."""
    known = {**_texts(texts), **properties}
    return {"type": ["object", "null"], "properties": known, "additionalProperties": False}


def _by_id(thing: Schema) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": thing}


def _labelled(texts: Iterable[str]) -> Schema:
    """Describe a thing with texts only; a text on its own is its label."""
    return {"anyOf": [_WORD, _keys({}, texts)]}


def _renamed(texts: Iterable[str]) -> Schema:
    """Describe the same where it may have been called otherwise before."""
    return {"anyOf": [_WORD, _keys({FORMERLY: _WORDS}, texts)]}


def _values() -> Schema:
    return {"anyOf": [{"type": "array", "items": _WORD}, _by_id(_renamed(VALUE_TEXTS))]}


def _one_of(*words: str) -> Schema:
    return {"enum": list(words)}


def _head() -> Schema:
    words = ("id", "version", "title", "language", "owner", "valid_from", "valid_to", "extends")
    return _keys(
        {
            **dict.fromkeys(words, _WORD),
            "translations": _WORDS,
            "sources": _by_id({"anyOf": [_WORD, _by_id(_WORD)]}),
            "page": _by_id(_WORDS),
            "carries_over": _WORDS,
            "replaced": _by_id(_WORDS),
            "sheet_translations": _by_id(_one_of(*Translated)),
            "subject": _one_of(*Subject),
        },
        COMMON_TEXTS,
    )


def _programme() -> Schema:
    note = ("source", "note", "reading")
    span = dict.fromkeys(("from", "to"), _WORD)
    money = {"total": _WORD, "years": _by_id(_WORD)}
    hours = dict.fromkeys(("min_hours", "max_hours", "scale"), _WORD)
    counted = _keys({**hours, "after_months": _WORDS}, COMMON_TEXTS)
    target = {"number": _WORD, "counts": _WORDS, "by": _WORD}
    reached = {"by": _WORD, "participants": _WORD}
    fact = {"on": _one_of(*FactOn), "bound": _one_of(*Bound)}
    figures = dict.fromkeys(("number", "of", "percent"), _WORD)
    told = _by_id(_labelled(COMMON_TEXTS))
    places = {"intervention": _WORD, "places": _WORD, **span}
    return _keys(
        {
            "owner": _WORD,
            "replaces": _WORD,
            "period": _keys(span, note),
            "aims": told,
            "facts": _by_id(_keys({**fact, **figures}, COMMON_TEXTS)),
            "partners": told,
            "organisation": _by_id(_keys({"members": told, "tasks": told}, COMMON_TEXTS)),
            "legal_basis": _by_id(_labelled({*COMMON_TEXTS, "law"})),
            "efforts": _by_id(
                _keys({"interventions": _SELECTORS, "never_proposed": _WORD}, COMMON_TEXTS)
            ),
            "outcomes": _keys(dict.fromkeys(OutcomeKind, counted)),
            "targets": _by_id(_keys({**target, "who": _one_of(*Who)}, COMMON_TEXTS)),
            "reached": _keys(
                {**reached, **dict.fromkeys(("outcomes", "percent"), _by_id(_WORD))}, note
            ),
            "currency": _WORD,
            "budget": _by_id(_keys(money, COMMON_TEXTS)),
            "budget_total": _WORD,
            "capacity": _by_id(_keys(places, COMMON_TEXTS)),
            "follow_up": _keys(dict.fromkeys(("every_months", "for_months"), _WORD), note),
        },
        COMMON_TEXTS,
    )


def _question() -> Schema:
    words = ("factor", "theme", "values_of", "min", "max", "from", "to", "table")
    flags = (
        *("changeable", "keep_private", "off_page", "programme_only", "job_demand", "any_time"),
        "looked_up",
    )
    return _keys(
        {
            "kind": _one_of(*_KINDS),
            **dict.fromkeys((*words, *flags), _WORD),
            "values": _values(),
            "rows": _values(),
            "item": _by_id({"$ref": "#/$defs/question"}),
            "asked_when": _CONDITION,
            "steps": _WORDS,
            "reason_off_page": _WORDS,
            "used_for": {"anyOf": [_USE, {"type": "array", "items": _USE}]},
            **dict.fromkeys(("concerns", "proxy_of"), _marks()),
            FORMERLY: _WORDS,
        },
        QUESTION_TEXTS,
    )


_USE = _one_of("people", "page", "report")


def _marks() -> Schema:
    one = _one_of(*Characteristic)
    by_value = _keys(dict.fromkeys(Characteristic, _WORDS))
    return {"anyOf": [one, {"type": "array", "items": one}, by_value]}


def _table() -> Schema:
    row = {"anyOf": [_WORD, {"type": "object", "properties": _texts(TABLE_ROW_TEXTS)}]}
    keys = {"columns": _WORDS, "info": _WORDS, "advice": _WORD, "key": _WORD, "rows": _by_id(row)}
    return _keys(keys, COMMON_TEXTS)


def _texts(keys: Iterable[str]) -> Schema:
    return dict.fromkeys(sorted(keys), _WORD)


def _parameter() -> Schema:
    words = dict.fromkeys(("value", "min", "max", "from", "to"), _WORD)
    return _keys({**words, "values": _values(), FORMERLY: _WORDS}, PARAMETER_TEXTS)


def _finding() -> Schema:
    words = ("for_each", "highest", "lowest", "otherwise", "unless_stated")
    own = {"when": _CONDITION, "values": _values(), FORMERLY: _WORDS}
    own |= dict.fromkeys(words, _WORD)
    return _keys({**own, **_rules_and_tables("findings")}, COMMON_TEXTS)


def _classes(section: str) -> Schema:
    policy = _one_of("unique", "first")
    return _keys({"policy": policy, "values": _values(), **_rules_and_tables(section)})


def _group() -> Schema:
    members = {"type": "array", "items": _ANYTHING}
    return _keys({"interventions": members, "questions": _WORDS}, COMMON_TEXTS)


def _first_steps() -> Schema:
    return _keys({"typology": _WORDS, "interventions": _SELECTORS}, COMMON_TEXTS)


def _never_says() -> Schema:
    aside = _one_of(*Aside)
    several = {"anyOf": [aside, {"type": "array", "items": aside}]}
    return _keys({"words": _by_id(_WORDS), "except": several}, COMMON_TEXTS)


def _intervention() -> Schema:
    return _keys(
        {
            "kind": _WORD,
            "cost_line": _WORD,
            "offered": _WORD,
            "needs": _SELECTORS,
            "delivery": _one_of("individual", "group"),
            "pay": _one_of("paid", "unpaid", "not_work"),
            FORMERLY: _WORDS,
        },
        INTERVENTION_TEXTS,
    )


_SELECTORS: Schema = {"type": ["string", "object", "array"]}
_CLASS_RULE: Mapping[str, Schema] = {
    "id": _WORD,
    "when": _CONDITION,
    "then": _WORD,
    "replaces": _WORD,
}
_CONFIDENCE = _one_of("statute", "authority_page", "municipal_page", "assumed")

_RULES: Mapping[str, Mapping[str, Schema]] = {
    "findings": {"id": _WORD, "when": _CONDITION, "then": _WORD},
    "target_groups": _CLASS_RULE,
    "typologies": _CLASS_RULE,
    "recommendations": {
        "id": _WORD,
        "when": _CONDITION,
        "recommend": _SELECTORS,
        "against": _SELECTORS,
        "strength": _one_of("core", "possible"),
        "start": {"anyOf": [_one_of("now", "alongside"), _keys({"after": _WORD})]},
        "replaces": _WORD,
    },
    "availability": {
        "id": _WORD,
        "when": _CONDITION,
        "interventions": _SELECTORS,
        "verdict": {"anyOf": [_one_of("not_available", "needs_check"), {"type": "object"}]},
        "basis": _one_of(*Basis),
        "checked_on": _WORD,
        "confidence": _CONFIDENCE,
        "valid_from": _WORD,
        "valid_to": _WORD,
        "replaces": _WORD,
    },
    "warnings": {
        "id": _WORD,
        "when": _CONDITION,
        "plan": {"type": "object"},
        "on_top": _WORD,
        "checked_on": _WORD,
        "confidence": _CONFIDENCE,
        "replaces": _WORD,
    },
    "guarantees": {
        "id": _WORD,
        "never_depends": _keys(
            {
                "outcome": _WORDS,
                "on": _WORDS,
                "factors": _WORDS,
                "except": _WORDS,
                "among": _CONDITION,
                "given": _one_of("law"),
            }
        ),
        "whenever": _CONDITION,
        "then": {"type": "object"},
        "never": _CONDITION,
        "never_settled": {"type": "object"},
        "mandatory": _WORD,
        "replaces": _WORD,
    },
}
"""The keys of a rule, by the section it stands in; its texts come to them."""

_LISTED = frozenset({"recommendations", "availability", "warnings", "guarantees"})


def _rule_section(section: str) -> Schema:
    """Describe a section that is a list of rules, or rules and tables."""
    both = _rules_and_tables(section)
    return {"anyOf": [both["rules"], _keys(both)]}


def _rules_and_tables(section: str) -> dict[str, Schema]:
    rule = _keys({**_RULES[section], FORMERLY: _WORDS}, RULE_TEXTS[section])
    cells = {"type": "array", "items": {"type": "array", "items": _ANYTHING}}
    columns = {"type": "array", "items": _WORD}
    table = _keys({"columns": columns, "rows": cells, FORMERLY: _by_id(_WORDS)})
    return {
        "rules": {"type": ["array", "null"], "items": rule},
        "table": {"anyOf": [table, {"type": "array", "items": table}]},
    }
