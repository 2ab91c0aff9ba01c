"""What somebody adds to a rulebook: an entry, and its texts in every language there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from triage.authoring.adding import Change, add_entry, add_texts, section_ids
from triage.authoring.source_files import SourceFiles
from triage.authoring.writing import Entry, Raw, Unfilled, Value
from triage.diagnostics import Diagnostic, RulebookError
from triage.language.checks.translations import NEVER_TRANSLATED
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.vocabulary import (
    HEAD,
    INTERVENTION_TEXTS,
    QUESTION_TEXTS,
    RULE_SECTIONS,
    RULE_TEXTS,
)
from triage.model.rulebook import Rulebook

RULES, _VALUES = "rules", "values"
_ID = re.compile(r"[a-z][a-z0-9_]*")
_RULE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Addition:
    """An entry `id_` of a section with its `keys`, and its texts by language and path.

    The path of a text is `label`, or `values.never`.
    """

    section: str
    id_: str
    keys: Mapping[str, Value]
    translated: Mapping[str, Mapping[str, str]]

    @property
    def is_rule(self) -> bool:
        """Say whether it is a rule, whose texts are translated among those of all rules."""
        return self.section in RULE_SECTIONS

    @property
    def path(self) -> str:
        """Its path, as diagnostics and texts name it."""
        return f"{RULES if self.is_rule else self.section}.{self.id_}"

    def to_translate(self) -> dict[str, str]:
        """Return the texts a translation should have, by path."""
        said = {key: value for key, value in self.keys.items() if key in _texts_of(self.section)}
        return dict(_flat(said))

    def unfilled(self, language: str) -> list[str]:
        """Return the paths of the texts nobody has translated."""
        done = self.translated.get(language, {})
        return [path for path in self.to_translate() if path not in done]


def add(
    rulebook: Rulebook, files: SourceFiles, new: Addition, after: str | None = None
) -> tuple[Change, ...]:
    """Return the changes that add an entry: of the rules, then of each translation.

    Raises:
        RulebookError: it has no proper id, there is one of that id, or nothing is called `after`.
    """
    _refuse_id(rulebook, new)
    beside = tuple(section_ids(files, new.section))
    at = None if new.is_rule else new.id_
    entry = Entry(at, {"id": Raw(new.id_), **new.keys} if new.is_rule else new.keys)
    changes = [add_entry(files, new.section, entry, after)]
    for language in translations_of(files) if new.to_translate() else ():
        texts = Entry(new.id_, _tree(new.to_translate(), new.translated.get(language, {})))
        section = RULES if new.is_rule else new.section
        changes.append(add_texts(files, language, section, texts, beside))
    return tuple(changes)


def translations_of(files: SourceFiles) -> tuple[str, ...]:
    """Return the languages the head declares beside its own; none where there is no folder."""
    heads = [found[1] for each in files.rules if (found := each.section(HEAD))]
    listed = [head.get("translations") for head in heads if isinstance(head, MappingNode)]
    return tuple(language for node in listed for language in _words(node)) * files.is_folder


def _words(node: Node | None) -> Iterator[str]:
    items = node.items if isinstance(node, SequenceNode) else (node,)
    yield from (item.text for item in items if isinstance(item, ScalarNode) and item.text)


def _refuse_id(rulebook: Rulebook, new: Addition) -> None:
    pattern = _RULE_ID if new.is_rule else _ID
    if not pattern.fullmatch(new.id_):
        code = "bad-rule-id" if new.is_rule else "bad-id"
        raise RulebookError((Diagnostic(code, details={"name": new.id_}),))
    place = rulebook.places.get(new.path)
    if place is not None:
        details = {"name": new.id_, "section": new.section}
        raise RulebookError((Diagnostic("id-taken", place, new.path, details=details),))


def _texts_of(section: str) -> frozenset[str]:
    """Return the keys whose texts are translated, and that of the values, which have labels."""
    if section in RULE_SECTIONS:
        return RULE_TEXTS[section] - NEVER_TRANSLATED
    if section == "questions":
        return QUESTION_TEXTS - NEVER_TRANSLATED | {_VALUES}
    return INTERVENTION_TEXTS - NEVER_TRANSLATED


def _flat(texts: Mapping[str, Value], before: str = "") -> Iterator[tuple[str, str]]:
    for key, text in texts.items():
        if isinstance(text, Mapping):
            yield from _flat(text, f"{before}{key}.")
        elif isinstance(text, str) and not isinstance(text, Raw):
            yield f"{before}{key}", text


def _tree(originals: Mapping[str, str], done: Mapping[str, str]) -> dict[str, Value]:
    """Return texts as a translation holds them: those that are there, and those to be filled in."""
    tree: dict[str, Value] = {}
    for path, original in originals.items():
        above, _, key = path.rpartition(".")
        inner = tree.setdefault(above, {}) if above else tree
        assert isinstance(inner, dict)
        inner[key] = done[path] if path in done else Unfilled(original)
    return tree
