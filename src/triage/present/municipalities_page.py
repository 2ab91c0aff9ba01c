"""Many municipalities on one page: what fits each, and how many each method fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.present.blocks import Cell, Line, Page, Section, Table
from triage.present.foot import foot
from triage.present.numbers import NONE, Numbers
from triage.present.read_line import read_line
from triage.present.wording import Words
from triage.programme.municipalities import Fitting, Method, Municipalities
from triage.programme.summary import Intervention

_KINDS = ("proposed", "optional", "perhaps")


def municipalities_page(compared: Municipalities) -> Page:
    """Lay out a comparison; nothing in it ranks the municipalities."""
    words = Words(compared.language)
    numbers = Numbers(words)
    said = [words.say(f"municipalities.{kind}") for kind in _KINDS]
    fits = Table(
        words.say("municipalities.fits"),
        (words.say("municipalities.name"), *said, words.say("municipalities.open")),
        tuple(_row(each, words, numbers) for each in compared.municipalities),
    )
    methods = Table(
        words.say("municipalities.counted"),
        (words.say("municipalities.method"), *said),
        tuple(_count(each, numbers) for each in compared.methods),
    )
    sections = (
        Section(words.say("municipalities.by_municipality"), (fits,)),
        Section(words.say("municipalities.by_method"), (methods,)),
    )
    return Page(
        compared.title, tuple(_head(compared, words)), sections, foot(words, compared.rulebook)
    )


def _head(compared: Municipalities, words: Words) -> Iterator[Line]:
    yield Line(words.date(compared.as_of))
    yield Line(words.say("municipalities.no_order"))
    yield read_line(compared.read, 1, words)
    if compared.bad_rows:
        yield Line(words.count("following.bad_rows", compared.bad_rows))


def _row(own: Fitting, words: Words, numbers: Numbers) -> tuple[Cell, ...]:
    methods = (_names(each, words) for each in (own.proposed, own.optional, own.perhaps))
    return Cell(own.municipality), *methods, numbers.number(own.open)


def _names(methods: Iterable[Intervention], words: Words) -> Cell:
    named = words.listed(each.label for each in methods)
    return Cell(named) if named else NONE


def _count(own: Method, numbers: Numbers) -> tuple[Cell, ...]:
    counts = map(numbers.number, (own.proposed, own.optional, own.perhaps))
    return Cell(own.method.label), *counts
