"""Every word of the rulebook language stands in its reference, and no other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import takewhile

import pytest

from tests.docs.fences import REFERENCE, yaml_fences
from triage.cases import case_words
from triage.language import texts
from triage.language.conditions import kinds
from triage.language.drafts import fit_entries, head, rule_lists, sections
from triage.language.reading import vocabulary
from triage.language.reading.scalars import RESERVED
from triage.language.resolving import (
    availability,
    findings,
    first_steps,
    groups,
    guarantees,
    interventions,
    never_says,
    page,
    parameters,
    programme,
    programme_facts,
    programme_money,
    programme_outcomes,
    programme_parts,
    questions,
    recommendations,
    rules,
    selectors,
    tables,
    warning_rules,
)
from triage.model.condition import Membership, Order, Quantifier
from triage.model.guarantee import Output, Status
from triage.model.never_says import Aside
from triage.model.programme import Bound, FactOn, OutcomeKind, Who
from triage.model.rule import Policy, Strength

SOURCES = {"title", "url", "checked_on"}
KEYS: dict[tuple[str, str], Collection[str]] = {
    ("language.md", "Sections"): vocabulary.SECTIONS,
    ("language.md", "Common texts"): vocabulary.COMMON_TEXTS,
    ("head.md", "Keys of `rulebook`"): head.HEAD_KEYS,
    ("head.md", "Keys of `rulebook.page`"): page._PLACES,
    ("questions.md", "Keys of a question"): questions._KEYS,
    ("questions.md", "Kinds"): questions._OF_KIND,
    ("tables.md", "Keys of a table"): tables._KEYS,
    ("tables.md", "Keys of a row"): vocabulary.TABLE_ROW_TEXTS,
    ("conditions.md", "The words of tests"): {
        *frozenset[str]().union(*kinds.TEST_KEYS.values()),
        "of",
        "distinct",
        "applies",
    },
    ("findings.md", "Keys of a parameter"): parameters._KEYS,
    ("findings.md", "Keys of a finding"): findings._KEYS,
    ("findings.md", "Keys of a rule of a finding"): rules._KEYS["findings"],
    ("rules.md", "Keys of a list of rules"): sections._CONTAINER_KEYS,
    ("rules.md", "Keys of a decision table"): rule_lists.TABLE_KEYS,
    ("rules.md", "Keys of `typologies` and `target_groups`"): sections._CLASSES_KEYS,
    ("rules.md", "Keys of a rule of `typologies` and `target_groups`"): rules._KEYS["typologies"],
    ("rules.md", "Keys of an intervention"): interventions._KEYS,
    ("rules.md", "Keys of a selector"): selectors._KEYS,
    ("rules.md", "Keys of an order"): first_steps._KEYS,
    ("rules.md", "Keys of a group"): {*groups._LISTS, *vocabulary.COMMON_TEXTS},
    ("rules.md", "Keys of a recommendation"): rules._KEYS["recommendations"],
    ("rules.md", "Keys of an availability rule"): rules._KEYS["availability"],
    ("rules.md", "Keys of a warning"): rules._KEYS["warnings"],
    ("rules.md", "Keys of `plan`"): warning_rules._KEYS,
    ("guarantees.md", "Keys of a guarantee"): rules._KEYS["guarantees"],
    ("guarantees.md", "Keys of `never_depends`"): set(guarantees._DEPENDENCE),
    ("guarantees.md", "Keys of a claim"): {"some", "every", "status"},
    ("guarantees.md", "Keys of `never_settled`"): {"typology", "while_open"},
    ("programmes.md", "Keys of `programme`"): {
        *programme.KEYS,
        *programme.TEXT_KEYS,
        programme_parts.SOURCE,
    },
    ("programmes.md", "Keys of `period`"): programme.PERIOD_KEYS,
    ("programmes.md", "Keys of a fact"): programme_facts.FACT_KEYS,
    ("programmes.md", "Keys of a body of `organisation`"): programme_facts.BODY_KEYS,
    ("programmes.md", "Keys of an effort"): programme.EFFORT_KEYS,
    ("programmes.md", "Keys of an outcome"): programme_outcomes.COUNTED_KEYS,
    ("programmes.md", "Keys of a target"): programme_outcomes.TARGET_KEYS,
    ("programmes.md", "Keys of `reached`"): programme_outcomes.REACHED_KEYS,
    ("programmes.md", "Keys of a budget line"): programme_money.LINE_KEYS,
    ("programmes.md", "Keys of a capacity"): programme.CAPACITY_KEYS,
    ("programmes.md", "Keys of `follow_up`"): programme.FOLLOW_UP_KEYS,
    ("texts.md", "Keys of a translation file"): texts.TEXT_SECTIONS,
    ("texts.md", "Keys of `never_says`"): {*never_says.KEYS, *vocabulary.COMMON_TEXTS},
    ("fitting.md", "Keys a child may write in what its parent defines"): {
        *fit_entries._PARAMETER_KEYS,
        *fit_entries._INTERVENTION_KEYS,
        *fit_entries._TABLE_KEYS,
        *fit_entries._GROUP_KEYS,
        *fit_entries._NEVER_SAYS_KEYS,
    },
    ("cases.md", "Keys of a case"): case_words.CASE_KEYS,
    ("cases.md", "Keys of a step"): case_words.STEP_KEYS,
    ("cases.md", "Keys of a note"): case_words.NOTE_KEYS,
    ("cases.md", "Keys of `expect`"): case_words.EXPECT_KEYS,
    ("cases.md", "Keys of `rules`"): {"hold", "not_hold"},
}
"""Where each set of keys is described: all and only these stand in the first column there."""

WORDS: dict[str, Collection[str]] = {
    "language.md": RESERVED,
    "questions.md": questions._USES,
    "conditions.md": {*Order, *Membership, *Quantifier},
    "rules.md": {
        *Policy,
        *Strength,
        *recommendations.STARTS,
        *interventions.DELIVERIES,
        *interventions.PAYS,
        *availability._VERDICTS,
        *availability.CONFIDENCES,
    },
    "programmes.md": {*OutcomeKind, *Who, *FactOn, *Bound},
    "guarantees.md": {*guarantees._FORMS, *Output, *Status},
    "meaning.md": {*Status, *recommendations.STARTS},
    "texts.md": {*SOURCES, *Aside, *vocabulary.QUESTION_TEXTS - vocabulary.COMMON_TEXTS}
    | vocabulary.PARAMETER_TEXTS - vocabulary.COMMON_TEXTS
    | vocabulary.VALUE_TEXTS - vocabulary.COMMON_TEXTS
    | vocabulary.INTERVENTION_TEXTS - vocabulary.COMMON_TEXTS,
}
"""Fixed words a page must explain somewhere."""

PAGES = {page.name: page.read_text(encoding="utf-8") for page in REFERENCE}


EXAMPLES = {
    word
    for fence in yaml_fences("rulebook", "texts", "case")
    for word in re.findall(r"[A-Za-z_]+", fence.text)
}
"""Every word of an example that is right."""

SHOWN_NOWHERE = {"not_applicable"}
"""A reserved word that nothing may be named, and nobody writes."""


def described(name: str, heading: str) -> list[str]:
    """Return the words in back-ticks in the first column of the first table under a heading."""
    lines = PAGES[name].splitlines()
    start = next(
        number
        for number, line in enumerate(lines)
        if re.fullmatch(f"#+ {re.escape(heading)}", line)
    )
    table = next(
        number
        for number in range(start, len(lines))
        if lines[number].startswith(("| key", "| word", "| kind"))
    )
    rows = takewhile(lambda line: line.startswith("|"), lines[table + 2 :])
    return [word for row in rows for word in re.findall("`([^`]+)`", row.split("|")[1])]


def headings() -> Iterator[tuple[str, str]]:
    """Yield every heading of the reference that promises keys."""
    for name, text in PAGES.items():
        for heading in re.findall("^#+ (Keys .+)$", text, re.MULTILINE):
            yield name, heading


@pytest.mark.parametrize(("name", "heading"), KEYS, ids=" / ".join)
def test_keys_are_described(name: str, heading: str) -> None:
    """A key the reader knows and the reference does not, or the other way round, is a fault."""
    found = described(name, heading)
    assert sorted(found) == sorted(KEYS[name, heading])


def test_every_table_of_keys_is_held() -> None:
    """A table of keys that no test compares with the code would fall behind."""
    assert set(headings()) - set(KEYS) == set()


@pytest.mark.parametrize("name", WORDS)
def test_fixed_words_are_explained(name: str) -> None:
    """Every fixed word stands in back-ticks on its page."""
    known = set(re.findall(r"[a-z_]+", " ".join(re.findall("`([^`\n]+)`", PAGES[name]))))
    assert {str(word) for word in WORDS[name]} - known == set()


def test_every_word_has_an_example() -> None:
    """What is described is also shown."""
    words = {str(word) for words in (*KEYS.values(), *WORDS.values()) for word in words}
    assert words - EXAMPLES == SHOWN_NOWHERE
