"""Walking all completions: the meaning of an assessment with open answers (sections 4.1, 4.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import prod

from triage.engine.flat.reads import read_paths
from triage.engine.intake.answers import Answers
from triage.engine.possible import Conclusion, NoCompletion, Possible
from triage.engine.reference.choices import MOST_COMPLETIONS, Walk, domain_size, too_many
from triage.engine.reference.completion import Completion
from triage.engine.reference.plan import conclude
from triage.model.outcome import RuleState
from triage.model.question import ListOf
from triage.model.rulebook import Rulebook


def completions(rulebook: Rulebook, answers: Answers, as_of: date) -> Iterator[Completion]:
    """Give every completion of an assessment (section 4.1).

    Raises:
        LimitReached: there are more than `MOST_COMPLETIONS`.
    """
    walk = Walk()
    for _ in range(MOST_COMPLETIONS):
        completion = Completion(rulebook, answers, as_of, walk)
        if completion.agrees():
            yield completion
        if not walk.advance():
            return
    raise too_many()


def possible(rulebook: Rulebook, answers: Answers, as_of: date) -> Possible:
    """Give what completions give, over all of them.

    Raises:
        NoCompletion: the answers contradict each other.
        LimitReached: there are too many completions to walk.
    """
    found = Possible()
    unanswered = [path for path in read_paths(rulebook) if _is_open(rulebook, answers, path)]
    if fewest(rulebook, unanswered, as_of) > MOST_COMPLETIONS:
        raise too_many()
    limits = _limit_names(rulebook)
    held: Counter[str] = Counter()
    total = 0
    for completion in completions(rulebook, answers, as_of):
        total += 1
        conclusion = conclude(completion)
        _add(found, conclusion, limits)
        held.update(conclusion.rules)
        found.open.update(path for path in unanswered if completion.path_applies(path))
    if not total:
        raise NoCompletion
    found.rules = {id_: _state(held[id_], total) for id_ in rulebook.rules()}
    return found


def fewest(rulebook: Rulebook, unanswered: list[str], as_of: date) -> int:
    """Count the ways to answer the open questions that always apply: there are no fewer."""
    always = [
        rulebook.questions[path].domain
        for path in unanswered
        if "." not in path and rulebook.questions[path].asked_when is None
    ]
    return prod(domain_size(domain, as_of) for domain in always)


def _is_open(rulebook: Rulebook, answers: Answers, path: str) -> bool:
    """Say whether a path has no answer; items of an open list are not there to be answered."""
    collection, _, inside = path.partition(".")
    if isinstance(rulebook.questions[collection].domain, ListOf):
        count = answers.counts.get(collection)
        if count is None or not inside:
            return count is None and not inside
        if int(inside.partition(".")[0]) > count:
            return False
    return answers.value(path) is None


def _limit_names(rulebook: Rulebook) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {id_: set() for id_ in rulebook.interventions}
    for rule in rulebook.availability:
        for id_ in rule.interventions:
            names[id_].update(rule.limits)
    return names


def _state(held: int, total: int) -> RuleState:
    if held == total:
        return RuleState.HOLDS
    return RuleState.MAY_HOLD if held else RuleState.CANNOT_HOLD


def _add(found: Possible, conclusion: Conclusion, limits: dict[str, set[str]]) -> None:
    if conclusion.target_group is not None:
        found.target_group.add(conclusion.target_group)
    if conclusion.typology is not None:
        found.typology.add(conclusion.typology)
    for id_, status in conclusion.statuses.items():
        found.statuses.setdefault(id_, set()).add(status)
        found.starts.setdefault(id_, set()).add(conclusion.starts.get(id_))
        for name in limits[id_]:
            values = found.limits.setdefault(id_, {}).setdefault(name, set())
            values.add(conclusion.limits[id_].get(name))
