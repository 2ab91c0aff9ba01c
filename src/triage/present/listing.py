"""A readable listing of a rulebook: everything it asks, concludes, recommends and limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from triage.model.rulebook import Rulebook
from triage.present.blocks import Block, Line, Page, Point, Section
from triage.present.foot import foot
from triage.present.listing_entries import (
    ListingView,
    list_availability,
    list_findings,
    list_groups,
    list_interventions,
    list_never_says,
    list_parameters,
    list_questions,
    list_recommendations,
    list_tables,
    list_target_groups,
    list_typologies,
    list_warnings,
)
from triage.present.names import question_path
from triage.present.wording import Words

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
    "never_says": list_never_says,
    "recommendations": list_recommendations,
    "availability": list_availability,
    "warnings": list_warnings,
}
_OF_RULES = {"target_groups", "typologies", "recommendations", "availability", "warnings"}
_CHANGES = "changes"


def known_names(rulebook: Rulebook) -> tuple[str, ...]:
    """Return everything a listing can be asked for: sections, and the ids in them."""
    view = ListingView(rulebook, Words(rulebook.texts.language))
    entries = (entry for make in _SECTIONS.values() for entry in make(view))
    return (*_SECTIONS, _CHANGES, *entries)


def listed_things(view: ListingView) -> Entries:
    """Return the entries of a listing by the path of what they list: `rules.T-none`."""
    return {
        _path(view.rulebook, section, id_): entry
        for section, make in _SECTIONS.items()
        for id_, entry in make(view).items()
    }


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


def list_rulebook(
    rulebook: Rulebook, language: str, what: str | None = None, read_from: str | None = None
) -> Page:
    """List a rulebook, or the section or the things of that id in it; `read_from` is its path.

    Raises:
        KeyError: nothing in the rulebook is called `what`.
    """
    view = ListingView(rulebook, Words(language))
    sections = tuple(_sections(view, what))
    if what is not None and not sections:
        raise KeyError(what)
    title = view.names.text("rulebook.title") or rulebook.id
    return Page(title, tuple(_head(view, read_from)), sections, foot(view.words))


def _sections(view: ListingView, what: str | None) -> Iterator[Section]:
    if what in (None, _CHANGES) and (view.rulebook.changes or what == _CHANGES):
        yield _changes(view)
    for name, make in _SECTIONS.items():
        entries = make(view)
        if what not in (None, name):
            entries = {id_: entry for id_, entry in entries.items() if id_ == what}
        elif not entries and what == name:
            yield Section(_heading(view, name), (Line(view.words.say("book.nothing")),))
        if entries:
            yield Section(_heading(view, name), tuple(entries.values()))


def _heading(view: ListingView, section: str) -> str:
    return view.words.say(f"book.{section}")


def _head(view: ListingView, read_from: str | None) -> Iterator[Line]:
    rulebook, say = view.rulebook, view.words.say
    yield Line(say("book.named", id=rulebook.id, version=rulebook.version))
    yield Line(rulebook.digest, label=say("sheet.digest"))
    yield Line(rulebook.texts_digest, label=say("sheet.texts_digest"))
    if read_from is not None:
        yield Line(read_from, label=say("book.read_from"))
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
