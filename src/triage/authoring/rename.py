"""A new name for one thing of a rulebook, wherever it is named, and nothing else changed.

The edits are made by where names stand as the language reads them. What they come to is read again,
and held against the rulebook as it was: under the new name it must be the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from triage.authoring.books import Book, Word, word_of
from triage.authoring.case_names import names_in_case
from triage.authoring.confirmed import confirmation_edits
from triage.authoring.earlier_id_edits import earlier_id_edits
from triage.authoring.edits import Edit, edited, replace_scalar, source_of
from triage.authoring.fitting_names import asked_as, fits, fitting_files
from triage.authoring.same_but_for_names import check_book, check_case
from triage.authoring.targets import Target, new_id, target
from triage.diagnostics import Diagnostic, RulebookError, Sources, in_order
from triage.language.load import load_with_occurrences
from triage.language.reading.files import read_text
from triage.language.reading.nodes import Node, ScalarNode, SourceText
from triage.language.reading.occurrences import Occurrence
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import real
from triage.language.reading.yaml_events import read_yaml
from triage.verify.diff.renaming import Renaming

_KINDS = "kinds."
"""Kinds of interventions are named and nowhere defined."""

_NOT_KEPT = (_KINDS, "groups.")
"""What no answer, outcome or saved case names: nothing says what it was called before."""


_MOST_IN_THE_WAY = 5
"""So many problems are told, of those the new name would make."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after, and in how many places something has the new name."""

    file: Path
    before: str
    after: str
    places: int


@dataclass(frozen=True, slots=True)
class Rename:
    """A thing under a new name; `also` are the paths of what has that name together with it.

    Case files that are `unread` are no case files, so nobody knows what they name.
    """

    target: Target
    new: str
    also: tuple[str, ...]
    changes: tuple[Change, ...]
    unread: tuple[Path, ...]

    @property
    def is_kept(self) -> bool:
        """Say whether what the thing was called is kept."""
        return not self.target.path.startswith(_NOT_KEPT)


def rename(
    old: str, new: str, books: Sequence[Book], sources: Sources, root: Path | None = None
) -> Rename:
    """Return what giving a thing of the first rulebook a new name changes.

    The others extend it. `sources` receives the texts as they would be, for showing what is in the
    way.

    Raises:
        RulebookError: there is no such thing, the name can be none, or under it something would
            not be the same.
    """
    first = books[0]
    wanted = target(old, _known(first))
    id_ = new_id(new, wanted)
    paths = _one_name(wanted.path, books)
    _check_is_defined_here(wanted, first)
    _check_is_free(paths, id_, books)
    _check_is_not_asked(wanted, first)
    trees = {file: _tree(file) for book in books for file in book.cases}
    names = [*_in_books(books), *_in_cases(books, trees)]
    edits = list(_edits(paths, id_, books, names))
    texts = edited(edits)
    in_the_way = _in_the_way(books, _renaming(paths, id_), texts, sources, root)
    if in_the_way:
        details = {"old": wanted.name, "new": id_}
        refused = Diagnostic("not-renamed", details=details)
        raise RulebookError((refused, *in_order(in_the_way)[:_MOST_IN_THE_WAY]))
    edits += confirmation_edits(_cases(books, texts))
    texts = edited(edits)
    also = tuple(sorted(path for path in paths - {wanted.path} if _is_known(path, books)))
    unread = tuple(file for file, tree in trees.items() if tree is None)
    return Rename(wanted, id_, also, tuple(_changes(edits, paths, names, texts)), unread)


def _renaming(paths: set[str], new: str) -> Renaming:
    """Return the new name by path; guarantees stand among the rules, and by themselves."""
    guarantees = {path.replace("rules.", "guarantees.", 1) for path in paths}
    return Renaming(dict.fromkeys(paths | guarantees, new))


def _known(book: Book) -> set[str]:
    """Return the paths of what has a name: what is defined, kinds, and values that are borrowed."""
    places = {*book.rulebook.places}
    kinds = {each.path for each in book.names if each.path.startswith(_KINDS)}
    borrowed = {
        f"{borrower}{path.removeprefix(lender)}"
        for borrower, lender in book.joined
        for path in places
        if path.startswith(f"{lender}.")
    }
    return places | kinds | borrowed


def _is_known(path: str, books: Sequence[Book]) -> bool:
    return any(path in book.rulebook.places for book in books)


def _one_name(path: str, books: Sequence[Book]) -> set[str]:
    """Return the paths of what must have one name: one word names it, or values are compared."""
    by_word, joined = defaultdict[object, set[str]](set), defaultdict[str, set[str]](set)
    words = defaultdict[str, set[object]](set)
    for book in books:
        for each in book.names:
            by_word[_part(each)].add(each.path)
            words[each.path].add(_part(each))
        for one, other in book.joined:
            joined[one].add(other)
            joined[other].add(one)
    found, waiting = {path}, [path]
    while waiting:
        around, _, id_ = (at := waiting.pop()).rpartition(".")
        beside = {f"{other}.{id_}" for other in joined[around]}
        beside |= {each for word in words[at] for each in by_word[word]}
        waiting += beside - found
        found |= beside
    return found


