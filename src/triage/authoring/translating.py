"""A translation to be filled in: every text that lacks one, empty, beside what it translates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from triage.authoring.adding import Change, changed
from triage.authoring.edits import Edit, append_item, replace_node, source_of
from triage.authoring.insertion import added
from triage.authoring.source_files import SourceFile, SourceFiles
from triage.authoring.writing import Entry, Raw, Unfilled, Value, block, flow
from triage.language.checks.translations import is_translated
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.vocabulary import HEAD
from triage.language.texts import TEXT_SECTIONS
from triage.model.rulebook import Rulebook

_TRANSLATIONS = "translations"


@dataclass(frozen=True, slots=True)
class Translation:
    """What adds a language: the changes, and how many texts are to be filled in."""

    changes: tuple[Change, ...]
    count: int


def translation(rulebook: Rulebook, files: SourceFiles, language: str) -> Translation:
    """Return what adds a language to a rulebook, or to one that lacks some of its texts.

    What is there already, filled or not, stays as it is.
    """
    missing = missing_texts(rulebook, language)
    tree = _nested(missing)
    there = files.translations.get(language, ())
    changes = [*_declared(files, language)]
    for file in there:
        here = {name: tree.pop(name) for name in [*tree] if file is _home(there, name)}
        edits = list(_filled(file.root, here))
        changes += [changed(file, edits)] if edits else []
    if tree:
        changes = _with_sections(changes, files, language, tree)
    return Translation(tuple(changes), len(missing))


def missing_texts(rulebook: Rulebook, language: str) -> dict[str, str]:
    """Return the texts that lack a translation, by path."""
    there = rulebook.texts.translations.get(language)
    done = {} if there is None else there()
    return {
        path: text
        for path, text in rulebook.texts.own.items()
        if path not in done and is_translated(path)
    }


def _nested(texts: Mapping[str, str]) -> dict[str, Value]:
    """Return texts by path as a tree; a thing that has nothing but a label is its label."""
    tree: dict[str, Value] = {}
    for path, text in texts.items():
        *above, key = path.split(".")
        here = tree
        for name in above:
            inner = here.setdefault(name, {})
            assert isinstance(inner, dict)
            here = inner
        here[key] = Unfilled(text)
    return {name: _shortened(tree[name], top=True) for name in TEXT_SECTIONS if name in tree}


def _shortened(value: Value, *, top: bool = False) -> Value:
    if not isinstance(value, Mapping):
        return value
    if [*value] == ["label"] and not top:
        return value["label"]
    return {key: _shortened(each) for key, each in value.items()}


def _home(files: tuple[SourceFile, ...], section: str) -> SourceFile | None:
    """Return the file that has most of a section."""
    sizes = {}
    for file in files:
        found = file.section(section)
        if found is not None and isinstance(found[1], MappingNode) and found[1].entries:
            sizes[file] = len(found[1].entries)
    return max(sizes, key=lambda each: sizes[each], default=None)


def _filled(node: Node, tree: Mapping[str, Value]) -> Iterator[Edit]:
    """Yield what adds a tree of texts to one that is there."""
    assert isinstance(node, MappingNode), "what has sections or entries is a mapping"
    for key, value in tree.items():
        match node.get(key):
            case None:
                yield added(node, Entry(key, value))
            case MappingNode() as inner if inner.entries:
                yield from _filled(inner, value if isinstance(value, Mapping) else {})
            case ScalarNode(str()) as label if isinstance(value, Mapping):
                written = source_of(label).text[label.start : label.end]
                yield replace_node(label, flow({"label": Raw(written), **value}))


def _declared(files: SourceFiles, language: str) -> Iterator[Change]:
    """Yield what puts a language into the list in the head, unless it stands there."""
    for file in files.rules:
        found = file.section(HEAD)
        head = None if found is None else found[1]
        if isinstance(head, MappingNode):
            listed = head.get(_TRANSLATIONS)
            if language not in _listed(listed):
                yield changed(file, [_declaring(head, listed, language)])


def _declaring(head: MappingNode, listed: Node | None, language: str) -> Edit:
    match listed:
        case None:
            return added(head, Entry(_TRANSLATIONS, [Raw(language)]))
        case SequenceNode():
            return append_item(listed, language)
        case _:
            return replace_node(listed, flow([*map(Raw, _listed(listed)), Raw(language)]))


def _listed(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return [item.text for item in items if isinstance(item, ScalarNode) and item.text]


def _with_sections(
    changes: list[Change], files: SourceFiles, language: str, tree: Mapping[str, Value]
) -> list[Change]:
    """Add sections nobody has yet, at the end of the first file of the language."""
    path = files.path / "texts" / f"{language}.yaml"
    there = files.translations.get(language, ())
    if there and all(each.path != path for each in there):
        path = there[0].path
    lines = "".join(f"{line}\n" for line in block(tree, 1))
    before = next((each.source.text for each in there if each.path == path), None)
    text = next((each.text for each in changes if each.path == path), before) or ""
    rest = [each for each in changes if each.path != path]
    return [*rest, Change(path, text + lines, text.count("\n") + 1, before)]
