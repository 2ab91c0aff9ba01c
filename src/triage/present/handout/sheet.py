"""The sheet a participant takes home: her words, what was agreed, the steps, her no, whom to call.

It is written for the ear. It names no typology and no case, and holds no date but when to meet
again, or, where that is open, when what was agreed begins.
Its steps are those of the page that may be printed, so it looks the same for everybody who differs
in answers that are kept off that page alone; where nothing may be sent home, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from triage.explain.assessed import Assessed
from triage.explain.plan import PlanItem
from triage.model.rulebook import Rulebook
from triage.model.texts import Translated
from triage.present.blocks import Block, Line, Page, Point, Tone, sections
from triage.present.by_hand import refuse_unknown
from triage.present.goals import goals_told
from triage.present.handout.wording import MACHINE_MADE, SheetWords
from triage.present.sending import refuse_unless_safe
from triage.present.view import NONE_AGREED, View, view_of

_TO_FILL_IN = "." * 40
_NO_WORK = "not_work"


def sheet_of(
    assessed: Assessed,
    language: str,
    *,
    by_hand: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    agreed: Mapping[str, date | None] = NONE_AGREED,
    in_person: bool = False,
) -> Page:
    """Lay out the sheet of a case, with steps the caseworker adds, and without those left out.

    `agreed` are interventions that were agreed on, and by when each begins; of those, what the page
    that may be printed has in its plan is told. `in_person` it is given by hand to her who has said
    that she takes it home.

    Raises:
        TriageError: nothing may be sent to the person; nobody knows whether, and it is not given in
            person; or there is no such intervention.
    """
    refuse_unknown(assessed.rulebook, by_hand)
    refuse_unless_safe(assessed, in_person=in_person)
    case = assessed.printable
    view = view_of(
        case.rulebook,
        case.answers,
        case.outcome,
        language,
        by_hand=by_hand,
        without=without,
        agreed=agreed,
    )
    return _Sheet(view, SheetWords(language)).page()


class _Sheet:
    def __init__(self, view: View, words: SheetWords) -> None:
        self._view, self._words = view, words
        plan = view.plan
        self._shown = (*(item for item in plan.first if item in plan.certain), *plan.by_hand)
        every = (*plan.certain, *plan.awaited, *plan.perhaps, *plan.optional, *plan.by_hand)
        named = (item.intervention for item in (*self._shown, *every))
        self._agreed_on = {each: view.agreed[each] for each in named if each in view.agreed}
        self._own = view.rulebook.texts.language

    def page(self) -> Page:
        """Lay it out."""
        say = self._words.say
        told = (
            (say("own_words"), self._own_words()),
            (say("agreed"), self._agreed()),
            (say("steps"), self._steps()),
            (say("no"), map(Line, (say("no_to_each"), say("no_later"), say("no_and_benefits")))),
            (say("call"), self._call()),
        )
        return Page(say("title"), tuple(self._marked()), sections(told), (Line(say("foot")),))

    def _marked(self) -> Iterator[Line]:
        """Say that a machine made it, in the language of the sheet and in the rulebook's own."""
        if is_machine_made(self._view.rulebook, self._words.language):
            yield Line(self._words.say("machine_made"), tone=Tone.STRONG)
            ours = SheetWords(self._own).say("machine_made")
            yield Line(ours, lang=self._own)

    def _own_words(self) -> Iterator[Block]:
        for found in self._view.given("own_words"):
            said = self._words.say("quoted", text=self._view.names.answer(found))
            yield Line(said, tone=Tone.STRONG, lang=self._elsewhere(self._own))
        for goal in goals_told(self._view):
            yield Line(goal, label=self._words.say("goal"), lang=self._elsewhere(self._own))

    def _agreed(self) -> Iterator[Block]:
        """Yield which steps, who does what, and the one date; of what is kept off, no word."""
        hers = self._view.rulebook.page.get("next_step", ())[:1]
        given = self._view.given("next_step")
        meet = any(isinstance(found.answer, date) for found in given)
        for step, by in self._agreed_on.items():
            yield self._agreed_step(step, None if meet else by)
        for found in given:
            if isinstance(found.answer, date):
                met = self._words.date(found.answer)
                yield Line(met, label=self._words.say("meet"), tone=Tone.STRONG)
            else:
                who = self._words.say("you" if found.question.id in hers else "we")
                said = self._view.names.answer(found)
                yield Line(said, label=who, lang=self._elsewhere(self._own))
        if not given and not self._view.agreed:
            yield Line(self._words.say("nothing_agreed"))

    def _agreed_step(self, step: str, by: date | None) -> Line:
        name, lang = self._named(step)
        if by is None:
            return Line(name, lang=lang)
        return Line(self._words.date(by), label=name, tone=Tone.STRONG)

    def _steps(self) -> Iterator[Block]:
        steps = self._shown
        if not steps:
            yield Line(self._words.say("no_steps"))
            return
        yield Line(self._words.say("you_choose"))
        for number, item in enumerate(steps, start=1):
            yield self._step(item.intervention, number)
        yield from self._unpaid(steps)

    def _step(self, step: str, number: int) -> Point:
        name, lang = self._named(step)
        notes = []
        if told := self._text(f"interventions.{step}.for_participant"):
            notes.append(Line(told[0], lang=told[1]))
        pay = self._view.rulebook.interventions[step].pay
        if pay is not None and pay != _NO_WORK:
            notes.append(Line(self._words.say(str(pay))))
        return Point(name, tuple(notes), number, lang)

    def _unpaid(self, steps: Iterable[PlanItem]) -> Iterator[Line]:
        """Say once of what is no work that it is not paid."""
        pays = {self._view.rulebook.interventions[each.intervention].pay for each in steps}
        if _NO_WORK in pays:
            yield Line(self._words.say("none_is_work" if len(pays) == 1 else "rest_is_no_work"))

    def _call(self) -> Iterator[Line]:
        yield Line(self._words.say("call_in_doubt"))
        for key in ("name", "phone"):
            yield Line(_TO_FILL_IN, label=self._words.say(key))

    def _named(self, step: str) -> tuple[str, str | None]:
        return self._text(f"interventions.{step}.label") or (step, None)

    def _text(self, path: str) -> tuple[str, str | None] | None:
        """Return a text of the rulebook, and its language where that is another."""
        texts = self._view.rulebook.texts
        text = texts.get(path, self._words.language)
        found = texts.language_of(path, self._words.language)
        return None if text is None else (text, self._elsewhere(found))

    def _elsewhere(self, language: str) -> str | None:
        return None if language == self._words.language else language


def is_machine_made(rulebook: Rulebook, language: str) -> bool:
    """Say whether a sheet in a language holds words that no person has confirmed."""
    translated = rulebook.sheet_translations.get(language)
    return language in MACHINE_MADE or translated is Translated.MACHINE_MADE
