"""A text as it is pasted: in the signs, the length and the lines of its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from triage.diagnostics import Diagnostic, TriageError
from triage.explain.assessed import Assessed
from triage.present.blocks import labelled
from triage.present.by_hand import refuse_unknown
from triage.present.choices import NONE_MADE, StaffChoices
from triage.present.copies.plain_text import cut, plain
from triage.present.copies.targets import CopyTarget, Targets, packaged_targets
from triage.present.copies.texts import texts_for
from triage.present.sending import refuse_unless_safe
from triage.present.view import NONE_AGREED, view_of
from triage.present.wording import Words

_LINE_ENDS = {"lf": "\n", "crlf": "\r\n"}
_SENT = frozenset({CopyTarget.SMS})


@dataclass(frozen=True, slots=True)
class CopiedText:
    """A text to paste: how long it is and may be, and how much of it was cut off.

    `about` names the step it is about, where there is a text for each.
    """

    text: str
    about: str | None
    advised: int
    limit: int
    left_out: int

    @property
    def length(self) -> int:
        """How many characters it has, ends of lines among them."""
        return len(self.text)


def copies_of(  # noqa: PLR0913 - everything a text is made from
    assessed: Assessed,
    target: CopyTarget,
    language: str,
    *,
    by_hand: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    agreed: Mapping[str, date | None] = NONE_AGREED,
    choices: StaffChoices = NONE_MADE,
    targets: Targets | None = None,
) -> tuple[CopiedText, ...]:
    """Return the texts to paste into a target: one, or one for each step.

    The caseworker adds the steps `by_hand`, and leaves those out it is `without`. `agreed` are
    those agreed on with the person, and by when each begins; `choices` is what staff made of them.

    Raises:
        TriageError: nothing of the case belongs there, nothing may be sent to the person, or there
            is no such intervention.
    """
    refuse_unknown(assessed.rulebook, by_hand)
    if target in _SENT:
        refuse_unless_safe(assessed)
    case = assessed.for_others
    view = view_of(
        case.rulebook,
        case.answers,
        case.outcome,
        language,
        by_hand=by_hand,
        without=without,
        choices=choices,
        agreed=agreed,
    )
    using = targets or packaged_targets()
    made = tuple(
        _fitted(text, None if step is None else view.names.intervention(step), target, using)
        for step, text in texts_for(view, target)
    )
    if not made:
        raise TriageError((Diagnostic("nothing-to-copy", details={"target": str(target)}),))
    return made


def _fitted(text: str, about: str | None, target: CopyTarget, targets: Targets) -> CopiedText:
    room, end = targets.room(target), _LINE_ENDS[targets.line_end]
    whole = plain(f"{room.before}\n\n{text}")
    kept = cut(whole, room.limit)
    while len(kept.replace("\n", end)) > room.limit:  # the ends of lines count too
        kept = cut(whole, len(kept) - 1)
    left_out = len(whole) - len(kept)
    return CopiedText(kept.replace("\n", end), about, room.advised, room.limit, left_out)


def copy_told(copied: CopiedText, words: Words) -> str:
    """Say how long a text is, how long it may be, and whether something was cut off."""
    over = copied.length > copied.advised
    said = words.say(
        "copies.advised_over" if over else "copies.fits",
        length=words.number(copied.length),
        advised=words.number(copied.advised),
        limit=words.number(copied.limit),
    )
    if copied.left_out:
        said += f" {words.count('copies.cut', copied.left_out)}"
    return said if copied.about is None else labelled(copied.about, said)
