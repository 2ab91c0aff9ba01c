"""How many were found and left out, on a page; and why somebody is invited, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triage.programme.finding import Found, Invited, Method, Telling
from triage.report.blocks import Cell, Line, Page, Section, Table
from triage.report.numbers import Numbers
from triage.report.wording import Words


def found_page(found: Found, telling: Telling, method: Method, language: str, limit: int) -> Page:
    """Lay out what came of a search: numbers only, nobody is on it."""
    words = Words(language)

    def say(key: str, **values: str | int) -> str:
        return words.say(f"finding.{key}", **values)

    counts = found.counts(limit)
    numbers = {
        say("looked_at"): counts.looked_at,
        say("invited"): counts.invited,
        **{say(f"left_out_{reason}"): count for reason, count in counts.left_out.items()},
    }
    write = Numbers(words).number
    rows = tuple((Cell(name), write(count)) for name, count in numbers.items())
    table = Table(say("caption"), (say("who"), say("people")), rows)
    head = (
        Line(telling.purpose, label=say("purpose")),
        Line(telling.legal_basis, label=say("legal_basis")),
        Line(method.label, label=say("method")),
        Line(_months(found, words), label=say("months")),
        *_hidden(words, limit),
    )
    return Page(say("title"), head, (Section(say("heading"), (table, Line(say("no_decision")))),))


def found_reason(invited: Invited, found: Found, language: str) -> str:
    """Say why somebody is invited, for staff."""
    words = Words(language)
    ended = words.month(invited.ended)
    return words.say("finding.reason", ended=ended, months=_months(found, words))


def written_day(day: date, language: str) -> str:
    """Write a day out."""
    return Words(language).date(day)


def _months(found: Found, words: Words) -> str:
    first, last = words.month(found.months[0]), words.month(found.months[-1])
    return words.say("finding.span", first=first, last=last)


def _hidden(words: Words, limit: int) -> Iterator[Line]:
    if limit > 1:
        yield Line(words.say("following.hidden_below", limit=limit))
