"""What is asked about, found by its name: a class, an intervention, a status of it, a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.diagnostics import Diagnostic, TriageError, nearest, quoted
from triage.model.explanation import Subject, SubjectKind
from triage.model.guarantee import Status
from triage.model.rulebook import Rulebook

_BEFORE_STATUS = "="


def subject_of(rulebook: Rulebook, name: str, kinds: Collection[SubjectKind]) -> Subject:
    """Find what is called `name`, or `intervention=status`, among these kinds.

    Raises:
        TriageError: nothing is; the nearest name is given, of those that may be said.
    """
    id_, sign, status = name.partition(_BEFORE_STATUS)
    known = dict(_known(rulebook, kinds))
    kind = known.get(id_)
    if kind is None:
        raise _nothing(id_, rulebook.texts.unsaid.shown(known))
    if not sign:
        return Subject(kind=kind, id=id_)
    if kind is not SubjectKind.INTERVENTION:
        raise _nothing(name, rulebook.texts.unsaid.shown(known))
    if status not in set(Status):
        raise _nothing(name, tuple(f"{id_}={each}" for each in Status))
    return Subject(kind=kind, id=id_, statuses=(Status(status),))


def _known(rulebook: Rulebook, kinds: Collection[SubjectKind]) -> Iterator[tuple[str, SubjectKind]]:
    """Yield all names with what they name; of the same, the last one counts."""
    groups = () if rulebook.target_groups is None else rulebook.target_groups.values
    typologies = () if rulebook.typologies is None else rulebook.typologies.values
    names = {
        SubjectKind.RULE: tuple(rulebook.rules),
        SubjectKind.INTERVENTION: tuple(rulebook.interventions),
        SubjectKind.TARGET_GROUP: groups,
        SubjectKind.TYPOLOGY: typologies,
    }
    for kind, ids in names.items():
        if kind in kinds:
            yield from ((id_, kind) for id_ in ids)


def _nothing(name: str, known: Collection[str]) -> TriageError:
    near = nearest(name, known)
    return TriageError(
        (Diagnostic("nothing-to-explain", details={"name": quoted(name, near)}, nearest=near),)
    )
