"""Who comes out otherwise on a day, in words: movements, reasons, and answers of one version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from triage.present.blocks import Block, Group, Line, Point, labelled
from triage.verify.diff import Side, What
from triage.verify.diff.outputs import HOLDS, HOLDS_NOT, NOTHING, Kind, in_parts
from triage.verify.diff.thing_paths import answer_path_of, id_of

if TYPE_CHECKING:
    from triage.present.diff_words import DiffWords
    from triage.verify.diff import AskedByOne, ComesTo, Day, Movement, OneSided, RulesDiff

_NOT_SUGGESTED = "not_suggested"
_MOST_NAMED = 12


def day_blocks(found: RulesDiff, day: Day, words: DiffWords) -> Iterator[Block]:
    """Yield everything that is otherwise on a day; nothing where it is the same for everybody."""
    telling = [each for each in day.movements if not says_nothing(each)]
    yield from movement_points(telling, words)
    yield from reached_by_nobody(found, day, words)
    yield from (answer_point(each, words) for each in day.answers)
    yield from (question_point(each, words) for each in day.questions)
    reasons = [each for each in day.reasons if not says_nothing(each)]
    if reasons:
        yield Group(words.tell("reasons"), tuple(_reason(each, words) for each in reasons))
    for each in day.not_compared:
        yield Line(words.output(each), label=words.tell("not_compared"))


def says_nothing(each: Movement) -> bool:
    """Say whether a movement is only that something new or gone is not there for them either."""
    absent = {NOTHING, _NOT_SUGGESTED, HOLDS_NOT}
    kind = in_parts(each.output).kind
    return (
        kind in (Kind.STATUS, Kind.RULE)
        and NOTHING in (each.before, each.after)
        and {
            each.before,
            each.after,
        }
        <= absent
    )


# --- those who can answer so in both


def movement_points(movements: Iterable[Movement], words: DiffWords) -> Iterator[Point]:
    """Yield what moves and for whom, movements of the same people together."""
    for names, alike in _together(movements, words):
        yield _movement(names, alike, words)


def _together(
    movements: Iterable[Movement], words: DiffWords
) -> Iterator[tuple[list[str], list[Movement]]]:
    """Yield what the same people see of one intervention, and all of whom they see the same."""
    alike: dict[object, tuple[list[str], list[Movement]]] = {}
    for _, group in groupby(movements, key=lambda each: (words.about(each.output), _whom(each))):
        every = list(group)
        same = tuple((words.part(each.output), each.before, each.after) for each in every)
        names, _ = alike.setdefault((_whom(every[0]), same), ([], every))
        names.append(words.about(every[0].output))
    yield from alike.values()


def _whom(each: Movement) -> tuple[object, ...]:
    is_class = in_parts(each.output).kind is Kind.CLASS and each.output
    return is_class, each.count, each.total, each.regions, each.more


def _movement(names: list[str], alike: Sequence[Movement], words: DiffWords) -> Point:
    moves = "; ".join(
        f"{words.part(each.output)} {words.moves(each.output, each.before, each.after)}".strip()
        for each in alike
    )
    told = labelled(words.words.both(names), moves)
    return Point(told, tuple(_whom_told(alike[0], words)))


def _whom_told(each: Movement, words: DiffWords) -> Iterator[Line]:
    yield Line(words.ways(each.count, each.total))
    for number, region in enumerate(each.regions):
        first, *others = words.region(region)
        yield Line(first, label=words.tell("or_where" if number else "where"))
        yield from (Line(other, label=words.words.say("and")) for other in others)
    if each.more:
        yield Line(words.tell("and_others"))
    yield Line(words.example(each.shown.because), label=words.tell("example"))


def _reason(each: Movement, words: DiffWords) -> Point:
    key = "begins" if each.after == HOLDS else "ends"
    kind = "warning" if _is_warning(each, words) else "rule"
    told = words.tell(f"{kind}_{key}", rule=words.output(each.output))
    return Point(told, tuple(_whom_told(each, words)))


def _is_warning(each: Movement, words: DiffWords) -> bool:
    id_ = in_parts(each.output).id
    books = (words.after.rulebook, words.before.rulebook)
    return any(rule.id == id_ for book in books for rule in book.warnings)


# --- what only one version knows


def answer_point(each: OneSided, words: DiffWords) -> Point:
    """Tell who gives an answer that only one version knows, and what comes of it."""
    path = answer_path_of(each.path)
    said = words.answered(path, each.answer)
    key = "new_answer" if each.side is Side.NEW else "removed_answer"
    told = words.tell(key, question=words.quoted(words.question(path)), answer=words.quoted(said))
    notes = [
        Line(words.words.listed(_comes_to(one, words) for one in group), label=words.output(output))
        for output, group in groupby(each.outcomes, key=lambda one: one.output)
    ]
    names = dict.fromkeys(in_parts(output).id for output in each.by_typology)
    if names:
        listed = words.words.some(
            (words.label(f"interventions.{id_}") for id_ in names), _MOST_NAMED
        )
        notes.append(Line(listed, label=words.tell("by_typology")))
    if not each.outcomes and not names:
        notes.append(Line(words.tell("bears_on_nothing")))
    notes += [
        Line(words.example(one.shown.because), label=words.tell("example"))
        for one in each.outcomes[:1]
    ]
    return Point(told, tuple(notes))


def _comes_to(one: ComesTo, words: DiffWords) -> str:
    share = words.share_of(one.count, one.total)
    return words.tell("comes_to", value=words.values(one.output, one.value), share=share)


def question_point(each: AskedByOne, words: DiffWords) -> Point:
    """Tell of a question that only one version asks, when it is asked and what it bears on."""
    key = "new_question" if each.side is Side.NEW else "removed_question"
    asked = words.ways(each.count, each.total)
    notes = [Line(asked, label=words.tell("asked_in"))]
    names = dict.fromkeys(words.about(output) for output in each.outputs)
    if names:
        notes.append(Line(words.words.some(names, _MOST_NAMED), label=words.tell("bears_on")))
    else:
        notes.append(Line(words.tell("bears_on_nothing")))
    return Point(words.tell(key, question=words.titled(each.path)), tuple(notes))


def reached_by_nobody(found: RulesDiff, day: Day, words: DiffWords) -> Iterator[Line]:
    """Yield new typologies, target groups and interventions that nobody comes to, and lost ones."""
    come_to = {(each.output, each.after) for each in day.movements}
    come_to |= {(one.output, one.value) for each in day.answers for one in each.outcomes}
    left = {(each.output, each.before) for each in day.movements}
    for each in found.written:
        if each.what not in (What.ADDED, What.REMOVED) or each.kind not in _REACHED:
            continue
        reached = come_to if each.what is What.ADDED else left
        if not _is_reached(each.kind, id_of(each.path), reached):
            thing = words.tell(f"kind_{each.kind}", name=words.titled(each.path))
            yield Line(words.tell(f"nobody_{each.what}", thing=thing))


_REACHED = ("typology", "target_group", "intervention")


def _is_reached(kind: str, id_: str, reached: set[tuple[str, str]]) -> bool:
    if kind == "intervention":
        values = {value for output, value in reached if output == f"{id_}.{Kind.STATUS}"}
        return bool(values - {_NOT_SUGGESTED, NOTHING})
    return (kind, id_) in reached
