"""A golden case in words: what was answered, and what is expected, for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from triage.cases.case_file import Case
from triage.cases.expectations import Expectation
from triage.explain.answered import answered
from triage.model.answers import Answers
from triage.model.guarantee import Status
from triage.model.question import OpenReason
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line, Page, Tone, sections
from triage.present.foot import foot
from triage.present.formats import raised
from triage.present.names import Names
from triage.present.wording import Words

_SAID_OPEN = (OpenReason.UNKNOWN, OpenReason.DECLINED)


def golden_page(name: str, case: Case, answers: Answers, rulebook: Rulebook, words: Words) -> Page:
    """Return all that is confirmed with a case, and its texts."""
    told = _Told(rulebook, words)
    head = (Line(words.say("page.case", case=name)), *_head(case, words))
    expected = case.expect or Expectation()
    because = [Line(case.because, label=words.say("plan.because"))] if case.because else []
    return Page(
        case.title or name,
        head,
        sections(
            (
                (words.say("golden.answers"), told.answers(answers)),
                (words.say("golden.expected"), [*told.expected(expected), *because]),
            )
        ),
        foot(words, rulebook.stamp),
    )


def expected_lines(expect: Expectation, rulebook: Rulebook, words: Words) -> Iterator[Line]:
    """Yield what a case says must come out, part by part."""
    return _Told(rulebook, words).expected(expect)


def _head(case: Case, words: Words) -> Iterator[Line]:
    if case.as_of is not None:
        yield Line(words.say("page.as_of", date=words.date(case.as_of)))
    if case.story:
        yield Line(case.story)


class _Told:
    """Tells the parts of a case in the words of its rulebook."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._rulebook, self._words = rulebook, words
        self._names = Names(rulebook, words)

    def answers(self, answers: Answers) -> Iterator[Line]:
        """Yield what was answered, and what was left open on purpose."""
        for each in answered(self._rulebook, answers):
            if (each.answer is not None and not each.filled) or each.why in _SAID_OPEN:
                yield Line(self._names.answer(each), label=self._names.short(each.path, answers))

    def expected(self, expected: Expectation) -> Iterator[Line]:
        """Yield what must come out, part by part."""
        yield from self._classes(expected)
        yield from self._plan(expected)
        yield from self._starts(expected)
        yield from self._order(expected)
        for id_, limits in expected.limits.items():
            told = self._words.both(self._limit(name, value) for name, value in limits.items())
            yield Line(told, label=self._names.intervention(id_))
        for key, rules in (("holds", expected.hold), ("holds_not", expected.not_hold)):
            if rules:
                yield Line(self._words.say(f"golden.{key}"), tone=Tone.STRONG)
                yield from (Line(self._names.because(rule) or rule, label=rule) for rule in rules)

    def _classes(self, expected: Expectation) -> Iterator[Line]:
        say = self._words.say
        if expected.target_group is not None:
            groups = self._names.target_groups(expected.target_group)
            yield Line(self._words.either(groups), label=say("golden.target_group"))
        if expected.typology is not None:
            typologies = self._names.typologies(expected.typology)
            yield Line(self._words.either(typologies), label=say("golden.typology"))

    def _plan(self, expected: Expectation) -> Iterator[Line]:
        for id_, statuses in expected.interventions.items():
            told = self._words.either(map(self._status, statuses))
            yield Line(told, label=self._names.intervention(id_))
        if expected.plan is None:
            return
        settled, open_ = self._parted(expected.plan)
        for status, ids in settled.items():
            yield self._named(self._status(status), ids)
        for statuses, ids in open_.items():
            yield self._named(self._words.either(map(self._status, statuses)), ids)
        rest = None if expected.about is None else expected.about - expected.named_in_plan()
        if rest is None:
            yield Line(self._words.say("golden.nothing_else"))
        elif rest:
            yield self._named(self._status(Status.NOT_SUGGESTED), sorted(rest))

    def _parted(
        self, plan: Mapping[Status, tuple[str, ...]]
    ) -> tuple[dict[Status, list[str]], dict[tuple[Status, ...], list[str]]]:
        """Return what has one status, and what may have several, by these."""
        settled, open_ = dict[Status, list[str]](), dict[tuple[Status, ...], list[str]]()
        for id_ in sorted({id_ for ids in plan.values() for id_ in ids}):
            statuses = tuple(status for status in Status if id_ in plan.get(status, ()))
            if len(statuses) == 1:
                settled.setdefault(statuses[0], []).append(id_)
            else:
                open_.setdefault(statuses, []).append(id_)
        return settled, open_

    def _starts(self, expected: Expectation) -> Iterator[Line]:
        for id_, starts in expected.start.items():
            label = self._words.say("golden.start", intervention=self._names.intervention(id_))
            yield Line(self._names.starts(starts), label=label)
        for start, ids in (expected.starts or {}).items():
            if ids:
                yield self._named(self._names.start(start), ids)

    def _order(self, expected: Expectation) -> Iterator[Line]:
        say = self._words.say
        if expected.first is not None:
            steps = self._words.listed(map(self._names.intervention, expected.first))
            yield Line(steps or say("golden.nothing_first"), label=say("golden.first"))
        for step, ids in (expected.beside or {}).items():
            others = self._words.listed(map(self._names.intervention, ids))
            label = say("golden.beside", intervention=self._names.intervention(step))
            yield Line(others or say("golden.nothing_beside"), label=label)

    def _named(self, label: str, ids: Iterable[str]) -> Line:
        return Line(self._words.listed(map(self._names.intervention, ids)), label=raised(label))

    def _status(self, status: Status) -> str:
        return self._words.say(f"explain.status_{status}")

    def _limit(self, name: str, value: int | None) -> str:
        if value is None:
            return self._words.say("golden.no_limit", name=self._names.limit(name))
        return self._words.say("plan.limit", value=value, name=self._names.limit(name))
