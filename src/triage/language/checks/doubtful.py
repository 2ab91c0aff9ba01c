"""What a file may say and hardly anybody means: days to come, one label twice, a kind mistyped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from triage.diagnostics import Severity, Span, in_other_words, nearest
from triage.language.drafts.draft import Draft
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, entries_of
from triage.language.reading.problems import Problems
from triage.language.reading.scalars import iso_day
from triage.language.reading.vocabulary import HEAD
from triage.model.condition import AsOf
from triage.model.question import Dates
from triage.model.rulebook import Rulebook

_LONG = timedelta(days=3 * 366)
_LABELLED = ("factors", "interventions", "typologies.values", "target_groups.values")
_LANGUAGES = frozenset(
    """aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
    pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu""".split()
)
"""The codes of two letters (ISO 639-1); those of three are many, and taken as they are."""


def check_doubtful(
    draft: Draft, rulebook: Rulebook, problems: Problems, today: date | None
) -> None:
    """Record it as warnings; without `today`, nothing is said of days to come."""
    doubts = _Doubts(draft, rulebook, problems)
    doubts.languages()
    doubts.labels()
    doubts.kinds()
    doubts.days_nobody_can_answer()
    if today is not None:
        doubts.days_to_come(today)


class _Doubts:
    def __init__(self, draft: Draft, rulebook: Rulebook, problems: Problems) -> None:
        self._draft, self._rulebook, self._problems = draft, rulebook, problems

    def _warn(
        self,
        code: str,
        at: Node | Span | None,
        path: str,
        near: str | None = None,
        related: tuple[Span, ...] = (),
        **details: str,
    ) -> None:
        self._problems.add(code, at, path, near, Severity.WARNING, related, **details)

    def languages(self) -> None:
        """Say which language nobody speaks: it is called otherwise, or mistyped."""
        head = self._draft.head
        for key, names in (("language", [head.language]), ("translations", head.translations)):
            for name in names:
                if name and not _is_language(name):
                    near = in_other_words(name.lower(), _LANGUAGES)
                    at = head.node.get(key) or head.node
                    self._warn("unknown-language", at, f"{HEAD}.{key}", near, name=name)

    def labels(self) -> None:
        """Say which things of one kind nobody can tell apart by their labels."""
        first: dict[tuple[str, str], str] = {}
        for thing, label in self._labels():
            around, _, id_ = thing.rpartition(".")
            key = (around, label.casefold().strip())
            other = first.setdefault(key, thing)
            if other != thing:
                places = self._rulebook.places
                related = (places[other],) if other in places else ()
                at, name = self._label_place(thing), other.rpartition(".")[2]
                self._warn("label-twice", at, thing, None, related, name=id_, other=name)

    def _labels(self) -> Iterator[tuple[str, str]]:
        for path, text in self._rulebook.texts.own.items():
            thing, _, key = path.rpartition(".")
            around = thing.rpartition(".")[0]
            if key == "label" and (around in _LABELLED or around.endswith((".values", ".rows"))):
                yield thing, text

    def _label_place(self, thing: str) -> Node | Span | None:
        section, _, id_ = thing.partition(".")
        entry = self._draft.sections.get(section, {}).get(id_)
        label = entry.node.get("label") if entry and isinstance(entry.node, MappingNode) else None
        return label or self._rulebook.places.get(thing)

    def kinds(self) -> None:
        """Say which kind only one intervention has, spelled nearly as that of others."""
        kinds = {id_: each.kind for id_, each in self._rulebook.interventions.items()}
        many, before = Counter(kinds.values()), set[str]()
        for id_, kind in kinds.items():
            others = {each for each, count in many.items() if count > 1} | before
            near = nearest(kind, others) if many[kind] == 1 else None
            if near is not None:
                path = f"interventions.{id_}"
                at = self._within(path, "kind") or self._rulebook.places.get(path)
                self._warn("kind-stands-alone", at, path, near, name=kind)
            before.add(kind)

    def days_nobody_can_answer(self) -> None:
        """Say which date cannot be answered before the rulebook has ended."""
        last = self._rulebook.valid_to
        for question in self._rulebook.questions.values():
            domain = question.domain
            if last is None or not isinstance(domain, Dates) or not isinstance(domain.end, AsOf):
                continue
            if isinstance(domain.start, date) and domain.start > last:
                path = f"questions.{question.id}"
                at = self._within(path, "from") or self._rulebook.places.get(path)
                self._warn("never-to-be-answered", at, path, day=domain.start.isoformat())

    def _within(self, path: str, key: str) -> Node | None:
        section, _, id_ = path.partition(".")
        entry = self._draft.sections.get(section, {}).get(id_)
        return entry.node.get(key) if entry and isinstance(entry.node, MappingNode) else None

    def days_to_come(self, today: date) -> None:
        """Say what was read on a day to come, and whether the rulebook begins years from now."""
        head = self._draft.head
        for key, source in entries_of(head.node.get("sources")):
            self._read_later(source, f"{HEAD}.sources.{key.text}", today)
        for entry in (*self._draft.rules["availability"], *self._draft.rules["warnings"]):
            if isinstance(entry.rule, MappingNode) and entry.id is not None:
                self._read_later(entry.rule, f"rules.{entry.id.text}", today)
        if head.valid_from is not None and head.valid_from > today + _LONG:
            at, day = head.node.get("valid_from"), head.valid_from.isoformat()
            self._warn("years-from-now", at, f"{HEAD}.valid_from", day=day)

    def _read_later(self, thing: Node, path: str, today: date) -> None:
        node = thing.get("checked_on") if isinstance(thing, MappingNode) else None
        day = iso_day(node.text or "") if isinstance(node, ScalarNode) else None
        if day is not None and day > today:
            self._warn("read-in-future", node, f"{path}.checked_on", day=day.isoformat())


def _is_language(name: str) -> bool:
    base = name.split("-", maxsplit=1)[0].lower()
    return base in _LANGUAGES or (len(base) == 3 and in_other_words(base, _LANGUAGES) is None)
