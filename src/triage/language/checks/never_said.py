"""Words that may not be used, looked for in every text a participant may meet, in every language.

Read by people who work with a rulebook alone, and not looked at: texts of guarantees and of
`never_says`, notes, readings, names in sources, and sources, but those of law.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from triage.diagnostics import RulebookError, Span
from triage.language.drafts.draft import Draft
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles
from triage.language.reading.vocabulary import HEAD, PROGRAMME
from triage.language.texts import read_layer
from triage.model.never_says import Aside
from triage.model.rulebook import Rulebook

_FOR_STAFF = frozenset({"note", "reading", "name_in_source", "url", "checked_on"})
_SOURCE, _LAW = "source", "law"


def check_never_said(draft: Draft, rulebook: Rulebook, files: RulebookFiles) -> None:
    """Record as errors texts and ids that hold such words, and languages that have none."""
    if rulebook.never_says:
        check = _Check(draft, rulebook, files)
        check.texts()
        check.ids()
        check.languages()


class _Check:
    def __init__(self, draft: Draft, rulebook: Rulebook, files: RulebookFiles) -> None:
        self._draft, self._rulebook, self._files = draft, rulebook, files
        self._problems: Problems = files.problems
        self._unsaid = rulebook.texts.unsaid
        self._read: dict[str, dict[str, Span]] = {}

    def texts(self) -> None:
        """Look at every text in every language; what cannot be read is told where it is read."""
        for language in self._rulebook.texts.languages:
            with suppress(RulebookError):
                for path, text in self._rulebook.texts.as_written(language).items():
                    self._text(path, text, language)

    def _text(self, path: str, text: str, language: str) -> None:
        if self._is_for_staff(path):
            return
        for id_, words in self._unsaid.found_in(text, tuple(self._aside(path))):
            at = self._translations(language).get(path) or self._place(path)
            self._problems.add("never-said", at, path, name=id_, words=words, language=language)

    def _translations(self, language: str) -> dict[str, Span]:
        """Return where the texts of the translation files of a language stand."""
        if language not in self._read:
            again = RulebookFiles(
                Problems(), limits=self._files.limits, instead=self._files.instead
            )
            self._read[language] = {
                each.path: each.node.span
                for layer in self._draft.translations
                for each in read_layer(language, layer, again)
            }
        return self._read[language]

    def _is_for_staff(self, path: str) -> bool:
        thing, _, key = path.rpartition(".")
        if path.startswith(("never_says.", f"{HEAD}.sources.")) or key in _FOR_STAFF:
            return True
        return thing in self._guarantees or (key == _SOURCE and thing not in self._of_law)

    def _aside(self, path: str) -> Iterator[Aside]:
        """Yield what a text is about that may hold words others may not."""
        thing, _, key = path.rpartition(".")
        if key == _LAW or any(each in self._of_law for each in _upwards(thing)):
            yield Aside.LAW
        if any(each in self._of_programme for each in _upwards(thing)):
            yield Aside.PROGRAMME

    @cached_property
    def _guarantees(self) -> frozenset[str]:
        return frozenset(f"rules.{each.id}" for each in self._rulebook.guarantees)

    @cached_property
    def _of_law(self) -> frozenset[str]:
        """The paths of rules of law, of warnings that rest on law, and of questions law asks."""
        book, own = self._rulebook, self._rulebook.texts.own
        rules = {f"rules.{each.id}" for each in book.availability if each.rests_on_law}
        warned = {f"rules.{each.id}" for each in book.warnings if each.rests_on_law}
        asked = {thing for path in own if (thing := _asked_by_law(path))}
        return frozenset(rules | warned | asked)

    @cached_property
    def _of_programme(self) -> frozenset[str]:
        """The paths of a programme, of whom it is for, of its conditions and what it alone asks."""
        book = self._rulebook
        rules = () if book.target_groups is None else book.target_groups.rules
        asked = (f"questions.{each.id}" for each in book.questions.values() if each.programme_only)
        groups = (f"rules.{each.id}" for each in rules)
        conditions = (f"rules.{each.id}" for each in book.availability if not each.rests_on_law)
        return frozenset({PROGRAMME, "target_groups", *asked, *groups, *conditions})

    def _place(self, path: str) -> Span | None:
        """Return where the nearest thing around a text stands."""
        places = self._rulebook.places
        return next((places[each] for each in _upwards(path) if each in places), None)

    def ids(self) -> None:
        """Look at id and version of the rulebook, on every page, and at ids without a label."""
        book = self._rulebook
        for key in ("id", "version"):
            if self._unsaid.holds(name := str(getattr(book, key))):
                at = book.places.get(HEAD)
                self._problems.add("never-said-id", at, f"{HEAD}.{key}", name=name)
        for path, place in book.places.items():
            id_ = path.rpartition(".")[2]
            if self._unsaid.holds(id_) and not self._is_named(path):
                self._problems.add("never-said-id", place, path, name=id_)

    def _is_named(self, path: str) -> bool:
        """Say whether people read something else in the place of an id, or never meet it."""
        texts = self._rulebook.texts
        if path.startswith(("rules.", "never_says.", f"{HEAD}.")):
            return True
        return any(texts.get(f"{path}.{key}") for key in ("label", "ask", "title"))

    def languages(self) -> None:
        """Look for languages of texts for which a kind has no words."""
        for kind in self._rulebook.never_says:
            missing = [each for each in self._rulebook.texts.languages if not kind.words.get(each)]
            for language in missing:
                path = f"never_says.{kind.id}"
                at = self._rulebook.places.get(path)
                self._problems.add("never-said-in", at, path, name=kind.id, language=language)


def _asked_by_law(path: str) -> str | None:
    thing, _, key = path.rpartition(".")
    return thing if key == _LAW and thing.startswith("questions.") else None


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition(".")[0]
