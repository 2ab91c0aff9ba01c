"""What a name nobody knows was meant as, seen once everything has been read.

A label stands where its id belongs; or the name is right, and where the thing is defined it is
called otherwise: then that is told in place of everything that follows from it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from triage.diagnostics import Diagnostic, Span, aloud, nearest
from triage.model.rulebook import Rulebook

_NAMED = {
    "unknown-name": re.compile(r"(questions|findings)\.[\w-]+|questions\.[\w-]+\.item\.[\w-]+"),
    "unknown-question": re.compile(r"questions\.[\w-]+(\.item\.[\w-]+)?"),
    "unknown-item-question": re.compile(r"questions\.[\w-]+\.item\.[\w-]+"),
    "unknown-value": re.compile(r"[\w.-]+\.values\.[\w-]+"),
    "unknown-row": re.compile(r"questions\.[\w-]+\.rows\.[\w-]+"),
    "unknown-intervention": re.compile(r"interventions\.[\w-]+"),
    "unknown-factor": re.compile(r"factors\.[\w-]+"),
    "unknown-parameter": re.compile(r"parameters\.[\w-]+"),
}
"""Where what is unknown would stand, by the code that says it is."""

_CONSTANTS = frozenset({"unknown-value", "not-a-number", "not-a-date"})
_SAID = ("name", "value", "row")
_WORD = re.compile(r"[\w-]+")
_LISTED = re.compile(r"`([^`]+)`")
_MOST_PLACES = 3


def meant(
    found: Iterable[Diagnostic], rulebook: Rulebook, texts: Iterable[str]
) -> tuple[Diagnostic, ...]:
    """Return what was found, told as what was meant; `texts` are those of all of its files."""
    labels = _labels(rulebook)
    told = [_by_label(_by_parameter(each, rulebook), labels) for each in found]
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    return tuple(_by_definition(told, rulebook.places, counts))


def _by_parameter(each: Diagnostic, rulebook: Rulebook) -> Diagnostic:
    """Name the parameter that stands without its sign."""
    said = _said(each)
    is_one = each.code in _CONSTANTS and said in rulebook.parameters
    return replace(each, nearest=f"${said}") if is_one else each


def _labels(rulebook: Rulebook) -> Mapping[str, list[str]]:
    """Return the paths of things by their labels, as they are read aloud."""
    labels = defaultdict[str, list[str]](list)
    for path, text in rulebook.texts.own.items():
        thing, _, key = path.rpartition(".")
        if key in {"label", "ask"}:
            labels[aloud(text)].append(thing)
    return labels


def _said(each: Diagnostic) -> str:
    return next((str(each.details[name]) for name in _SAID if name in each.details), "")


def _by_label(each: Diagnostic, labels: Mapping[str, list[str]]) -> Diagnostic:
    place = _NAMED.get(each.code)
    if place is None or not (said := aloud(_said(each))):
        return each
    ids = {path.rpartition(".")[2] for path in labels.get(said, ()) if place.fullmatch(path)}
    id_ = next((id_ for id_ in sorted(ids) if _allowed(id_, each)), None)
    if id_ is None:
        return each
    details = {"name": _said(each), "id": id_}
    return replace(each, code="label-for-id", details=details, nearest=id_)


def _allowed(id_: str, each: Diagnostic) -> bool:
    """Say whether an id may stand there, as far as what may is listed in whole."""
    known = str(each.details.get("known", "…"))
    return "…" in known or f"`{id_}`" in known


def _by_definition(
    found: list[Diagnostic], places: Mapping[str, Span], counts: Counter[str]
) -> Iterator[Diagnostic]:
    groups = defaultdict[tuple[str, str], list[Diagnostic]](list)
    for each in found:
        if each.code in _NAMED:
            groups[each.code, _said(each)].append(each)
    told = set[str]()
    for each in found:
        group = groups.get((each.code, _said(each)), [])
        name = _defined_as(each, places, counts) if group and counts[_said(each)] > 1 else None
        if name is None:
            yield each
        elif name not in told:
            told.add(name)
            yield _defined(each, name, places[name], group)


def _defined(each: Diagnostic, path: str, place: Span, group: list[Diagnostic]) -> Diagnostic:
    related = [one.span for one in group[:_MOST_PLACES] if one.span is not None]
    other = _said(each).removeprefix("$")
    return Diagnostic(
        "defined-as-another",
        place,
        path,
        details={"name": path.rpartition(".")[2], "other": other, "count": len(group)},
        nearest=other,
        related=tuple(related),
    )


def _defined_as(each: Diagnostic, places: Mapping[str, Span], counts: Counter[str]) -> str | None:
    """Return the path of what is defined, named nowhere else, and most likely meant."""
    where = _NAMED[each.code]
    idle = {
        path.rpartition(".")[2]: path
        for path in places
        if where.fullmatch(path)
        and counts[path.rpartition(".")[2]] == 1
        and _allowed(path.rpartition(".")[2], each)
    }
    near = nearest(_said(each).removeprefix("$"), idle)
    if near is None and len(idle) == 1 and "known" in each.details:
        near = next(iter(idle))
    return None if near is None else idle[near]
