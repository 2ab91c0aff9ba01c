"""One screen of the conversation: what was said in a theme, and the question that is asked now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from starlette.datastructures import FormData

from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.intake.places import REASONS
from triage.interview import Ask
from triage.present import InterviewWords, Prompt, Words
from triage.present.held_answers import HeldAnswer, HeldAnswers
from triage.web.case_access import CaseAccess
from triage.web.pages.answer_forms import kind_of
from triage.web.pages.meeting import Do, Meeting, Stage
from triage.web.pages.rendering import show, words_for

_TYPED = frozenset({"number"})
"""Kinds of questions beside which it is said what may be typed; a day is typed as browsers say."""


@dataclass(frozen=True, slots=True)
class _Theme:
    """A factor whose questions are asked together, and how many of them are answered."""

    id: str
    label: str
    answered: int


class TalkScreen:
    """Shows a meeting at a stage of it, in the language of a request."""

    def __init__(
        self, request: Request, access: CaseAccess, meeting: Meeting, stage: Stage
    ) -> None:
        """Show `meeting`; nothing is worked out before something is shown."""
        self.meeting, self.words = meeting, words_for(request)
        self._request, self._access, self._stage = request, access, stage
        self._rulebook = meeting.served.model
        self._spoken = InterviewWords(self._rulebook, self.words.language)

    def shown(self, ask: str | None = None, theme: str | None = None) -> Response:
        """Show what is asked next, or the question at `ask`, or what was said in a theme."""
        turned = self.meeting.interview.ask(ask) if ask else None
        if turned is not None:
            return self._page(turned, turned=True)
        upcoming = self.meeting.interview.next
        if theme in self._rulebook.factors and theme != self._theme_of(upcoming):
            return self._page(None, theme)
        return self._page(upcoming)

    def again(self, form: FormData, problem: str, status: int) -> Response:
        """Show a question again with what was put in, and what is wrong with it."""
        if form.get("do") == Do.NOTE:
            upcoming = self.meeting.interview.next
            return self._page(upcoming, status=status, note_problem=problem)
        ask = self.meeting.interview.ask(str(form.get("path", "")))
        chosen = [str(each) for each in form.getlist("answer")]
        put = ask or self.meeting.interview.next
        turned = "turn" in form
        return self._page(put, status=status, chosen=chosen, problem=problem, turned=turned)

    def prompt_at(self, path: str) -> Prompt:
        """Return the question at a path in words.

        Raises:
            InvalidAssessment: there is none, or it does not apply.
        """
        ask = self.meeting.interview.ask(path)
        if ask is None:
            raise InvalidAssessment((Diagnostic("unknown-question", details={"name": "…"}),))
        return self._spoken.prompt(ask, self.meeting.interview)

    def refused(self, error: InvalidAssessment) -> str:
        """Say why an answer cannot be kept; what it was is not repeated."""
        problem = error.diagnostics[0]
        if problem.code == "contradicting-answers":
            paths = str(problem.details["paths"]).replace("`", "").split(", ")
            return self._spoken.refused(paths, self.meeting.interview)
        return self.words.say("talk.cannot_be")

    # --- what is on it

    def _page(
        self, ask: Ask | None, theme: str | None = None, status: int = 200, **told: Any
    ) -> Response:
        at, held = theme or self._theme_of(ask), list(self._held())
        return show(
            self._request,
            "talk.html.jinja",
            status,
            heading=self.words.say(f"talk.heading_{self._stage}"),
            case=self._access,
            before=self._stage is Stage.BEFORE,
            paper=self._stage is Stage.TALK,
            seen=self.meeting.version,
            themes=tuple(self._themes(held)),
            theme=at,
            answered=[each for each in held if at in (None, self._among(each))],
            may_go_back=self.meeting.interview.may_go_back,
            left=self._left(),
            **(self._nothing_asked(theme) if ask is None else self._put(ask, **told)),
            **self._beside(),
            note_problem=told.get("note_problem"),
        )

    def _put(
        self,
        ask: Ask,
        chosen: Sequence[str] | None = None,
        problem: str | None = None,
        turned: bool = False,
        **_: Any,
    ) -> Mapping[str, Any]:
        """Return a question in words, how it is put, and what stands there or was put in."""
        prompt = self._spoken.prompt(ask, self.meeting.interview)
        kind = kind_of(ask.question.domain)
        standing = self._standing(ask)
        described = [("help", prompt.help), ("hint", kind in _TYPED), ("problem", problem)]
        return {
            "prompt": prompt,
            "kind": kind,
            "chosen": standing if chosen is None else chosen,
            "stands": bool(standing),
            "hint": prompt.how if kind in _TYPED else None,
            "problem": problem,
            "described": " ".join(id_ for id_, there in described if there),
            "turned": turned,
            "finished": None,
        }

    def _nothing_asked(self, theme: str | None) -> Mapping[str, Any]:
        done = None if theme else self.words.say(f"talk.done_{self._stage}")
        return {"prompt": None, "finished": done}

    def _standing(self, ask: Ask) -> list[str]:
        """Return what stands as the answer to a question, as its form holds it."""
        found = next((each.value for each in self._held() if each.path == ask.path), None)
        match found:
            case None:
                return []
            case []:
                prompt = self._spoken.prompt(ask, self.meeting.interview)
                return [prompt.none.value] if prompt.none else []
            case list():
                return list(map(str, found))
            case _:
                return [str(found)]

    # --- what was said

    def _held(self) -> Iterator[HeldAnswer]:
        """Yield the answers of this stage that stand."""
        interview, before = self.meeting.interview, self._stage is Stage.BEFORE
        words = Words(self.words.language)
        held = HeldAnswers(self._rulebook, interview.answers, interview.as_of, words)
        for each in held.standing(interview.as_of):
            if each.path is not None:
                looked_up = self._rulebook.questions[each.path.question].looked_up
                if looked_up == before:
                    yield each

    def _themes(self, held: Sequence[HeldAnswer]) -> Iterator[_Theme]:
        """Yield the themes of this stage, in their order."""
        before = self._stage is Stage.BEFORE
        every = self._rulebook.questions.values()
        asked = {each.asked_among for each in every if each.looked_up == before}
        among = [self._among(each) for each in held if each.value not in REASONS]
        for factor in self._rulebook.factors:
            if factor in asked:
                yield _Theme(factor, self._factor(factor), among.count(factor))

    def _among(self, held: HeldAnswer) -> str | None:
        assert held.path is not None
        return self._rulebook.questions[held.path.question].asked_among

    def _theme_of(self, ask: Ask | None) -> str | None:
        return None if ask is None else self._rulebook.questions[ask.path.question].asked_among

    def _factor(self, id_: str) -> str:
        return self._rulebook.texts.label(f"factors.{id_}", self.words.language)

    def _left(self) -> str | None:
        """Say how many answers can still matter, where questions are asked as they matter."""
        interview = self.meeting.interview
        return self._spoken.left(interview) if self._stage is Stage.TALK else None

    def _beside(self) -> Mapping[str, Any]:
        """Return what may be noted at any time, what is set aside, and the notes of today."""
        interview = self.meeting.interview
        any_time = self._spoken.still_to_note(interview) if self._stage is not Stage.BEFORE else ()
        aside = "; ".join(self._spoken.asked(each, interview) for each in interview.set_aside)
        return {
            "any_time": [(each, self._spoken.asked(each, interview)) for each in any_time],
            "set_aside": self._spoken.say("set_aside", names=aside) if aside else None,
            "notes": [each.text for each in interview.notes],
        }
