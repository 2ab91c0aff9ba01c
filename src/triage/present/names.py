"""What people call the things of a rulebook: its own texts, in the language of the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from triage.explain.answered import Answered
from triage.explain.plan import AFTER
from triage.model.answer_path import AnswerPath, Element
from triage.model.answers import Answers, AnswerValue
from triage.model.condition import Ref, RefKind
from triage.model.outcome import CONFLICT, GAP
from triage.model.question import (
    Choice,
    Dates,
    Grid,
    ListOf,
    Lookup,
    Number,
    OpenReason,
    Question,
    Subset,
)
from triage.model.question import Text as FreeText
from triage.model.rule import NOW
from triage.model.rulebook import Rulebook
from triage.present.formats import lowered
from triage.present.wording import Words


class Names:
    """Names and values in words, in one language."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        """Name the things of `rulebook` in the language of `words`."""
        self._rulebook = rulebook
        self._words = words

    def text(self, path: str) -> str | None:
        """Return a text of the rulebook, or `None`."""
        return self._rulebook.texts.get(path, self._words.language)

    def label(self, path: str) -> str:
        """Return what the thing at `path` is called."""
        return self._rulebook.texts.label(path, self._words.language)

    def intervention(self, intervention: str) -> str:
        """Return the name of an entry of the catalogue."""
        return self.label(f"interventions.{intervention}")

    def group(self, group: str) -> str:
        """Return the name of a group."""
        return self.label(f"groups.{group}")

    def interventions(self, chosen: Iterable[str]) -> list[str]:
        """Name interventions; a group that is wholly among them by its own name, the largest first.

        Whether a rule names them by their group is not known, and makes no difference.
        """
        left, named = list(chosen), list[str]()
        by_size = sorted(self._rulebook.groups.values(), key=lambda one: -len(one.interventions))
        for group in by_size:
            if len(group.interventions) > 1 and set(group.interventions) <= set(left):
                named.append(self.group(group.id))
                left = [each for each in left if each not in group.interventions]
        return [*named, *map(self.intervention, left)]

    def typology(self, typology: str) -> str:
        """Return the staff name of a typology; a gap or a conflict in words."""
        if typology in (GAP, CONFLICT):
            return self._words.say(f"typology.{typology}")
        return self.label(f"typologies.values.{typology}")

    def target_group(self, group: str) -> str:
        """Return the name of a target group; a gap or a conflict in words."""
        if group in (GAP, CONFLICT):
            return self._words.say(f"group.{group}")
        return self.label(f"target_groups.values.{group}")

    def typologies(self, possible: Collection[str]) -> tuple[str, ...]:
        """Name several typologies in the order of the rulebook, a gap or a conflict last."""
        known = self._rulebook.typologies.values if self._rulebook.typologies else ()
        return tuple(self.typology(each) for each in (*known, GAP, CONFLICT) if each in possible)

    def target_groups(self, possible: Collection[str]) -> tuple[str, ...]:
        """Name several target groups in the order of the rulebook, a gap or a conflict last."""
        known = self._rulebook.target_groups.values if self._rulebook.target_groups else ()
        every = (*known, GAP, CONFLICT)
        return tuple(self.target_group(each) for each in every if each in possible)

    def because(self, rule: str) -> str | None:
        """Return the reason a rule states."""
        return self.text(f"rules.{rule}.because")

    def start(self, start: str) -> str:
        """Return a start in words: now, alongside, after another intervention."""
        if start.startswith(AFTER):
            first = self.intervention(start.removeprefix(AFTER))
            return self._words.say("plan.after", intervention=first)
        return self._words.say(f"plan.{start}")

    def limit(self, limit: str) -> str:
        """Return the unit of a limit of law in words; a name of the rulebook's own as it is."""
        key = f"limits.{limit}"
        if self._words.has(key):
            return self._words.say(key)
        return self._rulebook.texts.id_of(limit).replace("_", " ")

    def with_unit(self, number: str, path: str, unit: str | None) -> str:
        """Put the unit of the thing at `path` behind a number, where it has one."""
        return f"{number} {self.unit(path, unit)}" if unit else number

    def unit(self, path: str, own: str) -> str:
        """Return the unit of the thing at `path`; `own` where the language has none."""
        return self.text(f"{path}.unit") or own

    def starts(self, starts: Iterable[str]) -> str:
        """Return several possible starts in words, the earliest first."""
        ordered = sorted(starts, key=lambda start: (start.startswith(AFTER), start != NOW, start))
        return self._words.either(lowered(self.start(start)) for start in ordered)

    def question(self, owner: str | None, question: str) -> str:
        """Return the short name of a question, else its spoken form."""
        path = question_path(self._rulebook, owner, question)
        own = self.text(f"{path}.label") or self.text(f"{path}.ask")
        return own or self._rulebook.texts.id_of(path)

    def asked(self, path: AnswerPath, answers: Answers) -> str:
        """Return a question as it is asked, by its path, with the item or row it is about."""
        if path.element is None:
            return self.spoken(path)
        return f"{self.element(path.element, answers)}: {self.spoken(path)}"

    def short(self, path: AnswerPath, answers: Answers) -> str:
        """Return the short name of a question, by its path, with the item or row it is about."""
        name = self.question(*path.place)
        return name if path.element is None else f"{self.element(path.element, answers)}: {name}"

    def spoken(self, path: AnswerPath) -> str:
        """Return a question as it is asked, by its path, without the item or row it is about."""
        own = question_path(self._rulebook, *path.place)
        return self.text(f"{own}.ask") or self.label(own)

    def element(self, element: Element, answers: Answers) -> str:
        """Name an item of a list by what was said of it, or a row of a grid."""
        collection = self._rulebook.questions[element.owner]
        if isinstance(collection.domain, Grid):
            return self.label(f"questions.{element.owner}.rows.{element.key}")
        described = self._described(collection, element, answers)
        return described or f"{self.question(None, element.owner)} {element.key}"

    def _described(self, collection: Question, element: Element, answers: Answers) -> str:
        """Describe an item by its looked-up row, else by its first free text, if not private."""
        inner = collection.domain.item if isinstance(collection.domain, ListOf) else ()
        for kind in (Lookup, FreeText):
            for question in inner:
                value = answers.value(element.at(question.id))
                if value is None or question.keep_private:
                    continue
                if isinstance(question.domain, kind):
                    return self.value(collection.id, question, value)
        return ""

    def answer(self, found: Answered) -> str:
        """Return an answer in words, or why there is none."""
        owner, _ = found.path.place
        if found.answer is not None:
            return self.value(owner, found.question, found.answer)
        if found.why in (OpenReason.UNKNOWN, OpenReason.DECLINED):
            return self._words.say(str(found.why))
        return self._words.say("not_answered")

    def value(self, owner: str | None, question: Question, value: AnswerValue) -> str:
        """Return a value of a question in words."""
        own = question_path(self._rulebook, owner, question.id)
        path = f"{own}.values"
        match question.domain:
            case Choice() if isinstance(value, str):
                return self.label(f"{path}.{value}")
            case Subset(members) if isinstance(value, frozenset):
                given = [member for member in members if member in value]
                if not given:
                    return self._words.say("none_of_them")
                return self._words.listed(self.label(f"{path}.{member}") for member in given)
            case Dates():
                return self._words.date(_as_date(value))
            case Number(unit=unit):
                return self.with_unit(str(value), own, unit)
            case ListOf():
                return str(value)
            case Lookup(table):
                return self._row(table, str(value))
            case FreeText():
                return str(value)
            case _:
                return self._words.say("yes" if value == "yes" else "no")

    def ref(self, ref: Ref) -> str:
        """Name what a condition tests."""
        if ref.kind is RefKind.TYPOLOGY:
            return self._words.say("typology.word")
        if ref.kind is RefKind.ROW:
            return self._words.say("words.row")
        if ref.kind is RefKind.FINDING:
            name = self.label(f"findings.{ref.id}")
        else:
            name = self.question(ref.collection, ref.id)
        if ref.row and ref.collection:
            return f"{self.label(f'questions.{ref.collection}.rows.{ref.row}')}, {name}"
        return name

    def _row(self, table: str, key: str) -> str:
        path = f"tables.{table}.rows.{key}"
        code = self.text(f"{path}.code")
        return f"{self.label(path)} ({code})" if code else self.label(path)


def question_path(rulebook: Rulebook, owner: str | None, question: str) -> str:
    """Return the path of a question's texts: `questions.goals.item.title`."""
    if owner is None or owner not in rulebook.questions:
        return f"questions.{question}"
    return f"questions.{owner}.item.{question}"


def _as_date(value: AnswerValue) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
