"""The texts of a rulebook in all its languages, by path (rulebook language, section 1).

The texts beside the rules are collected while they are resolved. Here those of `texts/` are
read: a language of its own only when somebody first asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from triage.diagnostics import RulebookError
from triage.language.drafts.draft import Draft, Translations
from triage.language.reading.fields import read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles
from triage.language.reading.shapes import is_absent, mapping_entries
from triage.model.limits import Limits
from triage.model.texts import Texts

# Sections and parts that are one thing themselves; the others hold things by their ids.
_THINGS = frozenset(
    {
        *("rulebook", "programme", "target_groups", "typologies"),
        *("programme.period", "programme.reached", "programme.follow_up"),
    }
)
TEXT_SECTIONS = (
    "rulebook",
    "programme",
    "factors",
    "questions",
    "tables",
    "parameters",
    "findings",
    "target_groups",
    "typologies",
    "interventions",
    "groups",
    "first_steps",
    "never_says",
    "rules",
)


@dataclass(frozen=True, slots=True)
class TextAt:
    """One text of a translation file: its path, its words, and where they stand."""

    path: str
    text: str
    node: ScalarNode


def with_translations(
    texts: Texts, draft: Draft, limits: Limits, instead: Mapping[str, str] | None = None
) -> Texts:
    """Add what stands under `texts/`: the rulebook's own language now, the others when asked.

    Texts `instead` are read in the place of what files of those names hold.
    """
    layers = tuple(draft.translations)
    languages = sorted({language for layer in layers for language in layer.files})
    own = dict(texts.own)
    if texts.language in languages:
        own = {**read_language(texts.language, layers, limits, instead), **own}
    lazy = {
        language: _Translation(language, layers, limits, instead)
        for language in languages
        if language != texts.language
    }
    return replace(texts, own=own, translations=lazy)


@dataclass(frozen=True)
class _Translation:
    """The texts of one language, read when first called for; it can be pickled, as a cache cannot.

    Threads that call at once may read twice: they read the same.
    """

    language: str
    layers: tuple[Translations, ...]
    limits: Limits
    instead: Mapping[str, str] | None

    def __call__(self) -> Mapping[str, str]:
        return self._texts

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return read_language(self.language, self.layers, self.limits, self.instead)


def read_language(
    language: str,
    layers: tuple[Translations, ...],
    limits: Limits,
    instead: Mapping[str, str] | None = None,
) -> Mapping[str, str]:
    """Read all texts of one language; what a nearer rulebook retells, it alone translates.

    Raises:
        RulebookError: a file cannot be read, or is no translation file.
    """
    problems = Problems()
    files = RulebookFiles(problems, limits=limits, instead=instead)
    texts: dict[str, str] = {}
    with problems.within():
        for layer in layers:
            texts = {path: text for path, text in texts.items() if not is_retold(path, layer)}
            for found in read_layer(language, layer, files):
                texts.setdefault(found.path, found.text)
    if problems.errors:
        raise RulebookError(problems.errors)
    return texts


def is_retold(path: str, layer: Translations) -> bool:
    """Say whether the texts at `path` are no longer what farther rulebooks wrote there."""
    return any(path == retold or path.startswith(f"{retold}.") for retold in layer.retold)


def read_layer(language: str, layer: Translations, files: RulebookFiles) -> Iterator[TextAt]:
    """Yield the texts of one language that one rulebook's files hold."""
    for file in layer.files.get(language, ()):
        yield from _read_texts(file, files)


def _read_texts(file: Path, files: RulebookFiles) -> Iterator[TextAt]:
    text = files.text(file)
    root = None if text is None else files.node(files.shown(text), files.problems)
    if root is None or is_absent(root):
        return
    notes = Notes(files.problems, files.occurrences)
    fields = read_fields(root, file.stem, TEXT_SECTIONS, notes)
    for key, node in fields.node.entries if fields else ():
        section = key.text or ""
        if section in _THINGS:
            yield from _texts_of_thing(node, section, notes)
        elif section in TEXT_SECTIONS:
            yield from _texts_of_things(node, section, notes)


def _texts_of_things(node: Node, path: str, notes: Notes) -> Iterator[TextAt]:
    """Read a mapping from ids to things."""
    for key, value in mapping_entries(node, path, notes):
        notes.occurs(f"{path}.{key.text}", key)
        yield from _texts_of_thing(value, f"{path}.{key.text}", notes)


def _texts_of_thing(node: Node, path: str, notes: Notes) -> Iterator[TextAt]:
    """Read the texts of one thing, and of the things in it; a text on its own is its label."""
    if isinstance(node, ScalarNode):
        yield from _text(node, f"{path}.label")
        return
    for key, value in mapping_entries(node, path, notes):
        below = f"{path}.{key.text}"
        if isinstance(value, MappingNode):
            read = _texts_of_thing if below in _THINGS else _texts_of_things
            yield from read(value, below, notes)
        elif isinstance(value, ScalarNode):
            yield from _text(value, below)
        else:
            notes.wrong_kind(value, below, "text")


def _text(node: ScalarNode, path: str) -> Iterator[TextAt]:
    if node.text is not None:
        yield TextAt(path, node.text, node)
