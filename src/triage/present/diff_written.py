"""What is written otherwise in two versions, in words: things and texts before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from triage.language.digest import meaning
from triage.model.condition import ALWAYS
from triage.model.guarantee import Guarantee, Never, NeverDepends, NeverSettled, Whenever
from triage.present.blocks import Line, Point, labelled
from triage.present.diff_words import DiffWords
from triage.present.listing import ListedThings
from triage.present.listing_entries import ListingView
from triage.verify.diff import ChangedText, RulesDiff, What, Written
from triage.verify.diff.thing_paths import above, id_of, section_of
from triage.verify.diff.things import HEAD, Things, about_nothing

_OWNED = frozenset({"answer", "row", "finding_value", "table_row"})
"""Kinds that are told with what they belong to."""


class DiffWritten:
    """Tells what is written otherwise, thing by thing."""

    def __init__(self, found: RulesDiff, words: DiffWords) -> None:
        """Take the words to tell it in."""
        self._found, self._words = found, words
        self._listed = [ListedThings(view) for view in (words.before, words.after)]
        self._things = [Things(book) for book in (found.before, found.after)]

    def points(self) -> Iterator[Point]:
        """Yield an entry for everything that is written otherwise."""
        for each in self._found.written:
            yield Point(self.head(each), tuple(self.notes(each)))

    def head(self, each: Written) -> str:
        """Return what became of a thing."""
        say = self._words.tell
        name = self._words.titled(each.path)
        if each.kind in _OWNED:
            owner = id_of(above(each.path))
            name = say("owned", name=name, owner=owner)
        told = say(f"kind_{each.kind}", name=name)
        return say(str(each.what), thing=told, was=each.formerly or "")

    def notes(self, each: Written) -> Iterator[Line]:
        """Yield what a thing said before and says now, the interventions it is about, its texts."""
        if each.what is What.CHANGED or each.what is What.RENAMED:
            yield from self._before_and_after(each)
        elif each.what is What.ADDED:
            yield from (Line(text) for text in self._said(1, each))
        for key, ids in (("takes_in", each.takes_in), ("leaves_out", each.leaves_out)):
            if ids:
                names = (self._words.label(f"interventions.{id_}") for id_ in ids)
                yield Line(self._words.words.listed(names), label=self._words.tell(key))
        for text in each.texts:
            yield from self.text(each, text)

    def sides(self, each: Written) -> tuple[list[str], list[str]]:
        """Return what each version says of a thing, but for its texts."""
        return [*self._said(0, each)], [*self._said(1, each)]

    def _before_and_after(self, each: Written) -> Iterator[Line]:
        if not each.means_otherwise or self._is_about_others_alone(each):
            return
        before, after = self.sides(each)
        for key, own, other in (("before", before, after), ("after", after, before)):
            for text in own:
                if text not in other:
                    yield Line(text, label=self._words.tell(key))

    def _is_about_others_alone(self, each: Written) -> bool:
        """Say whether nothing of a thing changed but the interventions it is about."""
        before, after = (about_nothing(things.thing(each.path)) for things in self._things)
        return bool(each.takes_in or each.leaves_out) and meaning(before) == meaning(after)

    def _said(self, side: int, each: Written) -> Iterator[str]:
        """Yield what a version says of a thing, but for its texts, which are told by language."""
        view = (self._words.before, self._words.after)[side]
        point = self._listed[side].get(section_of(each.path), each.path)
        if point is None:
            yield from self._plainly(side, each.path)
            return
        if each.kind == "parameter":
            yield point.text
        texts = {view.names.text(text.path) for text in each.texts}
        lists = ("about", "against") if each.takes_in or each.leaves_out else ()
        labels = {view.words.say(f"book.{name}") for name in lists}
        told = (line for line in point.notes if line.text not in texts and line.label not in labels)
        yield from _blocks(told, view)

    def _plainly(self, side: int, path: str) -> Iterator[str]:
        """Yield what `rules show` does not list: parts of a programme, rows, dates, guarantees."""
        thing = self._things[side].thing(path)
        view = (self._words.before, self._words.after)[side]
        if isinstance(thing, Guarantee):
            yield from self._claims(thing, view)
        elif is_dataclass(thing) and not isinstance(thing, type):
            named = ((field.name, getattr(thing, field.name)) for field in fields(thing))
            said = ((name, value) for name, value in named if value is not False)
            yield from (f"{name}: {value}" for name, value in said if value not in (None, (), {}))
        elif isinstance(thing, Mapping):
            yield from (f"{name}: {value}" for name, value in thing.items())
        elif path == HEAD and isinstance(thing, tuple):
            yield view.validity(view.rulebook.valid_from, view.rulebook.valid_to)
        elif isinstance(thing, tuple):
            yield " ".join(map(str, thing))

    def _claims(self, guarantee: Guarantee, view: ListingView) -> Iterator[str]:
        say, words = self._words.tell, self._words.words
        if guarantee.mandatory:
            yield say("claims_mandatory")
        match guarantee.form:
            case Never(never):
                yield say("claims_never", condition=view.conditions.of(never))
            case Whenever(whenever, then, claims):
                yield say("claims_whenever", condition=view.conditions.of(whenever))
                if then != ALWAYS:
                    yield say("claims_then", condition=view.conditions.of(then))
                for each in claims:
                    joined = words.both if each.every else words.either
                    names = joined(map(view.names.intervention, each.interventions))
                    statuses = (words.say(f"explain.status_{status}") for status in each.statuses)
                    yield labelled(names, words.either(statuses))
            case NeverDepends(outcome, on, among, given_law):
                yield say("claims_never_depends", outcome=", ".join(outcome), on=", ".join(on))
                if among != ALWAYS:
                    yield say("claims_among", condition=view.conditions.of(among))
                if given_law:
                    yield say("claims_given_law")
            case NeverSettled(typology, while_open):
                names = words.either(map(view.names.typology, typology))
                yield say("claims_never_settled", names=names, on=", ".join(while_open))

    def text(self, each: Written, text: ChangedText) -> Iterator[Line]:
        """Yield a text as it was and as it is."""
        name = text.path.removeprefix(f"{each.path}.").removeprefix(f"rules.{each.id}.")
        words = self._words.words
        keys = (f"diff.of_{name}", f"book.{name}")
        called = next((words.say(key) for key in keys if words.has(key)), name)
        key = "text_before" if text.after is not None else "text_gone"
        if text.before is not None:
            label = self._words.tell(key, name=called, language=text.language)
            yield Line(text.before, label=label)
        key = "text_after" if text.before is not None else "text_new"
        if text.after is not None:
            label = self._words.tell(key, name=called, language=text.language)
            yield Line(text.after, label=label)


def diff_document(
    found: RulesDiff, language: str, looked_at: Mapping[str, object], **beside: object
) -> dict[str, object]:
    """Return a comparison as JSON-ready data: what each version says is told in words.

    `looked_at` says which the `old` and the `new` version are, `beside` what else was compared.
    """
    asked = {"cases": None, "table": None, "undeclared": None, **beside}
    written = _written_as_data(found, language)
    return {**found.to_dict(), **asked, "written": written, "looked_at": looked_at}


def _written_as_data(found: RulesDiff, language: str) -> list[dict[str, object]]:
    telling = DiffWritten(found, DiffWords(found, language))
    sides = {each: telling.sides(each) for each in found.written}
    return [each.to_dict() | {"before": was, "after": is_} for each, (was, is_) in sides.items()]


def _blocks(lines: Iterable[Line], view: ListingView) -> Iterator[str]:
    """Yield what lines say, those that go on with `and` together with what they go on with."""
    said: list[str] = []
    for line in lines:
        text = labelled(line.label, line.text) if line.label else line.text
        if said and line.label == view.words.say("and"):
            said[-1] = f"{said[-1]}; {text}"
        else:
            said.append(text)
    yield from said
