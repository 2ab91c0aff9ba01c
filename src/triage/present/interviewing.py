"""The words of an interview: questions as they are spoken, options, commands, what happened."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from triage.intake.places import path_at
from triage.intake.reading import read_answers
from triage.interview import Ask, Interview
from triage.model.answer_path import AnswerPath
from triage.model.asking import Goal
from triage.model.question import (
    REST,
    Choice,
    Grid,
    Lookup,
    Question,
    Subset,
    YesNo,
)
from triage.model.rulebook import Rulebook
from triage.present.answering import Option, how, keys, none_of
from triage.present.interview_steps import step_lines
from triage.present.names import Names, question_path
from triage.present.wording import Words


class Command(enum.StrEnum):
    """What can be typed beside answers, with a stroke before it."""

    BACK = "back"
    SKIP = "skip"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    NOTE = "note"
    STOP = "stop"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question as it is put: its theme, its words, what helps to ask it, and how to answer.

    `options` are all that can be picked, of a lookup too. Where more than one may be, `none` is
    what stands for none of them.
    """

    path: AnswerPath
    question: Question
    theme: str | None
    text: str
    help: str | None
    options: tuple[Option, ...]
    none: Option | None
    how: str


class InterviewWords:
    """What an interview says, in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        """Speak of `rulebook` in `language`."""
        self._rulebook = rulebook
        self._words = Words(language)
        self._names = Names(rulebook, self._words)

    # --- questions

    def prompt(self, ask: Ask, interview: Interview) -> Prompt:
        """Put a question into words."""
        text_path = question_path(self._rulebook, *ask.path.place)
        factor = self._rulebook.questions[ask.path.question].asked_among
        return Prompt(
            path=ask.path,
            question=ask.question,
            theme=None if factor is None else self._names.label(f"factors.{factor}"),
            text=self._text(ask.path, interview),
            help=self._names.text(f"{text_path}.help"),
            options=self.options(ask.path, ask.question),
            none=none_of(self._words, ask.question),
            how=how(self._words, self._names, text_path, ask.question),
        )

    def asked(self, path: AnswerPath, interview: Interview) -> str:
        """Name a question by the words it is asked in, with the item or row it is about."""
        read = read_answers(self._rulebook, interview.answers, interview.as_of)
        return self._names.asked(path, read)

    def _short(self, path: AnswerPath, interview: Interview) -> str:
        """Name a question by its short name, with the item or row it is about."""
        read = read_answers(self._rulebook, interview.answers, interview.as_of)
        return self._names.short(path, read)

    def options(self, path: AnswerPath, question: Question) -> tuple[Option, ...]:
        """Return what can be picked."""
        base = question_path(self._rulebook, *path.place)
        label = self._names.label
        match question.domain:
            case Choice(values) | Subset(values):
                return tuple(Option(each, label(f"{base}.values.{each}")) for each in values)
            case YesNo():
                yes_or_no = (("yes", self._words.say("yes")), ("no", self._words.say("no")))
                return tuple(Option(value, name) for value, name in yes_or_no)
            case Grid(rows):
                return tuple(Option(row, label(f"{base}.rows.{row}")) for row in rows)
            case Lookup(table):
                rows_of = self._rulebook.tables[table].rows
                return tuple(Option(row, label(f"tables.{table}.rows.{row}")) for row in rows_of)
            case _:
                return ()

    def _text(self, path: AnswerPath, interview: Interview) -> str:
        if path.row != REST:
            return self.asked(path, interview)
        grid = path.question
        domain = self._rulebook.collection(grid)
        assert isinstance(domain, Grid)
        spoken = {each.row for each in interview.answered if each.question == grid}
        others = [each for each in domain.rows if each not in spoken]
        names = self._words.listed(
            self._names.label(f"questions.{grid}.rows.{each}") for each in others
        )
        own = question_path(self._rulebook, *path.place)
        ask = self._names.text(f"{own}.ask") or self._names.label(own)
        return f"{self._words.say('interview.rest', names=names)}: {ask}"

    def keys(self, prompt: Prompt) -> str:
        """Say which keys do what, where there are arrow keys."""
        return keys(self._words, prompt.question, prompt.how)

    def knows(self, path: str) -> bool:
        """Say whether there is a question at a path."""
        return path_at(self._rulebook, path) is not None

    # --- commands

    def command(self, typed: str) -> Command | None:
        """Return the command that was typed, or begun, in the reader's language or in English."""
        word = typed.casefold()
        if word == "?":
            return Command.HELP
        for names in (
            {self.typed(each): each for each in Command},
            {each.value: each for each in Command},
        ):
            if word in names:
                return names[word]
            near = {each for name, each in names.items() if word and name.startswith(word)}
            if len(near) == 1:
                return near.pop()
        return None

    def typed(self, command: Command) -> str:
        """Return the word that is typed for a command."""
        return self._words.say(f"interview.command_{command}")

    def commands(self) -> tuple[tuple[Command, str], ...]:
        """Return the commands and what each does."""
        return tuple((each, self._words.say(f"interview.does_{each}")) for each in Command)

    # --- what happens

    def begin(self, file: str) -> str:
        """Say how to answer, and where answers go."""
        return self._words.say("interview.begin", help=self.typed(Command.HELP), file=file)

    def resume(self, file: str, interview: Interview) -> str:
        """Say that a saved talk goes on."""
        return self._words.say("interview.resume", count=len(interview.answered), file=file)

    def saved_by(self, by: str, day: date) -> str:
        """Say who saved a talk last."""
        return self._words.say("interview.draft_saved_by", by=by, day=self._words.date(day))

    def left(self, interview: Interview) -> str | None:
        """Say how many answers can still matter, and to what; nothing where none can."""
        goal, count = interview.left
        if not count:
            return None
        match goal:
            case Goal.TYPOLOGY:
                return self._words.count("interview.left_typology", count)
            case Goal.FIRST_STEPS:
                return self._words.count("interview.left_first_steps", count)
            case Goal.PLAN:
                return self._words.count("interview.left_plan", count)
            case Goal.TARGET_GROUP:
                return self._words.count("interview.left_group", count)

    def forming(self, interview: Interview) -> str | None:
        """Say which typologies are still possible, in staff words; for the caseworker alone."""
        typology = interview.outcome("compiled").typology
        if typology is None:
            return None
        names = self._words.either(self._names.typologies(typology.possible))
        return self._words.say("interview.forming", names=names)

    def moved(self, before: Interview, after: Interview, path: str | None) -> tuple[str, ...]:
        """Say what a step left at `path`, which answers stopped applying, and which apply again."""
        gone = [path for path in after.set_aside if path not in before.set_aside]
        back = [path for path in before.set_aside if path in after.answered]
        told = (("interview.set_aside", gone, before), ("interview.again", back, after))
        moved = (
            self._words.say(key, names=self._listed(_outermost(paths), said))
            for key, paths, said in told
            if paths
        )
        return (*step_lines(self._rulebook, self._words, before, after, path), *moved)

    def refused(self, paths: Iterable[str], interview: Interview) -> str:
        """Say what an answer does not go together with."""
        named = map(AnswerPath.parse, paths)
        return self._words.say("interview.refused", names=self._listed(named, interview))

    def _listed(self, paths: Iterable[AnswerPath], interview: Interview) -> str:
        return "; ".join(dict.fromkeys(self._short(path, interview) for path in paths))

    def help(self, interview: Interview) -> tuple[str, ...]:
        """Say what can be typed."""
        lines = [f"/{self.typed(command)}: {does}" for command, does in self.commands()]
        lines.append(self._words.say("interview.how_to_type"))
        if any_time := [each.id for each in self._rulebook.questions.values() if each.any_time]:
            names = self._to_type(any_time, interview)
            lines.append(self._words.say("interview.any_time", names=names))
        if interview.answered:
            names = "; ".join(
                f"{self._short(path, interview)} ({path})" for path in interview.answered
            )
            lines.append(self._words.say("interview.answered", names=names))
        return tuple(lines)

    def still_to_note(self, interview: Interview) -> tuple[AnswerPath, ...]:
        """Return the questions that may be noted at any time, and are not answered yet."""
        any_time = (AnswerPath.of(q.id) for q in self._rulebook.questions.values() if q.any_time)
        return tuple(path for path in any_time if path not in interview.answered)

    def before_ending(self, paths: Iterable[str], interview: Interview) -> str:
        """Say what may still be noted."""
        names = self._to_type(paths, interview)
        return self._words.say("interview.before_ending", names=names)

    def _to_type(self, paths: Iterable[str], interview: Interview) -> str:
        named = (f"{self._short(AnswerPath.of(each), interview)} (/{each})" for each in paths)
        return "; ".join(named)

    def not_understood(self) -> str:
        """Say that what was typed is no answer."""
        return self._words.say("interview.not_understood", help=self.typed(Command.HELP))

    def alike(self, found: Sequence[Option]) -> str:
        """Say that several rows of a table are like what was typed, or none."""
        return self._words.say("interview.nearest" if found else "interview.nothing_near")

    def say(self, key: str, **values: str) -> str:
        """Say one of the other sentences of an interview."""
        return self._words.say(f"interview.{key}", **values)


def _outermost(paths: Collection[AnswerPath]) -> list[AnswerPath]:
    """Leave out what goes or comes with its list."""
    return [path for path in paths if path.element is None or path.owner not in paths]
