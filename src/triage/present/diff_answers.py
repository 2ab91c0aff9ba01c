"""Answers that either of two versions of a rulebook knows, in words: conditions, examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from triage.model.answer_path import AnswerPath
from triage.model.question import (
    NO,
    YES,
    Choice,
    Dates,
    Domain,
    ListOf,
    Number,
    Question,
    Subset,
    YesNo,
)
from triage.present.blocks import labelled
from triage.present.listing_entries import ListingView
from triage.present.names import question_path
from triage.present.wording import Words
from triage.verify.diff import RulesDiff
from triage.verify.diff.region import (
    NOT_APPLICABLE,
    Answered,
    Members,
    Ranges,
    Region,
    Sets,
    Values,
)
from triage.verify.diff.thing_paths import id_of


class DiffAnswers:
    """Puts answers into the words of one language; those only one version knows, by its texts."""

    def __init__(self, found: RulesDiff, language: str) -> None:
        """Take the texts of the new version, and of the old one for what only that has."""
        self.words = Words(language)
        self.before = ListingView(found.before, self.words)
        self.after = ListingView(found.after, self.words)

    def tell(self, key: str, **values: str | int) -> str:
        """Return words of this page."""
        return self.words.say(f"diff.{key}", **values)

    def quoted(self, text: str) -> str:
        """Return a text in quotation marks."""
        return self.words.say("quoted", text=text)

    def label(self, path: str) -> str:
        """Return what people call the thing at a path, in whichever version has it."""
        texts = (view.names.text(f"{path}.label") for view in (self.after, self.before))
        return next((text for text in texts if text), self.after.names.label(path))

    def titled(self, path: str) -> str:
        """Return the id of a thing, with what people call it where that is something else."""
        id_, label = id_of(path), self.label(path)
        return id_ if label == id_ else f"{id_} ({label})"

    def question(self, path: AnswerPath) -> str:
        """Return what a question is called, with the item or row it is about."""
        owner, id_ = path.place
        book = self.after.rulebook
        if owner not in book.siblings or id_ not in book.siblings[owner]:
            book = self.before.rulebook
        name = self.label(question_path(book, owner, id_))
        if path.element is None or owner is None:
            return name
        if path.item is not None:
            return f"{self.label(f'questions.{owner}')} {path.item}, {name}"
        return f"{self.label(f'questions.{owner}.rows.{path.row}')}, {name}"

    def region(self, region: Region) -> list[str]:
        """Return the conditions of a region."""
        every = [
            labelled(self._called(path, each), self.answered(path, each))
            for path, each in region.answers
        ]
        return every or [self.words.say("words.always")]

    def _called(self, path: AnswerPath, answer: Answered) -> str:
        """Return what a question is called; one that is another now with a mark."""
        owner, id_ = path.place
        view, _ = self._asked(path, _one_of(answer))
        replaced = view is self.before and id_ in self.after.rulebook.siblings.get(owner, {})
        name = self.question(path)
        return self.tell("asked_before", question=name) if replaced else name

    def answered(self, path: AnswerPath, answer: Answered) -> str:
        """Return some of the answers to a question."""
        match answer:
            case Values(values):
                return self.words.either(self.answer(path, each) for each in values)
            case Ranges(ranges):
                return self.words.either(self._range(path, *each) for each in ranges)
            case Sets(sets, more):
                every = [self._exactly(path, each) for each in sets]
                return self.words.either([*every, *([self.tell("other_sets")] * more)])
            case Members():
                return "; ".join(self._tests(path, answer))

    def _range(self, path: AnswerPath, first: int | str, last: int | str) -> str:
        low, high = (self._bare(each) for each in (first, last))
        said = low if first == last else self.words.say("book.from_to", low=low, high=high)
        view, question = self._asked(path, first)
        unit = question.domain.unit if isinstance(question.domain, Number) else None
        return view.names.with_unit(said, question_path(view.rulebook, *path.place), unit)

    def _bare(self, value: int | str) -> str:
        return str(value) if isinstance(value, int) else self.words.date(date.fromisoformat(value))

    def _exactly(self, path: AnswerPath, members: tuple[str, ...]) -> str:
        if not members:
            return self.words.say("none_of_them")
        names = self.words.both(self.answer(path, [each]) for each in members)
        return self.tell("exactly", values=names)

    def _tests(self, path: AnswerPath, said: Members) -> Iterator[str]:
        if said.includes:
            yield self._members("includes_all", path, said.includes)
        for each in said.any_of:
            yield self._members("includes_any", path, each)
        for each in said.not_all:
            told = self._members("includes_all", path, each)
            yield self.words.say("words.negation", part=told)
        if said.excludes:
            yield self._members("excludes", path, said.excludes)
        if said.sizes:
            sizes = self.words.either(self._size(*each) for each in said.sizes)
            yield self.words.say("words.count", value=sizes)

    def _size(self, low: int, high: int) -> str:
        return str(low) if low == high else self.words.say("book.from_to", low=low, high=high)

    def _members(self, key: str, path: AnswerPath, members: Iterable[str]) -> str:
        names = [self.answer(path, [each]) for each in members]
        joined = self.words.both(names) if key == "includes_all" else self.words.either(names)
        return self.words.say(f"words.{key}", value=joined)

    def answer(self, path: AnswerPath, value: object) -> str:
        """Return an answer as files hold it."""
        if value == NOT_APPLICABLE:
            return self.tell("not_asked")
        view, question = self._asked(path, value)
        if isinstance(value, list):
            return view.names.value(path.place[0], question, frozenset(value))
        if isinstance(question.domain, Dates):
            return self.words.date(date.fromisoformat(str(value)))
        plain = value if isinstance(value, int) else str(value)
        return view.names.value(path.place[0], question, plain)

    def example(self, because: Mapping[str, object]) -> str:
        """Return the answers an example is about."""
        said = ((AnswerPath.parse(path), value) for path, value in because.items())
        every = [labelled(self.question(path), self.answer(path, value)) for path, value in said]
        return "; ".join(every) or self.tell("anybody")

    def _asked(self, path: AnswerPath, answer: object) -> tuple[ListingView, Question]:
        """Return the question an answer is to: of the new version if it has the answer."""
        owner, id_ = path.place
        asked = [
            (view, view.rulebook.siblings[owner][id_])
            for view in (self.after, self.before)
            if id_ in view.rulebook.siblings.get(owner, {})
        ]
        fitting = (each for each in asked if _fits(each[1].domain, answer))
        return next(fitting, asked[0])


def _one_of(answer: Answered) -> object:
    """Return one of some answers, as files hold it."""
    match answer:
        case Values(values):
            return next((each for each in values if each != NOT_APPLICABLE), NO)
        case Ranges(ranges):
            return ranges[0][0]
        case Sets(sets):
            return [*sets[0]]
        case Members(includes):
            return [*includes]


def _fits(domain: Domain, answer: object) -> bool:
    """Say whether an answer, as files hold it, may be one to a question."""
    match domain:
        case Choice(values):
            return answer in values
        case YesNo():
            return answer in (NO, YES)
        case Subset(values):
            return isinstance(answer, list) and {*answer} <= {*values}
        case Number(low, high) | ListOf(low, high):
            return isinstance(answer, int) and low <= answer <= high
        case Dates():
            return isinstance(answer, str)
        case _:
            return True
