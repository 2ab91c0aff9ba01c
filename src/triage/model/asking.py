"""What to ask next, and why: or that nothing more needs to be asked (section 4.6)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import Field

from triage.model.answer_path import AnswerPath
from triage.model.answers import AnswerValue
from triage.model.frozen import Document, Frozen, Many, Word

ASKING_SCHEMA: Final = "triage.asking/1"


class Goal(enum.StrEnum):
    """What asking is to settle."""

    TYPOLOGY = "typology"
    FIRST_STEPS = "first_steps"
    PLAN = "plan"
    TARGET_GROUP = "target_group"


GoalName = Literal["typology", "first_steps", "plan", "target_group"]
"""A goal by its name."""


class AskingState(enum.StrEnum):
    """How asking stands: ask on, the goal is settled, or nothing more can be learnt."""

    ASK = "ask"
    SETTLED = "settled"
    EXHAUSTED = "exhausted"


Span = tuple[AnswerValue | None, AnswerValue | None]
"""Answers from one to another, both included; `None` where there is no end."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What an intervention waits for that waits for nothing else: facts still to be looked up.

    `closed` are the answers to a single fact with which it would not be in the plan for certain.
    They are not told where several facts decide together.
    """

    facts: tuple[AnswerPath, ...]
    closed: tuple[Span, ...] = ()


class Effect(Frozen):
    """Values of a question after which the same typologies are possible, sorted."""

    values: Many[str]
    typologies: Many[str]


class NextQuestion(Frozen):
    """An open answer that can change the goal: a question, a list's number of items, or a cell.

    `path` reads `goal_state`, `goals` (how many there are), `goals.1.needs_danish` or
    `barriers.childcare.weight`. `effects` say what each of its values would leave possible of the
    typology, and are empty where all leave the same, or values are not listed one by one.
    `interventions` are those whose place in the plan can depend on the answer, in file order.
    """

    path: str
    factor: str | None
    effects: Many[Effect] = ()
    interventions: Many[str] = ()


class Asking(Document):
    """The next question towards a goal; `left` counts the questions that can still matter to it.

    Also those are counted of which it is not yet known whether they apply; none that was given up.
    """

    schema_: Literal["triage.asking/1"] = Field(ASKING_SCHEMA, alias="schema")
    goal: Word[Goal]
    state: Word[AskingState]
    question: NextQuestion | None = None
    left: int = 0
