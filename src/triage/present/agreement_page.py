"""How alike staff assess the same case: for those who write the questions and teach them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from triage.model.outcome import RulebookStamp
from triage.present.blocks import Group, Line, Page, Section
from triage.present.foot import foot, rulebook_line
from triage.present.wording import Words
from triage.programme.cell_suppression import LIMIT
from triage.programme.monitoring.agreement import CERTAIN_FROM, Agreement


@dataclass(frozen=True, slots=True)
class Alike:
    """The agreement by one version of the rules: in where answers led, and in what staff chose."""

    rulebook: RulebookStamp
    suggested: Agreement | None
    chosen: Agreement | None


def agreement_page(versions: Sequence[Alike] | None, words: Words) -> Page:
    """Lay out the agreement, each version by itself; `None`: too few workers for any number."""
    say = words.say
    head = [Line(say("agreement.what_it_is"))]
    if versions is None:
        told = [Section(say("agreement.title"), (Line(say("agreement.too_few_workers")),))]
    elif not versions:
        told = [Section(say("agreement.title"), tuple(_lines(None, words)))]
    else:
        told = [_section(each, words) for each in versions]
    if len(told) > 1:
        head.append(Line(say("agreement.versions", count=words.number(len(told)))))
    return Page(say("agreement.title"), tuple(head), tuple(told), foot(words))


def _section(alike: Alike, words: Words) -> Section:
    parts = {"suggested": alike.suggested, "chosen": alike.chosen}
    groups = (
        Group(words.say(f"agreement.{name}"), tuple(_lines(found, words)))
        for name, found in parts.items()
    )
    return Section(rulebook_line(words, alike.rulebook), tuple(groups))


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
