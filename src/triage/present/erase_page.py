"""What is said before a case is erased, and after: what goes, what may forbid it, what stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from triage.cases.held import Place
from triage.present.blocks import Line, Page, Point, Section, Tone
from triage.present.foot import foot
from triage.present.wording import Words


@dataclass(frozen=True, slots=True)
class Erasable:
    """What would be erased: the case by its name, whether it is there, and what goes with it.

    `staying` are files with the same id of the case, which are erased by themselves.
    """

    name: str
    exists: bool
    traces: Sequence[tuple[Place, str]]
    staying: Sequence[str]


@dataclass(frozen=True, slots=True)
class Erased:
    """How many files were erased, which were not overwritten, and whether git may have them."""

    count: int
    not_overwritten: Sequence[str]
    in_git: bool


def erasing_page(found: Erasable, words: Words) -> Page:
    """Lay out what would be erased, and what may forbid it."""
    say = words.say
    points = [Point(say("erase.the_case"))] if found.exists else []
    points += [Point(say(f"erase.trace_{place}", name=name)) for place, name in found.traces]
    staying = [Line(say("erase.same_id", names=words.both(found.staying)))] if found.staying else []
    duties = (Point(say(f"erase.{key}")) for key in ("duty_to_note", "archives", "access"))
    sections = (
        Section(words.count("erase.erased", len(points)), (*points, *staying)),
        Section(say("erase.before"), tuple(duties)),
    )
    head = () if found.exists else (Line(say("erase.no_case", file=found.name)),)
    return Page(say("erase.title", file=found.name), head, sections, foot(words))


def grounds_page(grounds: Sequence[tuple[str, str]], words: Words) -> Page:
    """Lay out the grounds there are, by code and name, to choose one by its number."""
    named = (
        Line(f"{number}. {name} ({code})") for number, (code, name) in enumerate(grounds, start=1)
    )
    return Page(words.say("erase.which_ground"), tuple(named), (), ())


def erased_page(found: Erased, ground: str, on: date, words: Words) -> Page:
    """Lay out what was done, in a sentence that says nothing about anybody, and what remains."""
    reach = tuple(Point(words.say(f"erase.reach_{key}")) for key in _out_of_reach(found))
    head = (
        Line(words.say("erase.for_the_case")),
        *(
            Line(words.say("erase.not_overwritten", name=name), tone=Tone.STRONG)
            for name in found.not_overwritten
        ),
    )
    title = words.count("erase.done", found.count, date=words.date(on), ground=ground)
    section = Section(words.say("erase.out_of_reach"), reach)
    return Page(title, head, (section,), foot(words))


def _out_of_reach(found: Erased) -> Iterator[str]:
    yield from ("backups", "drive", "case_system", "sent")
    yield "git_here" if found.in_git else "git"
    yield "other_files"
