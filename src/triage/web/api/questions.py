"""The questions of a rulebook, and one as it is put in a conversation, for whoever draws a form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from triage.interview import Ask, AskReason, Interview
from triage.language.printing import condition_data
from triage.model.condition import AsOf
from triage.model.frozen import Frozen, Many, Word
from triage.model.question import (
    Choice,
    Dates,
    Domain,
    Grid,
    ListOf,
    Lookup,
    Number,
    Question,
    Subset,
    YesNo,
)
from triage.model.question import Text as FreeText
from triage.model.rulebook import Rulebook
from triage.present import InterviewWords

Kind = Literal[
    "choice", "scale", "yes_no", "number", "date", "set", "list", "grid", "lookup", "text"
]
"""The kinds of questions by their names in rule files."""


class QuestionTold(Frozen):
    """A question, and what an answer to it may be.

    `values` are those of a choice, a scale (lowest first), a set, or yes and no; `rows` those of a
    grid. `item` are the questions of each item of a list or row of a grid. Days are in ISO form, or
    `as_of` for the day assessed for.
    """

    id: str
    kind: Kind
    values: Many[str] = ()
    rows: Many[str] = ()
    table: str | None = Field(None, description="Of a lookup: the table whose rows are answers")
    least: int | str | None = Field(None, description="The least number, items or day")
    most: int | str | None = Field(None, description="The greatest number, items or day")
    unit: str | None = None
    item: Many[QuestionTold] = ()
    factor: str | None = None
    theme: str | None = Field(None, description="Where it is asked, if not with its factor")
    asked_when: dict[str, Any] | None = Field(
        None, description="A condition of the rule language; absent where it always applies"
    )
    any_time: bool = False
    looked_up: bool = Field(False, description="Stands in a register; never asked of the person")
    changeable: bool = False
    keep_private: bool = Field(False, description="The answer stays out of lists, reports and logs")
    off_page: bool = Field(False, description="Nothing of it stands on a page that may be printed")


def question_told(question: Question) -> QuestionTold:
    """Return a question as data."""
    condition = question.asked_when
    return QuestionTold(
        id=question.id,
        factor=question.factor,
        theme=question.theme,
        asked_when=None if condition is None else condition_data(condition),
        any_time=question.any_time,
        looked_up=question.looked_up,
        changeable=question.changeable,
        keep_private=question.keep_private,
        off_page=question.off_page,
        **_domain(question.domain),
    )


def _domain(domain: Domain) -> dict[str, Any]:
    match domain:
        case Choice(values, ordered):
            return {"kind": "scale" if ordered else "choice", "values": values}
        case YesNo(values=values):
            return {"kind": "yes_no", "values": values}
        case Number(low, high, unit):
            return {"kind": "number", "least": low, "most": high, "unit": unit}
        case Dates(start, end):
            return {"kind": "date", "least": _day(start), "most": _day(end)}
        case Subset(values):
            return {"kind": "set", "values": values}
        case Lookup(table):
            return {"kind": "lookup", "table": table}
        case FreeText():
            return {"kind": "text"}
        case ListOf(low, high, item):
            told = tuple(map(question_told, item))
            return {"kind": "list", "least": low, "most": high, "item": told}
        case Grid(rows, item):
            return {"kind": "grid", "rows": rows, "item": tuple(map(question_told, item))}


def _day(day: Any) -> str:
    return "as_of" if isinstance(day, AsOf) else str(day.isoformat())


class RulebookTold(Frozen):
    """What a rulebook asks and what it can conclude, by ids; its texts are a document of their own.

    `tables` are the tables that lookups take their answers from, each with the ids of its rows.
    """

    id: str
    version: str
    digest: str
    texts_digest: str
    language: str = Field(description="The language it is written in")
    languages: Many[str] = Field(description="All languages it has texts in")
    questions: Many[QuestionTold]
    tables: dict[str, Many[str]]
    target_groups: Many[str]
    typologies: Many[str]
    interventions: Many[str]
    rules: Many[str]


def rulebook_told(rulebook: Rulebook) -> RulebookTold:
    """Return a rulebook as data."""
    groups, typologies = rulebook.target_groups, rulebook.typologies
    return RulebookTold(
        id=rulebook.id,
        version=rulebook.version,
        digest=rulebook.digest,
        texts_digest=rulebook.texts_digest,
        language=rulebook.texts.language,
        languages=languages_of(rulebook),
        questions=tuple(map(question_told, rulebook.questions.values())),
        tables={id_: tuple(each.rows) for id_, each in rulebook.tables.items()},
        target_groups=() if groups is None else tuple(groups.values),
        typologies=() if typologies is None else tuple(typologies.values),
        interventions=tuple(rulebook.interventions),
        rules=tuple(rulebook.rules),
    )


def languages_of(rulebook: Rulebook) -> tuple[str, ...]:
    """Return the languages a rulebook has texts in, its own first."""
    return (rulebook.texts.language, *sorted(rulebook.texts.translations))


def texts_told(rulebook: Rulebook, language: str) -> dict[str, str]:
    """Return every text of a rulebook by its path; what is not translated, in its own language."""
    return dict(_texts(rulebook, language))


def _texts(rulebook: Rulebook, language: str) -> Iterator[tuple[str, str]]:
    for path in rulebook.texts.own:
        text = rulebook.texts.get(path, language)
        if text is not None:
            yield path, text


class OptionTold(Frozen):
    """One answer that can be picked: what it is in an assessment, and what it is called."""

    value: str
    label: str


class AskTold(Frozen):
    """What is asked next, in words, why it is asked now, and how it is answered.

    The path of a list asks how many items there are, that of a grid which rows matter, and one with
    `rest` about all rows that do not.
    """

    path: str
    why: Word[AskReason]
    theme: str | None
    text: str = Field(description="The question as it is spoken")
    help: str | None
    how: str = Field(description="How it is answered, in words")
    options: Many[OptionTold]
    question: QuestionTold


def ask_told(ask: Ask, interview: Interview, words: InterviewWords) -> AskTold:
    """Return a question of a conversation in words."""
    prompt = words.prompt(ask, interview)
    return AskTold(
        path=str(ask.path),
        why=ask.why,
        theme=prompt.theme,
        text=prompt.text,
        help=prompt.help,
        how=prompt.how,
        options=tuple(OptionTold(value=each.value, label=each.label) for each in prompt.options),
        question=question_told(ask.question),
    )
