"""The journal: what was suggested, confirmed, departed from, agreed and followed up.

Append-only, chained, and sealed case by case. It knows no rules: outcomes and assessments are data
to it. It may touch the model and the diagnostics. Importing the room costs nothing; what it holds
takes the extra `journal`, and is imported when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from triage.diagnostics import needed

if TYPE_CHECKING:
    from triage.journal.backing_up import Backup
    from triage.journal.database import (
        JournalError,
    )
    from triage.journal.drafts import (
        Draft,
        OpenDraft,
    )
    from triage.journal.due import Due, DueIn, DueKind, Rhythm
    from triage.journal.erasing import (
        Erasure,
        ErasureList,
    )
    from triage.journal.events import (
        About,
        Actor,
        Agreed,
        Assessed,
        Assigned,
        Came,
        Confirmed,
        Corrected,
        Decided,
        Declined,
        Departed,
        Erased,
        Event,
        FollowedUp,
        Ground,
        HandedOver,
        Informed,
        Interpreter,
        InterpreterUsed,
        LifeChanged,
        Opened,
        Read,
        ReadReason,
        Released,
        Started,
        Suggested,
        Withdrawn,
    )
    from triage.journal.journal import (
        Journal,
    )
    from triage.journal.keys import (
        CaseKey,
        KeyProblem,
        MasterKey,
    )
    from triage.journal.master_keys import (
        KeyCommand,
        KeyFile,
        KeySource,
        KeyVariable,
    )
    from triage.journal.noted import Noted, Stamp
    from triage.journal.retention import RetentionPolicy
    from triage.journal.sequence import (
        OutOfSequence,
    )
    from triage.journal.verifying import (
        Anchor,
        Problem,
        Verification,
    )

__all__ = [
    "About",
    "Actor",
    "Agreed",
    "Anchor",
    "Assessed",
    "Assigned",
    "Backup",
    "Came",
    "CaseKey",
    "Confirmed",
    "Corrected",
    "Decided",
    "Declined",
    "Departed",
    "Draft",
    "Due",
    "DueIn",
    "DueKind",
    "Erased",
    "Erasure",
    "ErasureList",
    "Event",
    "FollowedUp",
    "Ground",
    "HandedOver",
    "Informed",
    "Interpreter",
    "InterpreterUsed",
    "Journal",
    "JournalError",
    "KeyCommand",
    "KeyFile",
    "KeyProblem",
    "KeySource",
    "KeyVariable",
    "LifeChanged",
    "MasterKey",
    "Noted",
    "OpenDraft",
    "Opened",
    "OutOfSequence",
    "Problem",
    "Read",
    "ReadReason",
    "Released",
    "RetentionPolicy",
    "Rhythm",
    "Sequence",
    "Stamp",
    "Started",
    "Suggested",
    "Verification",
    "Withdrawn",
]

_HOMES = {
    "backing_up": "Backup",
    "database": "JournalError",
    "drafts": "Draft OpenDraft",
    "due": "Due DueIn DueKind Rhythm",
    "erasing": "Erasure ErasureList",
    "events": (
        "About Actor Agreed Assessed Assigned Came Confirmed Corrected Decided Declined "
        "Departed Erased Event FollowedUp Ground HandedOver Informed Interpreter "
        "InterpreterUsed LifeChanged Opened Read ReadReason Released Started Suggested "
        "Withdrawn"
    ),
    "journal": "Journal",
    "keys": "CaseKey KeyProblem MasterKey",
    "master_keys": "KeyCommand KeyFile KeySource KeyVariable",
    "noted": "Noted Stamp",
    "retention": "RetentionPolicy",
    "sequence": "OutOfSequence Sequence",
    "verifying": "Anchor Problem Verification",
}
"""The names by the module they are from."""


def __getattr__(name: str) -> Any:
    home = next((home for home, names in _HOMES.items() if name in names.split()), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(needed(f"triage.journal.{home}", "needs-journal"), name)
