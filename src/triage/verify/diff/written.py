"""What is written otherwise in two versions of a rulebook: things by path, with their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from triage.model.rule import AnyRule
from triage.model.rulebook import Rulebook
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.rules_diff import ChangedText, What, Written
from triage.verify.diff.thing_paths import above, depth, id_of, kind_of, section_of, under
from triage.verify.diff.things import HEAD, Things, interventions_of, named_rules, rules_of

_KINDS = {
    "questions": "question",
    "questions.values": "answer",
    "questions.rows": "row",
    "questions.item": "question",
    "questions.item.values": "answer",
    "tables": "table",
    "tables.rows": "table_row",
    "parameters": "parameter",
    "findings": "finding",
    "findings.values": "finding_value",
    "target_groups.values": "target_group",
    "typologies.values": "typology",
    "groups": "group",
    "first_steps": "first_steps",
    "never_says": "never_says",
    "interventions": "intervention",
    "kinds": "kind",
    "guarantees": "guarantee",
    "factors": "factor",
}
_TEXT = "text"
_OF_INTERVENTIONS = "kinds"
_RULES = {
    "target_groups": "target_group_rule",
    "typologies": "typology_rule",
    "recommendations": "recommendation",
    "availability": "rule_of_law",
    "warnings": "warning",
}


def written(before: Rulebook, after: Rulebook, renaming: Renaming) -> tuple[Written, ...]:
    """Return what is written otherwise, in the order of the files; what is removed comes last.

    `before` goes by the names of `after` already, which `renaming` gave it.
    """
    return tuple(_Writing(before, after, renaming).changes())


class _Writing:
    def __init__(self, before: Rulebook, after: Rulebook, renaming: Renaming) -> None:
        self._old, self._new, self._earlier = Things(before), Things(after), renaming.back
        self._there = dict.fromkeys((*self._old.paths, *self._old.wholes))
        self._here = dict.fromkeys((*self._new.paths, *self._new.wholes))
        self._findings = {**_findings(before), **_findings(after)}
        self._kinds = {**_rule_kinds(before), **_rule_kinds(after)}
        self._about = [_about(before), _about(after)]
        self._texts = self._by_thing(_changed_texts(before, after))

    def changes(self) -> Iterator[Written]:
        """Yield every change."""
        for path in dict.fromkeys((*self._here, *self._texts)):
            what = self._what(path)
            if what is not None and not self._goes_with_another(path):
                yield self._change(what, path)
        told = {*self._here, *self._texts}
        for path in self._there:
            if path not in told and not self._goes_with_another(path):
                yield self._change(What.REMOVED, path)

    def _what(self, path: str) -> What | None:
        if path in self._here and path not in self._there:
            return What.ADDED
        if path in self._there and path not in self._here:
            return What.REMOVED
        if path in self._earlier and not self._is_borrowed(path):
            return What.RENAMED
        changed = self._means_otherwise(path) or path in self._texts
        return What.CHANGED if changed else None

    def _is_borrowed(self, path: str) -> bool:
        """Say whether a value goes by the name another question gave it."""
        return f"{path}.label" in self._new.book.texts.aliases

    def _means_otherwise(self, path: str) -> bool:
        if path in self._findings or section_of(path) == _OF_INTERVENTIONS:
            return False  # which is told of the finding, and of the interventions
        return self._old.content(path) != self._new.content(path)

    def _goes_with_another(self, path: str) -> bool:
        """Say whether a thing stands in one that is added or removed as a whole, or rewritten."""
        if path in self._findings or section_of(path) == _OF_INTERVENTIONS:
            return (path in self._here) != (path in self._there)
        around = above(path)
        return (around in self._here) != (around in self._there)

    def _change(self, what: What, path: str) -> Written:
        before, after = (about.get(path, ()) for about in self._about)
        stays = what in (What.CHANGED, What.RENAMED)
        earlier = self._earlier.get(path) if what is What.RENAMED else None
        return Written(
            what,
            self._kind(path),
            path,
            earlier and id_of(earlier),
            stays and self._means_otherwise(path),
            tuple(each for each in after if stays and each not in before),
            tuple(each for each in before if stays and each not in after),
            tuple(self._texts.get(path, ())),
        )

    def _kind(self, path: str) -> str:
        section = section_of(path)
        if path in self._findings:
            return "finding_rule"
        if section == "rules":
            return self._kinds.get(path, _TEXT)
        if section in ("programme", HEAD, *_RULES) and depth(path) < 2:
            return section
        return _KINDS.get(kind_of(path), section if section in ("programme", HEAD) else _TEXT)

    def _by_thing(self, texts: Iterator[ChangedText]) -> Mapping[str, list[ChangedText]]:
        found = defaultdict[str, list[ChangedText]](list)
        for each in texts:
            found[self._thing(each.path)].append(each)
        return found

    def _thing(self, text: str) -> str:
        """Return the path of what a text is about: of a whole that is new, or of what is in it."""
        path = under(text)
        guarantee = f"guarantees.{id_of(path)}"  # its texts stand among those of all rules
        if section_of(path) == "rules" and guarantee in {**self._here, **self._there}:
            return guarantee
        while path and path not in self._here and path not in self._there:
            path = under(path)
        while self._goes_with_another(path):
            path = self._findings.get(path) or above(path)
        return path or section_of(text)


def _rule_kinds(book: Rulebook) -> dict[str, str]:
    groups, types = book.target_groups, book.typologies
    sections: dict[str, Sequence[AnyRule]] = {
        "target_groups": groups.rules if groups else (),
        "typologies": types.rules if types else (),
        "recommendations": book.recommendations,
        "availability": book.availability,
        "warnings": book.warnings,
    }
    kinds = {f"rules.{rule.id}": _RULES[name] for name, rules in sections.items() for rule in rules}
    return kinds | {f"rules.{each}": "condition" for each in book.programme_conditions}


def _findings(book: Rulebook) -> dict[str, str]:
    """Return the path of the finding each rule of one is in, for those that have an id."""
    return {f"rules.{rule.id}": f"findings.{of.id}" for of, rule in named_rules(book)}


def _about(book: Rulebook) -> dict[str, tuple[str, ...]]:
    rules = {f"rules.{rule.id}": interventions_of(rule) for rule in rules_of(book)}
    return rules | {f"guarantees.{each.id}": interventions_of(each) for each in book.guarantees}


def _changed_texts(before: Rulebook, after: Rulebook) -> Iterator[ChangedText]:
    for language in dict.fromkeys(chain(after.texts.languages, before.texts.languages)):
        old, new = (book.texts.written_in(language) for book in (before, after))
        for path in dict.fromkeys((*new, *old)):
            if old.get(path) != new.get(path):
                yield ChangedText(path, language, old.get(path), new.get(path))
