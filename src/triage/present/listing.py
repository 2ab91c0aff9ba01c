"""A readable listing of a rulebook: everything it asks, concludes, recommends and limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from triage.model.rulebook import Rulebook
from triage.present.blocks import Block, Line, Page, Point, Section, labelled
from triage.present.foot import foot
from triage.present.listing_entries import (
    ListingView,
    list_availability,
    list_findings,
    list_first_steps,
    list_groups,
    list_interventions,
    list_never_says,
    list_parameters,
    list_recommendations,
    list_tables,
    list_target_groups,
    list_typologies,
    list_warnings,
)
from triage.present.listing_questions import list_questions
from triage.present.names import question_path
from triage.present.numbers import Numbers
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.programme.monitoring.departed import DepartedFrom

Entries = dict[str, Point]

_SECTIONS: dict[str, Callable[[ListingView], Entries]] = {
    "questions": list_questions,
    "parameters": list_parameters,
    "tables": list_tables,
    "findings": list_findings,
    "target_groups": list_target_groups,
    "typologies": list_typologies,
    "interventions": list_interventions,
    "groups": list_groups,
    "first_steps": list_first_steps,
    "never_says": list_never_says,
    "recommendations": list_recommendations,
    "availability": list_availability,
    "warnings": list_warnings,
}
_OF_RULES = ("target_groups", "typologies", "recommendations", "availability", "warnings")
_CHANGES = "changes"


def known_names(rulebook: Rulebook) -> tuple[str, ...]:
    """Return everything a listing can be asked for: sections, and the ids in them."""
    view = ListingView(rulebook, Words(rulebook.texts.language))
    entries = (entry for make in _SECTIONS.values() for entry in make(view))
    return (*_SECTIONS, _CHANGES, *entries)


def headings(rulebook: Rulebook, words: Words) -> tuple[tuple[str, str], ...]:
    """Return the sections a listing can be asked for, each with its heading; not the empty ones."""
    view = ListingView(rulebook, words)
    return tuple((name, _heading(view, name)) for name, make in _SECTIONS.items() if make(view))


class ListedThings:
    """The entries of a listing by the path of what they list; a section is listed when asked for.

    Such a path is `rules.T-none`.
    """

    def __init__(self, view: ListingView) -> None:
        """Take what is listed, and the words for it."""
        self._view = view
        self._sections: dict[str, Entries] = {}

    def get(self, kind: str, path: str) -> Point | None:
        """Return the entry of a thing, whose path begins with its kind; `None`: it has none."""
        among = _OF_RULES if kind == "rules" else [kind] if kind in _SECTIONS else ()
        return next((entries[path] for entries in map(self._in, among) if path in entries), None)

    def _in(self, section: str) -> Entries:
        if section not in self._sections:
            listed = _SECTIONS[section](self._view).items()
            rulebook = self._view.rulebook
            self._sections[section] = {_path(rulebook, section, id_): each for id_, each in listed}
        return self._sections[section]


def _path(rulebook: Rulebook, section: str, id_: str) -> str:
    if section == "questions":
        every = ((owner, each.id) for owner, each in rulebook.every_question())
        return next(question_path(rulebook, *at) for at in every if _listed_as(*at) == id_)
    classes = {each: getattr(rulebook, each) for each in ("target_groups", "typologies")}
    if section in classes and id_ in classes[section].values:
        return f"{section}.values.{id_}"
    return f"rules.{id_}" if section in _OF_RULES else f"{section}.{id_}"


def _listed_as(owner: str | None, id_: str) -> str:
    return f"{owner}.{id_}" if owner else id_


@dataclass(frozen=True, slots=True)
class InJournal:
    """What a journal tells of rules: how often each was departed from.

    Of too few workers nothing is told: it would be about one of them.
    """

    rules: Mapping[str, DepartedFrom]
    limit: int
    enough_workers: bool


def list_rulebook(
    rulebook: Rulebook,
    language: str,
    what: str | None = None,
    read_from: str | None = None,
    journal: InJournal | None = None,
) -> Page:
    """List a rulebook, or the section or the things of that id in it; `read_from` is its path.

    With a `journal`, it says of each rule how often it was departed from, and why.

    Raises:
        KeyError: nothing in the rulebook is called `what`.
    """
    view = ListingView(rulebook, Words(language))
    sections = tuple(_sections(view, what, journal))
    if what is not None and not sections:
        raise KeyError(what)
    title = view.names.text("rulebook.title") or rulebook.id
    head = (*_head(view, read_from), *_of_journal(view, journal))
    return Page(title, head, sections, foot(view.words))


def _of_journal(view: ListingView, journal: InJournal | None) -> Iterator[Line]:
    if journal is not None:
        say, label = view.words.say, view.words.say("book.in_journal")
        told = "book.departed_hidden" if journal.enough_workers else "book.departed_too_few"
        yield Line(say(told, version=view.rulebook.version, limit=journal.limit), label=label)


def _with_departures(view: ListingView, entries: Entries, journal: InJournal) -> Entries:
    """Add to each rule what became of what it speaks for."""
    return {
        id_: replace(entry, notes=(*entry.notes, *_departed(view, journal.rules.get(id_))))
        for id_, entry in entries.items()
    }


def _departed(view: ListingView, found: DepartedFrom | None) -> Iterator[Line]:
    if found is None:
        return
    words, number = view.words, Numbers(view.words).number
    counts = {"departed": number(found.departed).text, "suggested": number(found.suggested).text}
    told = [words.say("book.departed", **counts)]
    for reason, count in found.reasons.items():
        told.append(labelled(words.say(f"departure.{reason.value}"), number(count).text))
    yield Line("; ".join(told), label=words.say("book.in_journal"))


def _sections(view: ListingView, what: str | None, journal: InJournal | None) -> Iterator[Section]:
    if what in (None, _CHANGES) and (view.rulebook.changes or what == _CHANGES):
        yield _changes(view)
    for name, make in _SECTIONS.items():
        entries = make(view)
        if what not in (None, name):
            entries = {id_: entry for id_, entry in entries.items() if id_ == what}
        elif not entries and what == name:
            yield Section(_heading(view, name), (Line(view.words.say("book.nothing")),))
        if journal is not None and journal.enough_workers and name in _OF_RULES:
            entries = _with_departures(view, entries, journal)
        if entries:
            yield Section(_heading(view, name), tuple(entries.values()))


def _heading(view: ListingView, section: str) -> str:
    if section == "availability" and view.rulebook.programme_conditions:
        return view.words.say("book.availability_and_conditions")
    return view.words.say(f"book.{section}")


def _head(view: ListingView, read_from: str | None) -> Iterator[Line]:
    rulebook, say = view.rulebook, view.words.say
    yield Line(say("book.named", id=rulebook.id, version=rulebook.version))
    yield Line(rulebook.digest, label=say("sheet.digest"))
    yield Line(rulebook.texts_digest, label=say("sheet.texts_digest"))
    if read_from is not None:
        yield Line(read_from, label=say("book.read_from"))
    if rulebook.carries_over:
        versions = ", ".join(rulebook.carries_over)
        yield Line(f"{versions}.", label=view.words.say("book.carries_over"))
    if rulebook.valid_from or rulebook.valid_to:
        yield Line(f"{view.validity(rulebook.valid_from, rulebook.valid_to)}.")
    yield Line(", ".join(rulebook.texts.languages), label=say("book.languages"))


def _changes(view: ListingView) -> Section:
    """List what a local rulebook changes in the one it extends."""
    parents = ", ".join(view.rulebook.extends)
    blocks: tuple[Block, ...] = tuple(
        Point(
            f"{change.path}: {view.words.say(f'book.changed_{change.what}')}",
            tuple(_before_and_after(view, change.before, change.after)),
        )
        for change in view.rulebook.changes
    )
    heading = (
        view.words.say("book.changes", parents=parents) if parents else _heading(view, "no_changes")
    )
    return Section(heading, blocks or (Line(view.words.say("book.nothing")),))


def _before_and_after(view: ListingView, before: str | None, after: str | None) -> Iterator[Line]:
    if before is not None:
        yield Line(before, label=view.words.say("book.before"))
    if after is not None:
        yield Line(after, label=view.words.say("book.after"))
