"""What is asked about, by its id or label: a class, an intervention, a status of it, a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.diagnostics import Diagnostic, TriageError, nearest, quoted
from triage.intake.typed_names import typed_id
from triage.model.explanation import Subject, SubjectKind
from triage.model.guarantee import Status
from triage.model.rulebook import Rulebook

_BEFORE_STATUS = "="


def subject_of(rulebook: Rulebook, name: str, kinds: Collection[SubjectKind]) -> Subject:
    """Find what is called `name`, or `intervention=status`, among these kinds.

    A name is an id, an earlier id, or a label in any language of the rulebook; ids go first.

    Raises:
        TriageError: nothing is, or two things are; the nearest name is given, of those that may be
            said.
    """
    typed, sign, status = name.partition(_BEFORE_STATUS)
    known = dict(_known(rulebook, kinds))
    id_ = typed if typed in known else _labelled(rulebook, kinds, typed.strip())
    if id_ is None:
        raise _nothing(typed, rulebook.texts.unsaid.shown(known))
    kind = known[id_]
    if not sign:
        return Subject(kind=kind, id=id_)
    if kind is not SubjectKind.INTERVENTION:
        raise _nothing(name, rulebook.texts.unsaid.shown(known))
    if status not in set(Status):
        raise _nothing(name, tuple(f"{id_}={each}" for each in Status))
    return Subject(kind=kind, id=id_, statuses=(Status(status),))


def _known(rulebook: Rulebook, kinds: Collection[SubjectKind]) -> Iterator[tuple[str, SubjectKind]]:
    """Yield all ids with what they name; of the same, the last one counts."""
    for kind, _, ids in _places(rulebook, kinds):
        yield from ((id_, kind) for id_ in ids)


def _labelled(rulebook: Rulebook, kinds: Collection[SubjectKind], typed: str) -> str | None:
    """Return the id of the one thing with a label, or an earlier id."""
    every = (typed_id(rulebook, around, ids, typed) for _, around, ids in _places(rulebook, kinds))
    found = {each for each in every if each is not None}
    return found.pop() if len(found) == 1 else None


def _places(
    rulebook: Rulebook, kinds: Collection[SubjectKind]
) -> Iterator[tuple[SubjectKind, str, tuple[str, ...]]]:
    """Yield the ids of each kind with where their texts stand."""
    groups = () if rulebook.target_groups is None else rulebook.target_groups.values
    typologies = () if rulebook.typologies is None else rulebook.typologies.values
    every = (
        (SubjectKind.RULE, "rules", tuple(rulebook.rules)),
        (SubjectKind.INTERVENTION, "interventions", tuple(rulebook.interventions)),
        (SubjectKind.TARGET_GROUP, "target_groups.values", tuple(groups)),
        (SubjectKind.TYPOLOGY, "typologies.values", tuple(typologies)),
    )
    yield from (each for each in every if each[0] in kinds)


def _nothing(name: str, known: Collection[str]) -> TriageError:
    near = nearest(name, known)
    return TriageError(
        (Diagnostic("nothing-to-explain", details={"name": quoted(name, near)}, nearest=near),)
    )
