"""The talk itself: one question after the other, each answer kept before the next is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from triage.cli.input_parsing import Alike, Answer, Elsewhere, Entered, Ordered, answer, entered
from triage.cli.prompting import Prompter, read_line, write
from triage.cli.storage import held_back
from triage.diagnostics import InvalidAssessment, TriageError
from triage.interview import Ask, Interview
from triage.present import Command, InterviewWords, Prompt


class Keeping(Protocol):
    """Where a talk is kept, after every answer."""

    @property
    def place(self) -> str:
        """What the place is called in a sentence; it may be another after `keep`."""

    def keep(self, interview: Interview) -> None:
        """Keep the talk, wholly or not at all.

        Raises:
            Overtaken: another talk is kept there since.
            TriageError: it cannot be kept.
        """


class Overtaken(Exception):
    """Somebody else has gone on with the talk: it is theirs that is kept, and goes on."""

    def __init__(self, interview: Interview, told: str) -> None:
        """Carry what is kept, and what there is to say of it."""
        super().__init__()
        self.interview, self.told = interview, told


class Talk:
    """One meeting: asks until nothing is left to ask, or nobody answers any more."""

    def __init__(
        self,
        interview: Interview,
        words: InterviewWords,
        prompter: Prompter,
        keeper: Keeping,
        *,
        forming: bool,
    ) -> None:
        """Go on with `interview`; `forming` shows the caseworker what is still possible."""
        self.interview = interview
        self.kept = False
        self._words = words
        self._prompter = prompter
        self._keeper = keeper
        self._forming = forming
        self._out_of_turn: Ask | None = None
        self._theme: str | None = None
        self._formed: str | None = None

    def run(self) -> None:
        """Ask, and at the end take down what may be noted at any time."""
        while True:
            while (ask := self._out_of_turn or self.interview.next) is not None:
                prompt = self._words.prompt(ask, self.interview)
                self._tell_where_it_stands(prompt)
                if not self._put(prompt):
                    return
            if self.interview.before:
                return
            if not self._notes_more():
                break
        write(["", self._words.say("finished")])

    def _notes_more(self) -> bool:
        """Offer, before the talk ends, what may be noted and is not; say whether it goes on."""
        left = self._words.still_to_note(self.interview)
        ask = self.interview.ask(left[0]) if left else None
        if ask is None:
            return False
        write(["", self._words.before_ending(left, self.interview)])
        prompt = self._words.prompt(ask, self.interview)
        while line := (read_line(self._words.say("note_or_end")) or "").strip():
            found = entered(line, prompt, self._words)
            if isinstance(found, Ordered) and found.command is Command.STOP:
                return False
            if isinstance(found, Elsewhere | Ordered):
                if self._does(found, prompt):
                    return True
            else:
                write([self._words.not_understood()])
        return False

    def _put(self, prompt: Prompt) -> bool:
        """Put one question, until something was done; say whether the talk goes on."""
        line = self._prompter.line(prompt)
        while line is not None:
            found = entered(line, prompt, self._words)
            if isinstance(found, Ordered) and found.command is Command.STOP:
                return False
            if isinstance(found, Alike):
                write([self._words.alike(found.options)])
                line = self._prompter.pick(found.options)
                if line is not None and line.strip().isdecimal():
                    line = _numbered(found, int(line))
            elif self._does(found, prompt):
                return True
            else:
                line = self._prompter.line(prompt)
        return False

    def _does(self, found: Entered, prompt: Prompt) -> bool:
        """Do what was typed; say whether another question can be put now."""
        match found:
            case Answer(value):
                return self._step(lambda: self.interview.answer(prompt.path, value), prompt.path)
            case Ordered(command, rest):
                return self._order(command, rest, prompt)
            case Elsewhere(path, None):
                return self._turn_to(path)
            case Elsewhere(path, str() as text):
                return self._answer_elsewhere(path, text)
            case _:
                write([self._words.not_understood()])
                return False

    def _order(self, command: Command, rest: str, prompt: Prompt) -> bool:
        path = prompt.path
        match command:
            case Command.SKIP:
                return self._step(lambda: self.interview.skip(path), path)
            case Command.UNKNOWN:
                return self._step(lambda: self.interview.cannot_tell(path), path)
            case Command.DECLINED:
                return self._step(lambda: self.interview.would_rather_not(path), path)
            case Command.BACK if self._out_of_turn is not None:
                self._out_of_turn = None
                return True
            case Command.BACK if self.interview.may_go_back:
                return self._step(self.interview.back, None)
            case Command.BACK:
                write([self._words.say("nothing_back")])
            case Command.NOTE:
                self._note(rest or read_line(self._words.say("note")) or "", path)
            case _:
                write(self._words.help(self.interview))
        return False

    def _note(self, text: str, path: str) -> None:
        try:
            noted = self.interview.note(text, path)
        except TriageError:
            write([self._words.not_understood()])
            return
        if self._is_kept(lambda: noted):
            write([self._words.say("noted")])

    def _turn_to(self, path: str) -> bool:
        ask = self.interview.ask(path)
        if ask is None:
            write([self._words.say("not_asked")])
            return False
        self._out_of_turn = ask
        return True

    def _answer_elsewhere(self, path: str, text: str) -> bool:
        """Answer another question, or with nothing take its answer away."""
        if not text and path in (*self.interview.answered, *self.interview.set_aside):
            return self._step(lambda: self.interview.change(path, None), path)
        ask = self.interview.ask(path) if text else None
        if ask is None:
            write([self._words.say("not_asked")])
            return False
        found = self._value(text, self._words.prompt(ask, self.interview))
        if found is None:
            write([self._words.not_understood()])
            self._out_of_turn = ask  # which shows what can be answered
            return True
        return self._step(lambda: self.interview.change(path, found), path)

    def _value(self, text: str, prompt: Prompt) -> object:
        if text.startswith("/"):
            command = self._words.command(text[1:])
            return command.value if command in (Command.UNKNOWN, Command.DECLINED) else None
        if text in (Command.UNKNOWN, Command.DECLINED):
            return text
        found = answer(text, prompt)
        return found.value if isinstance(found, Answer) else None

    def _step(self, step: Callable[[], Interview], path: str | None) -> bool:
        """Take a step at `path`, or one back, and keep it; say whether it could be taken."""
        before = self.interview
        try:
            is_kept = self._is_kept(step)
        except InvalidAssessment as error:
            self._explain(error)
            return False
        self._out_of_turn = None
        if is_kept:
            write(self._words.moved(before, self.interview, path))
        return True

    def keep(self) -> None:
        """Keep the talk as it stands."""
        self._is_kept(lambda: self.interview)

    def _is_kept(self, step: Callable[[], Interview]) -> bool:
        """Take a step and keep it; say whether it counts, which it does not over somebody else's.

        Raises:
            InvalidAssessment: the step cannot be taken.
        """
        before = self._keeper.place
        try:
            with held_back():
                interview = step()
                self._keeper.keep(interview)
        except Overtaken as overtaken:
            self.interview = overtaken.interview
            write([overtaken.told])
            return False
        self.interview, self.kept = interview, True
        if self._keeper.place != before:
            write([self._words.say("moved", before=before, file=self._keeper.place)])
        return True

    def _explain(self, error: InvalidAssessment) -> None:
        """Say what an answer does not go with; what is about no answer ends the talk."""
        problem = error.diagnostics[0]
        if problem.path is None:
            raise error
        if problem.code == "contradicting-answers":
            paths = str(problem.details["paths"]).replace("`", "").split(", ")
            write([self._words.refused(paths, self.interview)])
        else:
            write([self._words.not_understood()])

    def _tell_where_it_stands(self, prompt: Prompt) -> None:
        """Say with each theme how much can still matter, and what forms where that is shown."""
        in_turn = not (self.interview.in_order or self.interview.before)
        if prompt.theme != self._theme and in_turn:
            self._theme = prompt.theme
            left = self._words.left(self.interview)
            write(["", left] if left else [])
        if self._forming and (formed := self._words.forming(self.interview)) != self._formed:
            self._formed = formed
            write([formed] if formed else [])


def _numbered(found: Alike, number: int) -> str:
    """Return the option a number stands for, as if its id had been typed."""
    chosen = found.options[number - 1 : number] if number > 0 else ()
    return chosen[0].value if chosen else ""