def _part(occurrence: Occurrence) -> tuple[Word, int]:
    return word_of(occurrence.node), occurrence.part


def _check_is_defined_here(wanted: Target, book: Book) -> None:
    """Refuse what a rulebook takes over from one it extends: it is renamed there."""
    files = {each.node.span.file for each in book.names if each.path == wanted.path}
    place = book.rulebook.places.get(wanted.path)
    files = files if place is None else {place.file}
    if not any(map(book.holds, files)):
        details = {"name": wanted.name, "rulebook": ", ".join(book.rulebook.extends)}
        raise RulebookError((Diagnostic("defined-elsewhere", place, wanted.path, details=details),))


def _check_is_free(paths: set[str], new: str, books: Sequence[Book]) -> None:
    """Refuse a name that something has which could be meant by it."""
    for book in books:
        for path, place in book.rulebook.places.items():
            if path.rpartition(".")[2] == new and any(_is_beside(path, each) for each in paths):
                details = {"name": new, "path": path}
                raise RulebookError((Diagnostic("new-name-taken", place, path, details=details),))


def _check_is_not_asked(wanted: Target, book: Book) -> None:
    """Refuse an intervention that another rulebook has as an answer: it is renamed there first."""
    if wanted.kind == "intervention":
        for file in fitting_files(book.path):
            found = asked_as(file, wanted.id) if fits(file, book.rulebook) else None
            if found is not None:
                raise RulebookError((found,))


def _is_beside(path: str, other: str) -> bool:
    """Say whether one name could stand for both: in one place, or both tested by conditions."""
    around, beside = path.rpartition(".")[0], other.rpartition(".")[0]
    both = {around, beside}
    return len(both) == 1 or (all(map(_is_tested, both)) and not both.isdisjoint(_AT_THE_TOP))


_AT_THE_TOP = frozenset({"questions", "findings"})


def _is_tested(around: str) -> bool:
    return around in _AT_THE_TOP or (around.startswith("questions.") and around.endswith(".item"))


# --- where names stand


def _in_books(books: Sequence[Book]) -> Iterator[Occurrence]:
    for book in books:
        yield from book.names


def _in_cases(books: Sequence[Book], trees: Mapping[Path, Node | None]) -> Iterator[Occurrence]:
    for book in books:
        for file in book.cases:
            if (root := trees[file]) is not None:
                yield from names_in_case(root, book.rulebook)


def _tree(file: Path) -> Node | None:
    """Return a case file as nodes; `None` where it cannot be read as any."""
    problems = Problems()
    text = read_text(file, problems)
    root = None if text is None else read_yaml(SourceText(str(real(file)), text), problems)
    return None if problems.errors else root


# --- edits


def _edits(
    paths: set[str], new: str, books: Sequence[Book], names: Iterable[Occurrence]
) -> Iterator[Edit]:
    parts = defaultdict[Word, set[int]](set)
    nodes: dict[Word, ScalarNode] = {}
    for each in names:
        if each.path in paths:
            parts[word_of(each.node)].add(each.part)
            nodes[word_of(each.node)] = each.node
    kept = {path for path in paths if not path.startswith(_NOT_KEPT)}
    defined = {word for book in books for path, word in book.defined if path in kept}
    for word, node in nodes.items():
        if word in defined:
            root = read_yaml(source_of(node), Problems())
            assert root is not None, "it was read before"
            yield from earlier_id_edits(root, node, new)
        else:
            yield replace_scalar(node, _renamed(node.text or "", parts[word], new))


def _renamed(text: str, parts: set[int], new: str) -> str:
    mark = "$" if text.startswith("$") else ""
    names = text.removeprefix(mark).split(".")
    return mark + ".".join(new if place in parts else name for place, name in enumerate(names))


def _cases(books: Sequence[Book], texts: Mapping[str, str]) -> dict[Path, str]:
    every = ((file, str(real(file))) for book in books for file in book.cases)
    return {file: texts[name] for file, name in every if name in texts}


def _changes(
    edits: Iterable[Edit],
    paths: set[str],
    names: Iterable[Occurrence],
    texts: Mapping[str, str],
) -> Iterator[Change]:
    before = {each.source.file: each.source.text for each in edits}
    places = Counter(file for file, _, _ in {word_of(n.node) for n in names if n.path in paths})
    for file, after in texts.items():
        yield Change(Path(file), before[file], after, places[file])


# --- holding what it comes to against what there was


def _in_the_way(
    books: Sequence[Book],
    renaming: Renaming,
    texts: Mapping[str, str],
    sources: Sources,
    root: Path | None,
) -> list[Diagnostic]:
    """Return what would be wrong, or not as it was, under the new name."""
    found: list[Diagnostic] = []
    for book in books:
        try:
            new, _ = load_with_occurrences(book.path, instead=texts, sources=sources, root=root)
        except RulebookError as error:
            found += error.diagnostics
            continue
        found += check_book(book.rulebook, new, renaming)
        for file in book.cases:
            if (name := str(real(file))) in texts:
                found += check_case(file, texts[name], renaming, (book.rulebook, new))
    return list(dict.fromkeys(found))
