"""The things two versions of a rulebook speak of, in words: outputs, values, answers, shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from triage.model.answer_path import AnswerPath
from triage.model.question import Dates, Number, Question, Subset
from triage.present.blocks import labelled
from triage.present.listing_entries import ListingView
from triage.present.names import question_path
from triage.present.wording import Words
from triage.verify.diff import RulesDiff
from triage.verify.diff.outputs import NOTHING, Kind, in_parts
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

_LARGE = 10**9
"""Of more ways than these only the share is told."""

_LEAST, _MOST = Decimal("0.01"), Decimal("99.99")


class DiffWords:
    """Puts what differs into the words of one language; what only one version has, by its texts."""

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

    # --- outputs

    def output(self, name: str) -> str:
        """Return what is compared: the typology, an intervention, what of it, or a rule."""
        part = self.part(name)
        return f"{self.about(name)}, {part}" if part else self.about(name)

    def part(self, name: str) -> str:
        """Return what of an intervention an output is where its values do not say it: its start."""
        return self.tell("start") if in_parts(name).kind is Kind.START else ""

    def about(self, name: str) -> str:
        """Return what an output is about: the typology, an intervention, a rule."""
        kind, id_, _ = in_parts(name)
        if kind in (Kind.CLASS, Kind.REFUSED):
            return self.tell(name)
        if kind is Kind.WARNING:
            return self.tell("warning", name=self.titled(f"rules.{id_}"))
        return self.titled(f"rules.{id_}") if kind is Kind.RULE else self.label(_of(id_))

    def moves(self, output: str, before: str, after: str) -> str:
        """Return what an output was and is."""
        if in_parts(output).kind in (Kind.RULE, Kind.WARNING) and " or " not in before + after:
            return self.tell(f"turns_{after}") if after != NOTHING else self._value(output, after)
        return self.tell(
            "moves", before=self.values(output, before), after=self.values(output, after)
        )

    def values(self, output: str, values: str) -> str:
        """Return a value of an output, or several, as stored assessments may have it."""
        return self.words.either(self._value(output, each) for each in values.split(" or "))

    def _value(self, output: str, value: str) -> str:
        kind, _, limit = in_parts(output)
        if value == NOTHING:
            return self.tell(f"no_{kind}")
        match kind:
            case Kind.CLASS:
                return self._class(output, value)
            case Kind.RULE | Kind.WARNING:
                return self.tell(value)
            case Kind.STATUS:
                return self.words.say(f"explain.status_{value}")
            case Kind.REFUSED:
                return value
            case Kind.START:
                return self.after.names.start(value).lower()
            case Kind.LIMIT:
                name = self.after.names.limit(limit or "")
                return self.words.say("plan.limit", value=value, name=name)

    def _class(self, output: str, value: str) -> str:
        names = self.after.names
        is_typology = output == "typology"
        named = names.typology(value) if is_typology else names.target_group(value)
        section = "typologies" if is_typology else "target_groups"
        return self.label(f"{section}.values.{value}") if named == value else named

    # --- answers

    def question(self, path: AnswerPath) -> str:
        """Return what a question is called, with the item or row it is about."""
        owner, id_ = path.place
        name = self.label(question_path(self._view(path).rulebook, owner, id_))
        if path.element is None or owner is None:
            return name
        if path.item is not None:
            return f"{self.label(f'questions.{owner}')} {path.item}, {name}"
        return f"{self.label(f'questions.{owner}.rows.{path.row}')}, {name}"

    def region(self, region: Region) -> list[str]:
        """Return the conditions of a region."""
        every = [
            labelled(self.question(path), self.answered(path, each))
            for path, each in region.answers
        ]
        return every or [self.words.say("words.always")]

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
        question = self._question(path)
        unit = question.domain.unit if isinstance(question.domain, Number) else None
        own = question_path(self._view(path).rulebook, *path.place)
        return self._view(path).names.with_unit(said, own, unit)

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
        question = self._question(path)
        if isinstance(question.domain, Subset) and isinstance(value, list):
            return self._view(path).names.value(path.place[0], question, frozenset(value))
        if isinstance(question.domain, Dates):
            return self.words.date(date.fromisoformat(str(value)))
        plain = value if isinstance(value, int) else str(value)
        own = question_path(self._view(path).rulebook, *path.place)
        named = self._view(path).names.value(path.place[0], question, plain)
        return self.label(f"{own}.values.{value}") if named == value else named

    def example(self, because: Mapping[str, object]) -> str:
        """Return the answers an example is about."""
        said = ((AnswerPath.parse(path), value) for path, value in because.items())
        every = [labelled(self.question(path), self.answer(path, value)) for path, value in said]
        return "; ".join(every) or self.tell("anybody")

    def _view(self, path: AnswerPath) -> ListingView:
        owner, id_ = path.place
        known = self.after.rulebook.siblings.get(owner, {})
        return self.after if id_ in known else self.before

    def _question(self, path: AnswerPath) -> Question:
        owner, id_ = path.place
        return self._view(path).rulebook.siblings[owner][id_]

    # --- how many

    def ways(self, count: int, total: int) -> str:
        """Return how many of all ways to answer: exactly where that can be read, and the share."""
        if count == total:
            return self.tell("every_way")
        key = "share_of_ways" if total > _LARGE else "ways"
        return self.tell(key, **self._shared(count, total))

    def share_of(self, count: int, total: int) -> str:
        """Return the same of those who answer so already, in fewer words."""
        key = "share" if total > _LARGE else "share_of"
        return self.tell(key, **self._shared(count, total))

    def _shared(self, count: int, total: int) -> dict[str, str]:
        share = self.share(count, total)
        if total > _LARGE:
            return {"share": share}
        number = self.words.number
        return {"count": number(count), "total": number(total), "share": share}

    def share(self, count: int, total: int) -> str:
        """Return a share in percent; one that would round to nothing or all is said to be less."""
        percent = 100 * Decimal(count) / Decimal(total)
        if 0 < percent < _LEAST:
            return self.tell("under", share=self.words.percent(_LEAST))
        if _MOST < percent < 100:
            return self.tell("over", share=self.words.percent(_MOST))
        places = 2 if percent < 1 or percent > 99 else 1 if percent < 10 else 0
        return self.words.percent(round(percent, places).normalize() + 0)


def _of(intervention: str) -> str:
    return f"interventions.{intervention}"
