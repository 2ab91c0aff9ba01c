"""What running golden cases came to, in words: what differs, how many, and what none exercises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage.cases.case_words import AFTER
from triage.cases.expected import NOT_TO_HOLD, NOTHING, TO_BE_KNOWN, UNKNOWN, Difference
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.rule import ALONGSIDE, NOW
from triage.present.formats import lowered
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.verify.coverage import Coverage, Target

_PHRASES = {
    UNKNOWN: "test.not_in_rulebook",
    NOTHING: "test.nothing",
    TO_BE_KNOWN: "test.to_be_known",
    NOT_TO_HOLD: "test.not_to_hold",
    RuleState.HOLDS: "test.holds",
    RuleState.CANNOT_HOLD: "test.cannot_hold",
    RuleState.MAY_HOLD: "test.may_hold",
}
_OR = " or "
_STATUSES, _STARTS = ("interventions.", "plan."), ("start.", "starts.")
"""What the paths of differences in statuses and in starts begin with."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases came out how; `changed` of the unconfirmed were confirmed before."""

    as_expected: int
    differ: int
    expect_nothing: int
    failed: int
    unconfirmed: int
    changed: int

    @property
    def all(self) -> int:
        """How many there are."""
        return self.as_expected + self.differ + self.expect_nothing + self.failed


def case_line(key: str, file: str, words: Words) -> str:
    """Return what became of the case in a file: `differs`, `is_as_expected` and the like."""
    return words.say(f"test.{key}", file=file)


def difference_lines(found: Iterable[Difference], words: Words) -> Iterator[str]:
    """Yield what was expected and what came out instead, with the rules behind it."""
    for each in found:
        expected, got = (_phrased(said, each.path, words) for said in (each.expected, each.got))
        yield words.say("test.instead", path=each.path, expected=expected, got=got)
        if each.rules:
            states = ((one.rule, _word(one.state, each.path, words)) for one in each.rules)
            rules = ", ".join(f"{rule} {state}" for rule, state in states)
            yield f"  {words.say('test.rules', rules=rules)}"


def _phrased(said: str, path: str, words: Words) -> str:
    told = (_word(each, path, words) for each in said.split(_OR))
    return f" {words.say('test.or')} ".join(told)


def _word(said: str, path: str, words: Words) -> str:
    """Return words for what is no id; English has those that stand in a case."""
    if said in _PHRASES:
        return words.say(_PHRASES[said])
    if words.language == "en":
        return said
    if path.startswith(_STATUSES) and said in set(Status):
        return words.say(f"explain.status_{said}")
    if path.startswith(_STARTS) and said in {NOW, ALONGSIDE}:
        return lowered(words.say(f"plan.{said}"))
    after, _, other = said.partition(":")
    if path.startswith(_STARTS) and after == AFTER:
        return lowered(words.say("plan.after", intervention=other))
    return said


def summary_lines(counts: Counts, words: Words) -> Iterator[str]:
    """Yield how many cases came out how, and how many a person has confirmed."""
    told = [
        words.say("test.as_expected", count=counts.as_expected),
        words.say("test.differ", count=counts.differ),
    ]
    if counts.expect_nothing:
        told.append(words.say("test.expect_nothing", count=counts.expect_nothing))
    if counts.failed:
        told.append(words.say("test.failed", count=counts.failed))
    yield f"{words.count('test.cases', counts.all)}: {', '.join(told)}"
    confirmed = counts.all - counts.failed - counts.unconfirmed
    line = words.say("test.confirmed", count=confirmed, still=counts.unconfirmed)
    changed = words.say("test.changed", count=counts.changed)
    yield f"{line}, {changed}" if counts.changed else line


def target_words(target: Target, words: Words) -> str:
    """Return what a case that is missing would show of a rule."""
    side = words.say(f"test.side_{target.side.name.lower()}")
    return f"{target.name}: {side}, {target.test}" if target.test else side


def coverage_lines(found: Coverage, words: Words) -> Iterator[str]:
    """Yield counts, then a line for each thing no case exercises."""
    for side, (done, total) in found.counts().items():
        name = words.say(f"test.side_{side.name.lower()}")
        yield words.say("test.side", side=f"{name}:".ljust(24), done=f"{done:>5}", total=total)
    uncovered = found.diagnostics()
    if uncovered:
        yield ""
    for each in uncovered:
        yield f"{each.span or each.path}: {each.message(words.language)}"
