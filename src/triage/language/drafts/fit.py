"""Local fitting: one rulebook laid over the one it extends (section 3).

A local rulebook adds, sets parameters, switches interventions off and replaces rules by name.
Everything else would redefine in silence and is refused, with the first place named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from triage.language.drafts.draft import Classes, Draft, Entry, Translations
from triage.language.drafts.fit_entries import FITTED, Fitting, refuse_offered
from triage.language.drafts.fit_programme import fit_programme, refuse_replaced_programme
from triage.language.drafts.fit_rules import fit_rules, refuse_growth, refuse_replacements
from triage.language.drafts.head import HEAD_KEYS, Head
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.vocabulary import HEAD
from triage.model.rulebook import Change

_INHERITED, _SOURCES = ("page", "replaced", "sheet_translations"), "sources"


def check_first_layer(draft: Draft, notes: Notes) -> None:
    """Record what only a rulebook that extends another may say."""
    refuse_replacements(draft.rules, notes)
    refuse_replaced_programme(draft.programme, notes)
    for id_, entry in draft.sections["interventions"].items():
        refuse_offered(entry, f"interventions.{id_}", notes)


def fit(parent: Draft, child: Draft, notes: Notes) -> Draft:
    """Lay `child` over `parent`; what it may not change stays as the parent has it."""
    fitting = Fitting(notes)
    draft = Draft(
        head=_fit_head(parent.head, child.head, fitting),
        sections={
            section: _fit_section(section, entries, child.sections[section], fitting)
            for section, entries in parent.sections.items()
        },
        classes={
            section: _fit_classes(section, classes, child.classes[section], fitting)
            for section, classes in parent.classes.items()
        },
        programme=fit_programme(parent, child, fitting),
        rules=fit_rules(parent.rules, child.rules, fitting),
        extends=(parent.head.id, *parent.extends),
    )
    refuse_growth(parent, child, fitting)
    draft.changes = [*parent.changes, *fitting.changes]
    own = child.translations[-1]
    draft.translations = [
        *parent.translations,
        Translations(own.files, frozenset({*_retold_in_head(child.head.node), *fitting.retold})),
    ]
    return draft


def _fit_section(
    section: str, parent: dict[str, Entry], child: dict[str, Entry], fitting: Fitting
) -> dict[str, Entry]:
    fitted = dict(parent)
    for id_, entry in child.items():
        path = f"{section}.{id_}"
        first = parent.get(id_)
        if first is None:
            fitted[id_] = entry
            fitting.changes.append(Change("added", path))
            if section == "interventions":
                refuse_offered(entry, path, fitting.notes)
        elif section in FITTED:
            fitting.notes.occurs(path, entry.key)
            fitted[id_] = FITTED[section](first, entry, path, fitting)
        else:
            fitting.refuse(entry.key, path, first.key)
    return fitted


def _fit_classes(section: str, parent: Classes, child: Classes, fitting: Fitting) -> Classes:
    """Let a local rulebook define typologies, or target groups, only where there are none."""
    if parent.at is None:
        added = [Change("added", f"{section}.values.{id_}") for id_ in child.values]
        fitting.changes.extend(added)
        return child
    said = [("policy", child.policy)] if child.policy is not None else []
    said += [(f"values.{id_}", entry.key) for id_, entry in child.values.items()]
    for name, node in said:
        path = f"{section}.{name}"
        fitting.notes.error("classes-are-set", node, path, related=(parent.at.span,), name=path)
    return parent


def _fit_head(parent: Head, child: Head, fitting: Fitting) -> Head:
    if child.id == parent.id:
        fitting.refuse(child.node.get("id") or child.node, f"{HEAD}.id", parent.node)
    if child.language not in {"", parent.language}:
        fitting.notes.error(
            "other-language",
            child.node.get("language"),
            f"{HEAD}.language",
            got=child.language,
            wanted=parent.language,
        )
    if child.subject not in {None, parent.subject}:
        fitting.refuse(child.node.get("subject") or child.node, f"{HEAD}.subject", parent.node)
    return replace(
        child,
        language=parent.language,
        subject=parent.subject,
        translations=tuple(dict.fromkeys((*parent.translations, *child.translations))),
        valid_from=_fit_day("valid_from", parent, child, fitting),
        valid_to=_fit_day("valid_to", parent, child, fitting),
        node=_fit_head_node(parent.node, child.node),
    )


def _fit_head_node(parent: MappingNode, child: MappingNode) -> MappingNode:
    """Take over, where the child has none, the page, what was replaced and languages of sheets.

    Sources stand beside its own.
    """
    entries = [entry for entry in child.entries if entry[0].text != _SOURCES]
    for key in (each for each in _INHERITED if child.get(each) is None):
        entries += [entry for entry in parent.entries if entry[0].text == key]
    entries += _fit_sources(parent, child)
    return MappingNode(tuple(entries), child.within, child.start, child.end)


def _fit_sources(parent: MappingNode, child: MappingNode) -> list[tuple[ScalarNode, Node]]:
    """Put the child's sources after its parent's; of the same id, the child's counts."""
    heads = (child, parent)
    written = [entry for head in heads for entry in head.entries if entry[0].text == _SOURCES]
    match written:
        case [(key, MappingNode() as ours), (_, MappingNode() as theirs)]:
            own = {name.text for name, _ in ours.entries}
            kept = [entry for entry in theirs.entries if entry[0].text not in own]
            both = (*kept, *ours.entries)
            return [(key, MappingNode(both, ours.within, ours.start, ours.end))]
        case _:
            return written[:1]


def _retold_in_head(child: MappingNode) -> Iterator[str]:
    """Yield the paths in the head of which the parents' translations no longer count."""
    yield from (f"{HEAD}.{key}" for key in HEAD_KEYS if key != _SOURCES)
    sources = child.get(_SOURCES)
    if isinstance(sources, MappingNode):
        yield from (f"{HEAD}.{_SOURCES}.{name.text}" for name, _ in sources.entries)


def _fit_day(key: str, parent: Head, child: Head, fitting: Fitting) -> date | None:
    before: date | None = getattr(parent, key)
    after: date | None = getattr(child, key)
    if after is None or after == before:
        return before
    if before is not None and (after < before) == (key == "valid_from"):
        place, related = child.node.get(key), (parent.node.get(key) or parent.node).span
        path, details = f"{HEAD}.{key}", {"got": str(after), "limit": str(before)}
        fitting.notes.error("wider-dates", place, path, related=(related,), **details)
        return before
    said = None if before is None else str(before)
    fitting.changes.append(Change("set", f"{HEAD}.{key}", said, str(after)))
    return after
