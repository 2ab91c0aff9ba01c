"""Who comes out otherwise on a day, in words: movements, reasons, and answers of one version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage.present.blocks import Block, Group, Line, Point, labelled
from triage.present.diff_one_sided import answer_point, question_point
from triage.verify.diff import What
from triage.verify.diff.outputs import NOTHING, Kind, in_parts
from triage.verify.diff.thing_paths import id_of

if TYPE_CHECKING:
    from triage.present.diff_words import DiffWords
    from triage.verify.diff import Day, Movement, RulesDiff

_NOT_SUGGESTED = "not_suggested"
_MOST_TOLD = 12
"""Of more movements than these nobody reads every condition and example."""


def day_blocks(
    found: RulesDiff, day: Day, words: DiffWords, everything: bool = True
) -> Iterator[Block]:
    """Yield everything that is otherwise on a day; nothing where it is the same for everybody.

    Without `everything`, conditions and examples are left out where there are many movements, but
    for those of typologies and target groups.
    """
    together = list(_together(day.movements, words))
    classes = [each for each in together if _is_class(each.movements[0])]
    yield from (_point(each, words) for each in classes)
    yield from _told([each for each in together if each not in classes], words, everything)
    yield from reached_by_nobody(found, day, words)
    yield from (answer_point(each, words) for each in day.answers)
    yield from (question_point(each, words) for each in day.questions)
    reasons = list(_together(day.reasons, words))
    if reasons:
        yield Group(words.tell("reasons"), tuple(_told(reasons, words, everything)))
    yield from not_compared(day, words)


def not_compared(day: Day, words: DiffWords) -> Iterator[Line]:
    """Yield what it takes too long to compare on a day."""
    for told in dict.fromkeys(map(words.output, day.not_compared)):
        yield Line(told, label=words.tell("not_compared"))


# --- those who can answer so in both


def movement_points(movements: Iterable[Movement], words: DiffWords) -> Iterator[Point]:
    """Yield what moves and for whom, movements of the same people together."""
    return (_point(each, words) for each in _together(movements, words))


@dataclass(frozen=True, slots=True)
class _Together:
    """What the same people see of some interventions or rules: of each the same movements."""

    names: tuple[str, ...]
    movements: tuple[Movement, ...]


def _together(movements: Iterable[Movement], words: DiffWords) -> Iterator[_Together]:
    """Yield what the same people see, of one intervention or of several alike."""
    by_person: dict[object, list[Movement]] = {}
    for each in movements:
        by_person.setdefault((words.about(each.output), _whom(each)), []).append(each)
    alike: dict[object, list[list[Movement]]] = {}
    for every in by_person.values():
        alike.setdefault((_whom(every[0]), _moves(every, words)), []).append(every)
    for same in alike.values():
        yield _Together(tuple(words.about(every[0].output) for every in same), tuple(same[0]))


def _is_class(each: Movement) -> bool:
    return in_parts(each.output).kind is Kind.CLASS


def _whom(each: Movement) -> tuple[object, ...]:
    return _is_class(each), each.count, each.total, each.regions, each.more


def _moves(movements: Sequence[Movement], words: DiffWords) -> str:
    told = (words.moves(each.output, each.before, each.after) for each in movements)
    parts = (words.part(each.output) for each in movements)
    return "; ".join(f"{part} {moves}".strip() for part, moves in zip(parts, told, strict=True))


def _told(every: Sequence[_Together], words: DiffWords, everything: bool) -> Iterator[Block]:
    """Yield movements one by one, or where they are many, all that move alike beside each other."""
    if everything or len(every) <= _MOST_TOLD:
        yield from (_point(each, words) for each in every)
        return
    by_moves: dict[str, dict[str, None]] = {}
    for each in every:
        names = by_moves.setdefault(_moves(each.movements, words), {})
        names.update(dict.fromkeys(each.names))
    for moves, names in by_moves.items():
        yield Point(moves, (Line(words.words.listed(names)),))
    yield Line(words.tell("more_with_all"))


def _point(each: _Together, words: DiffWords) -> Point:
    told = labelled(words.words.both(each.names), _moves(each.movements, words))
    return Point(told, tuple(_whom_told(each.movements[0], words)))


def _whom_told(each: Movement, words: DiffWords) -> Iterator[Line]:
    yield Line(words.ways(each.count, each.total))
    for number, region in enumerate(each.regions):
        first, *others = words.region(region)
        yield Line(first, label=words.tell("or_where" if number else "where"))
        yield from (Line(other, label=words.words.say("and")) for other in others)
    if each.more:
        yield Line(words.tell("and_others"))
    yield Line(words.example(each.shown.because), label=words.tell("example"))


def reached_by_nobody(found: RulesDiff, day: Day, words: DiffWords) -> Iterator[Point]:
    """Yield new typologies, target groups and interventions that nobody comes to, and lost ones."""
    if any(in_parts(each).kind is Kind.QUESTION for each in day.not_compared):
        return  # nobody knows what those come to who answer so
    come_to = {(each.output, each.after) for each in day.movements}
    come_to |= {(one.output, one.value) for each in day.answers for one in each.outcomes}
    left = {(each.output, each.before) for each in day.movements}
    for each in found.written:
        if each.what not in (What.ADDED, What.REMOVED) or each.kind not in _REACHED:
            continue
        if _decided_by(each.kind, id_of(each.path)) in day.not_compared:
            continue
        reached = come_to if each.what is What.ADDED else left
        if not _is_reached(each.kind, id_of(each.path), reached):
            thing = words.tell(f"kind_{each.kind}", name=words.titled(each.path))
            yield Point(words.tell(f"nobody_{each.what}", thing=thing))


_REACHED = ("typology", "target_group", "intervention")


def _decided_by(kind: str, id_: str) -> str:
    """Return the output that says who is reached: of what was not compared nobody knows."""
    return f"{id_}.{Kind.STATUS}" if kind == "intervention" else kind


def _is_reached(kind: str, id_: str, reached: set[tuple[str, str]]) -> bool:
    if kind == "intervention":
        values = {value for output, value in reached if output == f"{id_}.{Kind.STATUS}"}
        return bool(values - {_NOT_SUGGESTED, NOTHING})
    return (kind, id_) in reached
