"""Everything that is held about a person in one case, for the person: in words, by labels.

Staff read it before it is handed over, so what may be about somebody else or about safety is
marked. INVARIANT: nothing that stands in the file is left out, marked or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from triage.cases.case_file import Case
from triage.cases.held import Held, Place, Trace
from triage.diagnostics import InvalidAssessment
from triage.explain.assessed import Assessed
from triage.intake.earlier_names import assessment_carried_over
from triage.model.answer_path import AnswerPath
from triage.model.answers import Source
from triage.model.assessment import Assessment, HistoryEntry, Note, Step
from triage.model.rulebook import Rulebook
from triage.present.access_conclusions import conclusions
from triage.present.blocks import Block, Group, Line, Page, Point, Tone, labelled, sections
from triage.present.choices import NONE_MADE, StaffChoices
from triage.present.foot import foot
from triage.present.golden_case import expected_lines
from triage.present.held_answers import HeldAnswer, HeldAnswers
from triage.present.names import Names, question_path
from triage.present.review import Review, ReviewMarks
from triage.present.wording import Words


@dataclass(frozen=True, slots=True)
class Handing:
    """When it is written, of which day the answers are taken to be, and who has received them.

    `is_noted`: what was concluded is noted in a journal, and comes from the rules of that time.
    """

    on: date
    as_of: date
    recipients: Sequence[str] = ()
    is_noted: bool = False


def access_page(
    held: Held,
    rulebook: Rulebook,
    assessed: Assessed | None,
    handing: Handing,
    language: str,
    choices: StaffChoices = NONE_MADE,
) -> Page:
    """Lay out all that is held; `assessed` is what the rules make of it, where they can.

    `choices` is what staff have made of that.
    """
    words = Words(language)
    marks = ReviewMarks(rulebook, words)
    told = tuple(_Writer(rulebook, words, marks, handing).sections(held, assessed, choices))
    head = (
        *_review(words, marks.count),
        Line(words.say("access.written", date=words.date(handing.on))),
    )
    title, last = words.say("access.title"), foot(words, None if assessed else rulebook.stamp)
    return Page(title, head, sections(told), last)


def _review(words: Words, marked: int) -> Iterator[Line]:
    said = words.count("access.marked", marked) if marked else words.say("access.none_marked")
    yield Line(said, tone=Tone.STRONG)
    yield Line(words.say("access.before_handing"))


class _Writer:
    def __init__(
        self, rulebook: Rulebook, words: Words, marks: ReviewMarks, handing: Handing
    ) -> None:
        self._rulebook, self._words, self._marks = rulebook, words, marks
        self._handing, self._names = handing, Names(rulebook, words)

    def sections(
        self, held: Held, assessed: Assessed | None, choices: StaffChoices
    ) -> Iterator[tuple[str, tuple[Block, ...]]]:
        case, say = held.case, self._words.say
        yield say("access.about"), tuple(self._about(case))
        yield from self._of_file(case)
        comments = (Point(each, self._marks.of(Review.OTHERS)) for each in held.comments)
        yield say("access.comments"), tuple(comments)
        key = "concluded_then" if self._handing.is_noted else "concluded_now"
        concluded = conclusions(assessed, key, self._words, self._marks, choices)
        yield say("access.concluded"), concluded.blocks
        yield say("access.traces"), tuple(self._traces(held))
        yield say("access.rights"), (Line(say("access.your_rights")),)
        yield say("access.appendix"), concluded.appendix

    # --- the file

    def _of_file(self, case: Case) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Yield what one case file says, part by part."""
        given = _by_names_of_today(self._rulebook, case)
        answers = HeldAnswers(self._rulebook, given.answers, self._day(case), self._words)
        say = self._words.say
        yield say("access.answers"), tuple(self._answers(answers, given, self._day(case)))
        yield say("access.history"), tuple(self._history(answers, given.history or ()))
        yield say("access.notes"), tuple(self._notes(answers, given.notes or ()))
        yield say("access.other"), tuple(self._other(case))

    def _day(self, case: Case) -> date:
        return case.as_of or self._handing.as_of

    def _answers(self, answers: HeldAnswers, given: Assessment, as_of: date) -> Iterator[Block]:
        last = {entry.path: entry for entry in given.history or ()}
        for each in answers.standing(as_of):
            entry = last.get(str(each.path))
            origin = () if entry is None else self._origin_of(each, entry, answers)
            yield self._point(each, (*self._purpose(each.path), *origin))

    def _origin_of(
        self, standing: HeldAnswer, entry: HistoryEntry, answers: HeldAnswers
    ) -> Iterator[Line]:
        """Say where an answer is from, unless it was changed by hand since the last step."""
        said = answers.said(entry.path, entry.answer, entry.on)
        if entry.step is Step.ANSWERED and said.text == standing.text:
            yield from self._origin(entry)

    def _point(self, answer: HeldAnswer, notes: tuple[Line, ...] = ()) -> Point:
        marks = self._marks.of_answer(answer)
        return Point(labelled(answer.label, answer.text), (*notes, *marks))

    def _purpose(self, path: AnswerPath | None) -> Iterator[Line]:
        """Say why it is asked; inside a list or grid, of the question or of the whole of it."""
        if path is None:
            return
        for owner, question in (path.place, (None, path.question)):
            own = question_path(self._rulebook, owner, question)
            if purpose := self._names.text(f"{own}.purpose"):
                yield Line(purpose, label=self._words.say("access.purpose_of"))
                return

    def _origin(self, entry: HistoryEntry) -> Iterator[Line]:
        source = entry.source or Source.SAID
        said = self._words.say(f"access.{source}", date=self._words.date(entry.on))
        yield Line(said, label=self._words.say("access.from"))

    def _history(self, answers: HeldAnswers, history: Sequence[HistoryEntry]) -> Iterator[Block]:
        for entry in history:
            on = self._words.date(entry.on)
            if entry.step is Step.ANSWERED:
                said = answers.said(entry.path, entry.answer, entry.on)
                source = () if entry.source is None else tuple(self._origin(entry))
                told = labelled(said.label, said.text)
                yield Point(labelled(on, told), (*source, *self._marks.of_answer(said)))
            else:
                asked = answers.asked(entry.path)
                step = self._words.say(f"access.step_{entry.step}", question=asked)
                yield Point(labelled(on, step), self._marks.of_path(entry.path))

    def _notes(self, answers: HeldAnswers, notes: Sequence[Note]) -> Iterator[Block]:
        for note in notes:
            on = self._words.date(note.on)
            beside = on if note.path is None else f"{on}, {answers.asked(note.path)}"
            marks = self._marks.of(Review.OTHERS, self._marks.about(note.path))
            yield Point(labelled(beside, note.text), marks)

    def _other(self, case: Case) -> Iterator[Block]:
        texts = {
            "title": case.title,
            "story": case.story,
            "source": case.source,
            "because": case.because,
        }
        for name, text in texts.items():
            if text:
                label = self._words.say(f"access.text_{name}")
                yield Point(labelled(label, text), self._marks.of(Review.OTHERS))
        if case.expect is not None:
            lines = tuple(expected_lines(case.expect, self._rulebook, self._words))
            yield Group(self._words.say("access.expected"), lines)

    # --- what it is for, and who has it

    def _about(self, case: Case) -> Iterator[Line]:
        say, date_ = self._words.say, self._words.date
        if case.case:
            yield Line(case.case, label=say("access.case"))
        title = self._names.text("rulebook.title") or self._rulebook.id
        yield Line(self._names.text("rulebook.description") or title, label=say("access.purpose"))
        if owner := self._names.text("rulebook.owner"):
            yield Line(owner, label=say("access.owner"))
        yield Line(self._days(case), label=say("access.days"))
        if case.as_of is not None:
            yield Line(date_(case.as_of), label=say("access.as_of"))
        basis = self._rulebook.programme.legal_basis if self._rulebook.programme else {}
        named = [self._names.label(f"programme.legal_basis.{each}") for each in basis]
        law = self._words.listed(named) if named else say("access.unknown_basis")
        yield Line(law, label=say("access.basis"))
        recipients = self._words.listed(self._handing.recipients)
        yield Line(recipients or say("access.unknown_recipients"), label=say("access.recipients"))
        yield Line(say("access.unknown_deletion"), label=say("access.deletion"))

    def _days(self, case: Case) -> str:
        days = sorted({each.on for each in (*(case.history or ()), *(case.notes or ()))})
        told = self._words.both(map(self._words.date, days))
        return told or self._words.say("access.unknown_days")

    # --- elsewhere

    def _traces(self, held: Held) -> Iterator[Block]:
        say = self._words.say
        for trace in held.traces:
            heading = say(f"access.trace_{trace.place}", name=trace.name)
            yield Group(heading, tuple(self._trace(held, trace)))
        if not held.traces:
            key = "no_traces_noted" if self._handing.is_noted else "no_traces"
            yield Line(say(f"access.{key}"))

    def _trace(self, held: Held, trace: Trace) -> Iterator[Block]:
        if trace.case is None:
            unfinished = trace.place is Place.UNFINISHED
            key = "access.unknown_whose" if unfinished else "access.unreadable"
            yield Line(self._words.say(key))
        elif trace.case == held.case:
            yield Line(self._words.say("access.the_same"))
        else:
            for heading, blocks in self._of_file(trace.case):
                if blocks:
                    yield Group(heading, blocks)


def _by_names_of_today(rulebook: Rulebook, case: Case) -> Assessment:
    """Return what a file holds under the names things have today, as far as they are known."""
    try:
        return assessment_carried_over(rulebook, case.assessment)
    except InvalidAssessment:
        return case.assessment
