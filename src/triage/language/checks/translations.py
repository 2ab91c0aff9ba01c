"""Translations held against the texts they translate (section 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from triage.diagnostics import Severity, Span, in_other_words, listed, nearest
from triage.language.drafts.draft import Draft
from triage.language.reading import vocabulary
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles
from triage.language.texts import TextAt, is_retold, read_layer
from triage.model.rulebook import Rulebook
from triage.model.texts import Translated

_WARNING = Severity.WARNING
# Where something comes from, what it is numbered, and who answers for it stay as they are.
NEVER_TRANSLATED = frozenset({"source", "note", "code", "law", "owner", "url", "checked_on"})
_SHOWN_OF_PROGRAMME = frozenset({"note", "owner", "law"})
"""What the page of a programme shows of these, in the reader's language."""

_STEPS = "interventions"

_TEXT_KEYS = (
    vocabulary.QUESTION_TEXTS
    | vocabulary.PARAMETER_TEXTS
    | vocabulary.VALUE_TEXTS
    | vocabulary.TABLE_ROW_TEXTS
    | vocabulary.INTERVENTION_TEXTS
    | frozenset[str]().union(*vocabulary.RULE_TEXTS.values())
)


def check_translations(draft: Draft, rulebook: Rulebook, files: RulebookFiles) -> None:
    """Record what is translated but does not exist, stands twice, or is not translated."""
    problems = files.problems
    found = {language for layer in draft.translations for language in layer.files}
    declared = {*draft.head.translations, *rulebook.sheet_translations}
    known = _Known(rulebook, problems)
    for language in sorted(found | declared):
        texts = _read(language, draft, files)
        known.check(texts)
        if language != rulebook.texts.language:
            translated = {text.path for text in texts}
            expected = _expected(language, rulebook, draft)
            left = [path for path in expected if path not in translated]
            _check_missing(language, left, draft, problems)
    for language in sorted(found - declared - {rulebook.texts.language}):
        path, file = f"{vocabulary.HEAD}.translations", _file_of(language, draft)
        missing = declared - found
        near = in_other_words(language, missing) or nearest(language, missing)
        problems.add("undeclared-language", file, path, near, _WARNING, name=language)


def _file_of(language: str, draft: Draft) -> Span:
    """Return the first file with texts in a language."""
    files = (file for layer in draft.translations for file in layer.files.get(language, ()))
    return Span(str(next(files)), 1, 1, 1, 1)


def _read(language: str, draft: Draft, files: RulebookFiles) -> list[TextAt]:
    """Read the texts that count: those a nearer rulebook retells are no longer asked for."""
    texts: list[TextAt] = []
    for layer in draft.translations:
        texts = [text for text in texts if not is_retold(text.path, layer)]
        texts.extend(read_layer(language, layer, files))
    return texts


class _Known:
    """The paths at which a rulebook can have texts."""

    def __init__(self, rulebook: Rulebook, problems: Problems) -> None:
        self._problems = problems
        self._texts = {*rulebook.texts.own, *rulebook.texts.aliases}
        self._things = {*rulebook.places, *(path.rpartition(".")[0] for path in self._texts)}
        self._below: dict[str, set[str]] = {}
        for path in (*self._texts, *self._things):
            names = path.split(".")
            for depth, name in enumerate(names):
                self._below.setdefault(".".join(names[:depth]), set()).add(name)

    def check(self, texts: Iterable[TextAt]) -> None:
        """Record texts of nothing, once for each unknown name, and texts that stand twice."""
        first: dict[str, TextAt] = {}
        unknown: set[str] = set()
        for text in texts:
            if not self._has(text.path):
                name, near = self._put_right(text.path)
                if name not in unknown:
                    unknown.add(name)
                    self._warn("text-of-nothing", text, name, near)
            elif first.setdefault(text.path, text) is not text:
                place = first[text.path].node.span
                self._warn("duplicate-text", text, text.path, related=(place,))

    def _warn(
        self,
        code: str,
        text: TextAt,
        name: str,
        near: str | None = None,
        related: tuple[Span, ...] = (),
    ) -> None:
        self._problems.add(code, text.node, text.path, near, _WARNING, related, name=name)

    def _has(self, path: str) -> bool:
        thing, _, key = path.rpartition(".")
        return path in self._texts or (thing in self._things and key in _TEXT_KEYS)

    def _put_right(self, path: str) -> tuple[str, str | None]:
        """Return the path up to its first unknown name, and with the nearest name in its place."""
        names = path.split(".")
        for depth, name in enumerate(names):
            around = names[:depth]
            known = self._below.get(".".join(around), set())
            if name not in known:
                near = nearest(name, known)
                return ".".join((*around, name)), near and ".".join((*around, near))
        return path, None


def is_translated(path: str) -> bool:
    """Say whether a text is expected in every language."""
    thing, _, key = path.rpartition(".")
    of_programme = thing.split(".", 1)[0] == vocabulary.PROGRAMME
    shown = (of_programme and key in _SHOWN_OF_PROGRAMME) or path == f"{vocabulary.HEAD}.note"
    return shown or key not in NEVER_TRANSLATED


def is_on_the_sheet(path: str) -> bool:
    """Say whether a text stands on the sheet a participant takes home."""
    key = path.rpartition(".")[2]
    return path.startswith(f"{_STEPS}.") and key in ("label", "for_participant")


def _expected(language: str, rulebook: Rulebook, draft: Draft) -> list[str]:
    """Return the texts expected in a language.

    In one of the sheet that only a rulebook it extends names, a local rulebook owes none; nor does
    anybody owe what a machine is to write: until it has, the sheet shows the rulebook's own words.
    """
    if language not in rulebook.sheet_translations:
        return [path for path in rulebook.texts.own if is_translated(path)]
    if rulebook.sheet_translations[language] is Translated.MACHINE_MADE:
        return []
    head = draft.head.node
    named = head.get("sheet_translations")
    if named is None or named.span.file != head.span.file:
        return []
    return [path for path in rulebook.texts.own if is_on_the_sheet(path)]


def _check_missing(language: str, missing: list[str], draft: Draft, problems: Problems) -> None:
    """Record what a language lacks, once for each section."""
    for section, count in Counter(path.split(".", 1)[0] for path in missing).items():
        at = draft.head.node.get("translations") or draft.head.node
        paths = listed(path for path in missing if path.split(".", 1)[0] == section)
        problems.add(
            "not-translated",
            at,
            section,
            severity=_WARNING,
            language=language,
            section=section,
            count=count,
            paths=paths,
        )
