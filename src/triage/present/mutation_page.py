"""What became of the mutants of a rulebook, in words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from triage.diagnostics import as_written
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.verify.mutants import Guarded, Mutant, MutationReport, Verdict


_LABELS = 34
_ALONE = {"left out": "mutants.left_out", "the other end": "mutants.other_end"}
_CHANGED = {
    "without": re.compile(r"without (.*)", re.DOTALL),
    "not": re.compile(r"not (.*)", re.DOTALL),
    "by_one": re.compile(r"(.*) by one", re.DOTALL),
    "concludes": re.compile(r"concludes (.*)", re.DOTALL),
    "otherwise": re.compile(r"otherwise (.*)", re.DOTALL),
}

_BEFORE = re.compile(r"(\w+) before (\w+)")


def mutation_lines(report: MutationReport, words: Words) -> Iterator[str]:
    """Yield how many of each kind no case noticed, each with somebody it concerns, and the sum."""
    from triage.verify.mutants import Fate

    undecided = [each for each in report.verdicts if each.fate is Fate.UNDECIDED]
    fates_shown = [Fate.KILLED, Fate.ALIVE, Fate.EQUIVALENT]
    fates_shown += [Fate.UNDECIDED] if undecided else []
    columns = {fate: words.say(f"mutants.{fate}") for fate in fates_shown}
    yield " " * _LABELS + "".join(f"{name:>{_width(name)}}" for name in columns.values())
    for operator, fates in report.counts().items():
        counts = "".join(f"{fates[fate]:>{_width(name)}}" for fate, name in columns.items())
        yield f"{operator_words(operator.name, words):{_LABELS}}{counts}"
    for each in report.alive():
        yield ""
        yield from _alive(each, words)
    yield ""
    yield from (_mutant_line("undecided_one", each, words) for each in undecided)
    killed = sum(each.fate is Fate.KILLED for each in report.verdicts)
    yield words.count("mutants.sum", killed + len(report.alive()), killed=killed)


def guarded_lines(parts: Sequence[Guarded], slips: int, words: Words) -> Iterator[str]:
    """Yield what the parts of each guarantee are for, then those no slip shows a use of."""
    from triage.verify.mutants import Worth

    by_guarantee = defaultdict[str, Counter[Worth]](Counter)
    for each in parts:
        by_guarantee[each.weakened.of.id][each.worth] += 1
    names = {each: words.say(f"guarded.{each.name.lower()}") for each in Worth}
    yield " " * _LABELS + "".join(f"{name:>{_width(name)}}" for name in names.values())
    for id_, worths in by_guarantee.items():
        counts = "".join(f"{worths[each]:>{_width(name)}}" for each, name in names.items())
        yield f"{id_:{_LABELS}}{counts}"
    yield ""
    for each in parts:
        if each.worth is Worth.IDLE:
            id_, what = each.weakened.of.id, each.weakened.what
            yield words.say("guarded.no_slip", guarantee=id_, what=_weakening_words(what, words))
    yield words.count("guarded.slips", slips)


def _weakening_words(what: str, words: Words) -> str:
    return words.say(_ALONE[what]) if what in _ALONE else what


def operator_words(name: str, words: Words) -> str:
    """Return what was done, by the name of the operator."""
    return words.say(f"mutants.by_{name.lower()}")


def _width(name: str) -> int:
    return max(8, len(name) + 2)


def what_words(what: str, words: Words) -> str:
    """Return what was changed: its one word in the language, and the condition as it is written."""
    if what in _ALONE:
        return words.say(_ALONE[what])
    if found := _BEFORE.fullmatch(what):
        return words.say("mutants.what_before", one=found[1], other=found[2])
    for key, pattern in _CHANGED.items():
        if found := pattern.fullmatch(what):
            return words.say(f"mutants.what_{key}", part=found[1])
    return what


def _alive(each: Verdict, words: Words) -> Iterator[str]:
    yield _mutant_line("unnoticed", each, words)
    if each.shown is not None:
        yield f"  {words.say('mutants.somebody', day=each.shown.as_of)}"
        yield from (f"    {at}: {as_written(value)}" for at, value in each.shown.because.items())


def _mutant_line(key: str, each: Verdict, words: Words) -> str:
    """Return what was done to what, after what became of it."""
    mutant = each.mutant
    done = operator_words(mutant.operator.name, words)
    what = what_words(mutant.what, words)
    return words.say(f"mutants.{key}", path=mutant.path, operator=done, what=what)


def slip_words(name: str, mutant: Mutant, words: Words) -> str:
    """Return what a case that is missing would notice: the rule, and what was done to it."""
    done = operator_words(mutant.operator.name, words)
    return f"{name}: {done}, {what_words(mutant.what, words)}"


def stopped_line(written: int, words: Words) -> str:
    """Return how many cases were written before somebody stopped it."""
    return words.count("missing.stopped", written)


def missing_lines(written: int, without: Iterable[str], words: Words) -> Iterator[str]:
    """Yield how many cases were written, and for which slips there is none."""
    yield words.count("missing.written", written)
    yield from (words.say("missing.no_case", what=what) for what in without)
