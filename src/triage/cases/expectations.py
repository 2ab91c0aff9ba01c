"""What a golden case expects of its outcome (section 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from triage.cases.case_words import AFTER, EXPECT_KEYS
from triage.diagnostics import listed, nearest
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import whole_number
from triage.language.reading.shapes import is_absent, mapping_entries
from triage.model.guarantee import Status
from triage.model.rule import ALONGSIDE, NOW

_EXPECT = "expect"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must come out, as far as it is said; an absent part expects nothing.

    Several target groups, typologies, statuses or starts mean: exactly these are possible. A start
    is `now`, `alongside` or `after:<intervention>`; a limit of `None` means there is none.

    `plan` and `starts` are whole over the interventions in `about`, or over all where that is
    `None`: each may have just the statuses and starts under which it is named, and what is named
    nowhere is suggested to nobody, or does not start.

    `first` is what stands first, in order, of what the plan holds for certain and needs nothing
    else: so many as are named, and with none, nothing stands there. `beside` holds by one of them
    all that stands beside it.

    INVARIANT: whatever `plan` and `starts` name is in `about`.
    """

    target_group: tuple[str, ...] | None = None
    typology: tuple[str, ...] | None = None
    hold: tuple[str, ...] = ()
    not_hold: tuple[str, ...] = ()
    interventions: Mapping[str, tuple[Status, ...]] = field(default_factory=dict)
    start: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limits: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    plan: Mapping[Status, tuple[str, ...]] | None = None
    starts: Mapping[str, tuple[str, ...]] | None = None
    about: frozenset[str] | None = None
    first: tuple[str, ...] | None = None
    beside: Mapping[str, tuple[str, ...]] | None = None

    @property
    def is_of_order(self) -> bool:
        """Say whether it expects something to stand first, or beside something."""
        return self.first is not None or self.beside is not None

    def is_about(self, intervention: str) -> bool:
        """Say whether the plan and the starts tell all there is to expect of an intervention."""
        return self.about is None or intervention in self.about

    def is_same(self, other: Expectation) -> bool:
        """Say whether another expects the same, in whatever order it is written."""
        return self.canonical() == other.canonical()

    def canonical(self) -> dict[str, object]:
        """Return it as JSON-ready data: equal for what expects the same."""
        every = {each.name: _canonical(getattr(self, each.name)) for each in fields(self)}
        for name in ("plan", "starts"):
            if isinstance(whole := every[name], dict):
                every[name] = {key: ids for key, ids in whole.items() if ids}
        every["first"] = None if self.first is None else [*self.first]
        return {name: part for name, part in every.items() if part is not None}

    def named_in_plan(self) -> frozenset[str]:
        """Return the interventions that the plan or the starts name."""
        lists = [*(self.plan or {}).values(), *(self.starts or {}).values()]
        return frozenset(id_ for ids in lists for id_ in ids)


def _canonical(part: object) -> object:
    match part:
        case Mapping():
            return {str(key): _canonical(part[key]) for key in sorted(part)}
        case tuple() | frozenset():
            return sorted(map(str, part))
        case _:
            return part


def read_expectation(node: Node, notes: Notes) -> Expectation | None:
    """Read what stands under `expect`."""
    fields = read_fields(node, _EXPECT, EXPECT_KEYS, notes)
    if fields is None:
        return None
    rules = fields.get("rules")
    hold = read_fields(rules, f"{_EXPECT}.rules", ("hold", "not_hold"), notes) if rules else None
    expected = Expectation(
        target_group=_words(fields, "target_group") if "target_group" in fields else None,
        typology=_words(fields, "typology") if "typology" in fields else None,
        hold=_words(hold, "hold") if hold else (),
        not_hold=_words(hold, "not_hold") if hold else (),
        interventions=_by_id(fields, "interventions", _status, notes),
        start=_by_id(fields, "start", _start, notes),
        limits={
            key.text or "": _limits(limits, f"{_EXPECT}.limits.{key.text}", notes)
            for key, limits in mapping_entries(fields.get("limits"), f"{_EXPECT}.limits", notes)
        },
        plan=_plan(fields, notes) if "plan" in fields else None,
        starts=_starts(fields, notes) if "starts" in fields else None,
        first=_first(fields, notes) if "first" in fields else None,
        beside=_beside(fields, notes) or None,
    )
    return (
        replace(expected, about=_about(fields, expected, notes)) if "about" in fields else expected
    )


