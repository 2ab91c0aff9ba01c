"""What only one version lets anybody answer, and asks, in words: who answers so comes to what."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from triage.present.blocks import Line, Point
from triage.verify.diff import Side
from triage.verify.diff.outputs import in_parts
from triage.verify.diff.region import Members
from triage.verify.diff.thing_paths import answer_path_of

if TYPE_CHECKING:
    from triage.present.diff_words import DiffWords
    from triage.verify.diff import AskedByOne, ComesTo, OneSided

_MOST_NAMED = 12


def answer_point(each: OneSided, words: DiffWords) -> Point:
    """Tell what those come to who answer so."""
    path = answer_path_of(each.path)
    member = each.answer.includes if isinstance(each.answer, Members) else ()
    said = words.answer(path, [*member]) if member else words.answered(path, each.answer)
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
    if one.count == one.total:
        return words.values(one.output, one.value)
    share = words.share_of(one.count, one.total)
    return words.tell("comes_to", value=words.values(one.output, one.value), share=share)


def question_point(each: AskedByOne, words: DiffWords) -> Point:
    """Tell how many are asked, and what the answer may matter for."""
    key = "new_question" if each.side is Side.NEW else "removed_question"
    asked = words.ways(each.count, each.total)
    notes = [Line(asked, label=words.tell("asked_in"))]
    names = dict.fromkeys(words.about(output) for output in each.outputs)
    if names:
        notes.append(Line(words.words.some(names, _MOST_NAMED), label=words.tell("bears_on")))
    else:
        notes.append(Line(words.tell("bears_on_nothing")))
    return Point(words.tell(key, question=words.titled(each.path)), tuple(notes))
