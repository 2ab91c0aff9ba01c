"""What this API refuses of itself; what the library refuses has its own errors."""

from __future__ import annotations

from typing import ClassVar

from triage.web.problems import Refusal


class Unfit(Refusal):
    """Something sent does not fit what is asked for there."""

    status = 422


class NoSuchRulebook(Refusal):
    """No rulebook of that id is served."""

    status = 404


class OtherVersion(Refusal):
    """The rulebook is served in another version than the one asked for."""

    status = 409


class KeyInUse(Refusal):
    """What was sent first under a key is still being done."""

    status = 409
    retry_after: ClassVar[int | None] = 1
