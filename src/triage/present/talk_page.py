"""How many prompts talks take until typology and first steps are settled, and one talk in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from triage.engine import Evaluator
from triage.explain import plan_of, still_open
from triage.intake.places import REASONS
from triage.intake.reading import read_answers
from triage.interview import Interview
from triage.interview.told import Put, ToldTalk
from triage.model.rulebook import Rulebook
from triage.present.blocks import Block, Cell, Line, Page, Point, Section, Table, Tone
from triage.present.foot import foot
from triage.present.held_answers import HeldAnswers
from triage.present.interviewing import InterviewWords
from triage.present.names import Names
from triage.present.wording import Words


@dataclass(frozen=True, slots=True)
class Told:
    """The prompts the talk of a case took, and the answer by which talks are grouped, if any."""

    case: str
    prompts: int
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How many prompts talks may take: in the median, by group, and the longest of all."""

    medians: Mapping[str, int]
    most: int | None = None

    def broken(self, told: Sequence[Told]) -> list[str]:
        """Return the groups whose median is more than it may be, and the cases that take more."""
        groups = (group for group, most in self.medians.items() if _median(told, group) > most)
        cases = (each.case for each in told if self._too_long(each))
        return [*groups, *cases]

    def _too_long(self, told: Told) -> bool:
        return self.most is not None and told.prompts > self.most


def talks_page(
    rulebook: Rulebook, told: Sequence[Told], by: str | None, limits: Limits, words: Words
) -> Page:
    """Lay out how many prompts talks take, by the answers to one question."""
    names = Names(rulebook, words)
    groups = dict.fromkeys(each.group for each in told)
    rows = tuple(_row(told, group, by, names, words) for group in groups)
    named = words.say("talk.all") if by is None else names.question(None, by)
    columns = (named, *(words.say(f"talk.{each}") for each in ("talks", "median", "longest")))
    broken = limits.broken(told)
    kept = words.say("talk.broken", names=words.both(broken)) if broken else words.say("talk.kept")
    blocks = (Table(named, columns, rows), Line(kept, tone=Tone.STRONG))
    head = (Line(words.say("talk.counted")),)
    section = Section(words.say("talk.heading"), blocks)
    return Page(words.say("talk.title"), head, (section,), foot(words))


def _row(
    told: Sequence[Told], group: str | None, by: str | None, names: Names, words: Words
) -> tuple[Cell, ...]:
    prompts = _prompts(told, group)
    if by is None or group in REASONS:
        label = words.say("talk.all" if by is None else str(group))
    else:
        value = f"questions.{by}.values.{group}"
        label = words.say("not_answered") if group is None else names.label(value)
    middle = _median(told, group)
    numbers = (len(prompts), max(prompts))
    counted, longest = (Cell(words.number(each), each) for each in numbers)
    return Cell(label), counted, Cell(f"{middle:g}"), longest


def _prompts(told: Iterable[Told], group: str | None) -> list[int]:
    return [each.prompts for each in told if each.group == group]


def _median(told: Iterable[Told], group: str | None) -> float:
    return median(_prompts(told, group) or [0])


# --- one talk in full


def transcript_page(
    rulebook: Rulebook, evaluator: Evaluator, title: str, talk: ToldTalk, language: str
) -> Page:
    """Lay out what was asked and answered, theme by theme, and the first steps it led to."""
    words = Words(language)
    sections = [
        Section(theme, tuple(points))
        for theme, points in _by_theme(rulebook, talk.put, language).items()
    ]
    after = talk.put[-1].after
    steps = tuple(_steps(rulebook, evaluator, after, words))
    sections.append(Section(words.say("talk.first_steps"), steps))
    head = (Line(words.count("talk.prompts", talk.prompts)),)
    return Page(title, head, tuple(sections), foot(words))


def _by_theme(rulebook: Rulebook, put: Sequence[Put], language: str) -> Mapping[str, list[Block]]:
    spoken, words = InterviewWords(rulebook, language), Words(language)
    found: dict[str, list[Block]] = defaultdict(list)
    before = put[0].after
    for number, each in enumerate(put, start=1):
        held = HeldAnswers(rulebook, each.after.answers, each.after.as_of, words)
        prompt, before = spoken.prompt(each.ask, before), each.after
        answer = held.said(each.ask.path, each.answer, each.after.as_of).text
        found[prompt.theme or ""].append(Point(prompt.text, (Line(answer),), number))
    return found


def _steps(
    rulebook: Rulebook, evaluator: Evaluator, interview: Interview, words: Words
) -> Iterator[Block]:
    answers = read_answers(rulebook, interview.answers, interview.as_of)
    outcome = evaluator.assess(answers, interview.as_of)
    awaited = still_open(rulebook, evaluator, answers, outcome).awaited
    names = Names(rulebook, words)
    for number, item in enumerate(plan_of(rulebook, outcome, awaited=awaited).first, start=1):
        yield Point(names.intervention(item.intervention), (), number)
