"""How alike staff assess the same case: for those who write the questions and teach them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from triage.present.blocks import Line, Page, Section
from triage.present.foot import foot
from triage.present.wording import Words
from triage.programme.cell_suppression import LIMIT
from triage.programme.monitoring.agreement import CERTAIN_FROM, Agreement


def agreement_page(
    suggested: Agreement | None,
    chosen: Agreement | None,
    words: Words,
    *,
    enough_workers: bool,
) -> Page:
    """Lay out the agreement in what answers led to, and in what staff stood by themselves."""
    say = words.say
    if not enough_workers:
        told: tuple[Section, ...] = (
            Section(say("agreement.title"), (Line(say("agreement.too_few_workers")),)),
        )
    else:
        each = (("agreement.suggested", suggested), ("agreement.chosen", chosen))
        told = tuple(Section(say(key), tuple(_lines(found, words))) for key, found in each)
    head = (Line(say("agreement.what_it_is")),)
    return Page(say("agreement.title"), head, told, foot(words))


def _lines(found: Agreement | None, words: Words) -> Iterator[Line]:
    say, number = words.say, words.number
    if found is None:
        yield Line(say("agreement.too_few", limit=number(LIMIT)))
        return
    counts = {"cases": number(found.cases), "raters": number(found.raters)}
    yield Line(say("agreement.over", alike=number(found.alike), **counts))
    if found.kappa is None or found.low is None or found.high is None:
        yield Line(say("agreement.all_one_word"))
        return
    told = (found.kappa, found.low, found.high)
    kappa, low, high = (number(round(Decimal(each), 2)) for each in told)
    yield Line(say(f"agreement.kappa_{found.method}", kappa=kappa, low=low, high=high))
    if found.cases < CERTAIN_FROM:
        yield Line(say("agreement.uncertain", cases=number(CERTAIN_FROM)))
