"""How many were found and left out, on a page; and why somebody is invited, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from triage.present.blocks import Cell, Line, Page, Section, Table, Tone, labelled
from triage.present.foot import foot
from triage.present.formats import raised
from triage.present.numbers import NONE, Numbers
from triage.present.read_line import form_said
from triage.present.wording import Words
from triage.programme.outreach import (
    Found,
    FoundCounts,
    LegalBasis,
    LetterFacts,
    LetterWords,
)


def found_page(counts: FoundCounts, months: Sequence[date], language: str) -> Page:
    """Lay out what came of a search: numbers only, nobody is on it."""
    words = Words(language)

    def say(key: str) -> str:
        return words.say(f"finding.{key}")

    numbers = {
        say("looked_at"): counts.looked_at,
        say("invited"): counts.invited,
        **{say(f"left_out_{reason}"): count for reason, count in counts.left_out.items()},
    }
    write = Numbers(words).number
    rows = tuple((Cell(name), write(count)) for name, count in numbers.items())
    table = Table(say("caption"), (say("who"), say("people")), rows)
    head = (
        Line(counts.purpose, label=say("purpose")),
        Line(basis_said(counts.legal_basis, counts.law, words), label=say("legal_basis")),
        Line(say(f"conditions_{counts.legal_basis.name.lower()}"), label=say("conditions")),
        Line(_method(counts, words), label=say("method")),
        Line(_span(months, words), label=say("months")),
        *_hidden(words, counts.limit),
        *(Line(say(f"notice_{each}"), tone=Tone.STRONG) for each in counts.notices),
    )
    sections = (
        Section(say("heading"), (table, Line(say("no_decision")))),
        Section(say("read"), (_read(counts, words),)),
    )
    return Page(say("title"), head, sections, foot(words))


def _method(counts: FoundCounts, words: Words) -> str:
    """Say what the method is called, and by its digest which text of it was read."""
    digest = counts.method_digest[:12]
    return words.say("finding.method_said", method=counts.method, digest=digest)


def basis_said(basis: LegalBasis, law: str, words: Words) -> str:
    """Say what allows a search, with the law and its paragraph."""
    return labelled(words.say(f"finding.basis_{basis.name.lower()}"), law)


def letter_words(facts: LetterFacts, excluding: Iterable[str], language: str) -> LetterWords:
    """Return what the letter says in words of its language."""
    words = Words(language)
    lists = words.both(excluding)
    return LetterWords(
        legal_basis=words.say(f"finding.basis_{facts.legal_basis.name.lower()}"),
        excluding=raised(lists),
        delete_by=words.date(facts.delete_by),
    )


def _read(counts: FoundCounts, words: Words) -> Table:
    """Lay out what was read of each table, and whom of each list the courses know."""
    write, read = Numbers(words).number, counts.read
    columns = tuple(words.say(f"finding.{key}") for key in ("table", "rows", "found", "read_as"))
    rows = [("courses", write(read.courses), NONE), ("income", write(read.income), NONE)]
    for name, each in (("protected", read.protected), ("crisis", read.crisis)):
        if each is not None:
            rows.append((name, write(each.rows), write(each.found)))
    named = tuple(
        (Cell(words.say(f"finding.table_{name}")), *cells, _form(counts, name, words))
        for name, *cells in rows
    )
    return Table(words.say("finding.read_caption"), columns, named)


def _form(counts: FoundCounts, name: str, words: Words) -> Cell:
    form = counts.read_as.get(name)
    return NONE if form is None else Cell(form_said(form, words))


def found_reasons(found: Found, language: str) -> Iterator[tuple[str, str]]:
    """Yield the id of everybody who is invited, and why, for staff."""
    words = Words(language)
    months = _span(found.months, words)
    for each in found.invited:
        ended = words.month(each.ended)
        yield each.id, words.say("finding.reason", ended=ended, months=months)


def _span(months: Sequence[date], words: Words) -> str:
    first, last = words.month(months[0]), words.month(months[-1])
    return words.say("finding.span", first=first, last=last)


def _hidden(words: Words, limit: int) -> Iterator[Line]:
    if limit > 1:
        yield Line(words.say("following.hidden_below", limit=limit))
        yield Line(words.say("following.not_compared"))