def _about(fields: Fields, expected: Expectation, notes: Notes) -> frozenset[str]:
    """Read what the plan and the starts are about: what is named there, and what they name."""
    path = f"{_EXPECT}.about"
    if expected.plan is None and expected.starts is None:
        notes.error("about-without-plan", fields.key("about"), path)
    node = fields.get("about")
    return expected.named_in_plan().union(_ids(node, path, notes) if node else ())


def _plan(fields: Fields, notes: Notes) -> dict[Status, tuple[str, ...]]:
    """Read the interventions under each status."""
    path = f"{_EXPECT}.plan"
    found: dict[Status, tuple[str, ...]] = {}
    for key, node in mapping_entries(fields.get("plan"), path, notes):
        status = _status(key, f"{path}.{key.text}", notes)
        if status is not None:
            found[status] = _ids(node, f"{path}.{status}", notes)
    return found


def _starts(fields: Fields, notes: Notes) -> dict[str, tuple[str, ...]]:
    """Read the interventions under each start; under `after`, by what they come after."""
    path = f"{_EXPECT}.starts"
    found: dict[str, tuple[str, ...]] = {}
    for key, node in mapping_entries(fields.get("starts"), path, notes):
        if key.text == AFTER:
            for other, after in mapping_entries(node, f"{path}.{AFTER}", notes):
                found[f"{AFTER}:{other.text}"] = _ids(after, f"{path}.{AFTER}", notes)
        elif key.text in (NOW, ALONGSIDE):
            found[key.text] = _ids(node, f"{path}.{key.text}", notes)
        else:
            _refuse(key, f"{path}.{key.text}", key.text or "", (NOW, ALONGSIDE, AFTER), notes)
    return found


def _first(fields: Fields, notes: Notes) -> tuple[str, ...]:
    """Read what stands first, in the order it is written."""
    node = fields.get("first")
    return () if node is None else _ids(node, f"{_EXPECT}.first", notes)


def _beside(fields: Fields, notes: Notes) -> dict[str, tuple[str, ...]]:
    """Read what stands beside each step."""
    path = f"{_EXPECT}.beside"
    return {
        key.text or "": _ids(node, f"{path}.{key.text}", notes)
        for key, node in mapping_entries(fields.get("beside"), path, notes)
    }


def _ids(node: Node, path: str, notes: Notes) -> tuple[str, ...]:
    """Read a list of ids, which may be empty; a single one may stand without the list."""
    nodes = node.items if isinstance(node, SequenceNode) else (node,)
    for each in nodes:
        if not isinstance(each, ScalarNode):
            notes.wrong_kind(each, path, "text")
    return tuple(each.text for each in nodes if isinstance(each, ScalarNode) and each.text)


def _words(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(scalar.text or "" for scalar in fields.scalars(key))


def _by_id(
    fields: Fields, key: str, read: Callable[[Node, str, Notes], _T | None], notes: Notes
) -> dict[str, tuple[_T, ...]]:
    found: dict[str, tuple[_T, ...]] = {}
    for id_, node in mapping_entries(fields.get(key), f"{_EXPECT}.{key}", notes):
        path = f"{_EXPECT}.{key}.{id_.text}"
        nodes = node.items if isinstance(node, SequenceNode) else (node,)
        values = [read(each, path, notes) for each in nodes]
        found[id_.text or ""] = tuple(value for value in values if value is not None)
    return found


def _status(node: Node, path: str, notes: Notes) -> Status | None:
    word = node.text or "" if isinstance(node, ScalarNode) else ""
    if word in set(Status):
        return Status(word)
    _refuse(node, path, word, tuple(Status), notes)
    return None


def _start(node: Node, path: str, notes: Notes) -> str | None:
    if isinstance(node, MappingNode):
        after = node.get("after")
        if isinstance(after, ScalarNode) and after.text and len(node.entries) == 1:
            return f"after:{after.text}"
    word = node.text or "" if isinstance(node, ScalarNode) else ""
    if word in {NOW, ALONGSIDE}:
        return word
    _refuse(node, path, word, (NOW, ALONGSIDE, "{after: …}"), notes)
    return None


def _limits(node: Node, path: str, notes: Notes) -> dict[str, int | None]:
    limits: dict[str, int | None] = {}
    for key, value in mapping_entries(node, path, notes):
        text = value.text if isinstance(value, ScalarNode) else ""
        limits[key.text or ""] = number = whole_number(text or "")
        if number is None and not is_absent(value):
            notes.error("not-a-number", value, f"{path}.{key.text}", value=text or "")
    return limits


def _refuse(node: Node, path: str, word: str, known: tuple[str, ...], notes: Notes) -> None:
    near = nearest(word, known)
    key = path.rsplit(".", 1)[-1]
    notes.error("unknown-option", node, path, near, value=word, key=key, known=listed(known))
