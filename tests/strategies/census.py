"""Counts which constructs of the language random rulebooks and assessments contain.

A run that says that engines agree is worth as much as what it ran over: it reports these counts,
and asserts that none is zero.
"""

from __future__ import annotations

from collections import Counter

from tests.strategies.answers import RandomAssessment
from tests.strategies.census_answers import ANSWER_CONSTRUCTS, AnswerCensus
from tests.strategies.census_conditions import CONDITION_CONSTRUCTS
from tests.strategies.census_questions import QUESTION_CONSTRUCTS, QuestionCensus
from tests.strategies.census_rules import CLASSES, RULE_CONSTRUCTS, SECTIONS, RuleCensus
from tests.strategies.names import names
from tests.strategies.rulebooks import RandomRulebook
from tests.strategies.shape import Document

LOCAL = (
    "parameter",
    "question",
    "row",
    "finding",
    "intervention",
    "switch off",
    "rule",
    "replaces",
    "column",
)

FILE_CONSTRUCTS = frozenset(
    [f"extends: {what}" for what in LOCAL]
    + ["extends: once", "extends: twice", "extends: by path", "extends: by id", "extends: dates"]
    + ["one file", "folder of one file", "folder of several files", "section in several files"]
    + ["translations", "rulebook without dates"]
)

CONSTRUCTS = (
    QUESTION_CONSTRUCTS
    | CONDITION_CONSTRUCTS
    | RULE_CONSTRUCTS
    | FILE_CONSTRUCTS
    | ANSWER_CONSTRUCTS
)
"""Every construct that is counted, by name."""


def census(book: RandomRulebook, drawn: RandomAssessment | None = None) -> Counter[str]:
    """Count the constructs of a rulebook, and of an assessment of it where one is given."""
    counts: Counter[str] = Counter()
    known = names(book.document, book.shape)
    QuestionCensus(counts, book.document, book.shape).count(known)
    RuleCensus(counts, book.document, known).count()
    _files(counts, book)
    if drawn is not None:
        AnswerCensus(counts, book.shape, drawn).count(book.document)
    return +counts


def missing(counts: Counter[str]) -> list[str]:
    """Name the constructs that have not been counted."""
    return sorted(CONSTRUCTS - counts.keys())


def _files(counts: Counter[str], book: RandomRulebook) -> None:
    folders = Counter(path.split("/")[0] for path in book.files if "texts/" not in path)
    counts["translations"] += any("texts/" in path for path in book.files)
    counts["one file"] += book.main.endswith(".yaml")
    counts["folder of one file"] += folders[book.main] == 1 and not book.main.endswith(".yaml")
    counts["folder of several files"] += folders[book.main] > 1
    sections = Counter(
        (path.split("/")[0], section)
        for path, document in book.files.items()
        if "texts/" not in path
        for section in document
    )
    counts["section in several files"] += max(sections.values()) > 1
    counts["rulebook without dates"] += not {"valid_from", "valid_to"} & set(
        book.document["rulebook"]
    )
    for path, document in book.files.items():
        if not path.startswith("national"):
            _local(counts, document)
    if len(folders) > 1:
        counts["extends: once" if len(folders) == 2 else "extends: twice"] += 1


def _local(counts: Counter[str], document: Document) -> None:
    head = document.get("rulebook", {})
    if "extends" in head:
        counts["extends: by path" if "/" in head["extends"] else "extends: by id"] += 1
        counts["extends: dates"] += "valid_from" in head or "valid_to" in head
    for section, what in (("parameters", "parameter"), ("questions", "question")):
        counts[f"extends: {what}"] += section in document
    tables = document.get("tables", {}).values()
    counts["extends: row"] += any("columns" not in its for its in tables)
    counts["extends: column"] += any("columns" in its for its in tables)
    counts["extends: finding"] += "findings" in document
    for its in document.get("interventions", {}).values():
        counts["extends: switch off" if "offered" in its else "extends: intervention"] += 1
    for section in (*SECTIONS, *CLASSES):
        body = document.get(section, [])
        for rule in body if isinstance(body, list) else body.get("rules", ()):
            counts["extends: replaces" if "replaces" in rule else "extends: rule"] += 1
