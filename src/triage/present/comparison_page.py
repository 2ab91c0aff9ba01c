"""One case under several programmes; nothing ranks them, or the person."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.outcome import CONFLICT, GAP
from triage.present.blocks import Block, Line, Page, Point, Section, labelled
from triage.present.foot import foot, rulebook_line
from triage.present.wording import Words
from triage.programme import Comparison
from triage.programme.comparison import AskedFirst, Compared


def comparison_page(comparison: Comparison, case: str | None = None) -> Page:
    """Lay out a comparison; nothing in it ranks the programmes, or the person."""
    words = Words(comparison.language)
    head = [Line(case)] if case else []
    head.append(Line(words.date(comparison.as_of)))
    head.append(Line(words.say("programme.no_order")))
    sections = (
        Section(labelled(each.rulebook.id, each.title), tuple(_blocks(each, words)))
        for each in comparison.programmes
    )
    title = words.say("programme.compare_title")
    return Page(title, tuple(head), tuple(sections), foot(words))


def _blocks(found: Compared, words: Words) -> Iterator[Block]:
    yield from _target_group(found, words)
    told = list(_efforts(found, words))
    yield from told or [Line(words.say("programme.nothing_suggested"))]
    if found.not_asked_here:
        yield Line(words.say("programme.not_asked_here", count=len(found.not_asked_here)))
    yield Line(rulebook_line(words, found.rulebook))


def _target_group(found: Compared, words: Words) -> Iterator[Block]:
    if found.kept_off:
        yield Line(words.say("programme.kept_off"))
        return
    if not found.target_group:
        yield Line(words.say("programme.no_groups"))
        return
    named = zip(found.target_group, found.target_group_labels, strict=True)
    names = words.either(
        words.say(f"group.{id_}") if id_ in (GAP, CONFLICT) else label for id_, label in named
    )
    label = words.say("group.heading" if len(found.target_group) == 1 else "typology.open")
    yield Line(f"{names}.", label=label)
    yield from (Line(reason, label=words.say("typology.because")) for reason in found.reasons)
    settles = [each.ask for each in found.settled_by or ()]
    if found.settled_off_page:
        settles.append(words.say("programme.settled_off_page"))
    if settles:
        yield Line("; ".join(settles), label=words.say("typology.settles"))


def _efforts(found: Compared, words: Words) -> Iterator[Block]:
    for effort in found.efforts:
        both = (("suggested", effort.suggested), ("perhaps", effort.perhaps))
        notes = tuple(
            Line(
                words.listed(each.label for each in chosen),
                label=words.say(f"programme.{key}"),
            )
            for key, chosen in both
            if chosen
        )
        if notes:
            asked = (_asked_first(each, words) for each in effort.asked_first)
            yield Point(effort.label, (*notes, *asked))


def _asked_first(asked: AskedFirst, words: Words) -> Line:
    check = words.say("plan.check_first" if asked.certain else "plan.may_check")
    return Line(f"{check}. {asked.because}", label=words.say("plan.programme"))
