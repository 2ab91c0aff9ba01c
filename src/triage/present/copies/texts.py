"""What stands in each text to paste, before it is made to fit its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from triage.journal.events import About
from triage.present.choices import choice_line
from triage.present.copies.facts import (
    agreed,
    day,
    departures,
    grounds,
    jobs,
    next_day,
    ours,
    reason,
    said,
    steps,
    text,
)
from triage.present.copies.targets import CopyTarget
from triage.present.view import View

Texts = Iterator[tuple[str | None, str]]
"""Texts, each with the step it is about."""


def texts_for(view: View, target: CopyTarget) -> Texts:
    """Yield what there is to paste: one text, or one for each step."""
    return _TEXTS[target](view)


def _whole(*paragraphs: str) -> Texts:
    if told := "\n\n".join(filter(None, paragraphs)):
        yield None, told


def _each(view: View, tell: Callable[[View, str], Iterable[str]], between: str = " ") -> Texts:
    for step in steps(view):
        yield step, between.join(filter(None, tell(view, step)))


def _case_note(view: View) -> Texts:
    """Tell facts, who said them, how it was interpreted, what is agreed and what is not."""
    say = view.words.say
    held = (f"{view.names.answer(each).rstrip('. ')}." for each in view.given("talk"))
    words = [say("copies.says", text=view.names.answer(each)) for each in view.given("own_words")]
    brought = [said(view, each) for each in view.given("brings")]
    yield from _whole(
        " ".join((say("copies.talk", date=day(view, view.outcome.as_of)), *held)),
        "\n".join((*words, *_goal(view), *brought)),
        _listed(
            say("copies.agreed"),
            (*(said(view, each) for each in agreed(view)), *_agreed_steps(view), *_met(view)),
        ),
        _listed(say("copies.not_agreed"), (_with_choice(view, each) for each in _proposed(view))),
        _listed(say("copies.departed"), _departed(view)),
    )


def _plan(view: View) -> Texts:
    """Tell goal, steps and date, and nothing that was typed freely."""
    say, agreed_on = view.words.say, [*_agreed_steps(view)]
    names = (f"{view.names.intervention(each)}." for each in _proposed(view))
    yield from _whole(
        "\n".join(_goal(view)),
        _listed(say("copies.agreed"), agreed_on),
        _listed(say("copies.not_agreed" if agreed_on else "copies.steps"), names),
        "\n".join(_met(view)),
    )


def _agreed_steps(view: View) -> Iterator[str]:
    """Yield the steps that were agreed on, and by when each is to begin."""
    for step in steps(view):
        if step in view.agreed:
            name, by = view.names.intervention(step), view.agreed[step]
            begins = by and view.words.say("copies.begins_by", name=name, date=day(view, by))
            yield begins or f"{name}."


def _proposed(view: View) -> Iterator[str]:
    return (each for each in steps(view) if each not in view.agreed)


def _with_choice(view: View, step: str) -> str:
    """Name a step, and say who stands by it, where somebody does."""
    name, about = view.names.intervention(step), About(intervention=step)
    made = view.choices.about(about)
    return f"{name}. {choice_line(made, about, view.words, view.names).text}" if made else name


def _departed(view: View) -> Iterator[str]:
    """Yield what staff departed from, and why."""
    for step, made in departures(view):
        told = choice_line(made, About(intervention=step), view.words, view.names)
        yield f"{view.names.intervention(step)}. {told.text}"


def _purpose(view: View) -> Texts:
    return _each(view, _purpose_of)


def _purpose_of(view: View, step: str) -> Iterator[str]:
    yield view.words.say("copies.purpose", name=view.names.intervention(step))
    yield reason(view, step) or ""
    yield from _goal(view)
    for key in ("hours", "duration"):
        if told := text(view, step, key):
            yield view.words.say(f"copies.{key}", text=told)


def _decision(view: View) -> Texts:
    return _each(view, _grounds_of, "\n\n")


def _grounds_of(view: View, step: str) -> Iterator[str]:
    say = view.words.say
    yield say("copies.offer", name=view.names.intervention(step))
    if law := text(view, step, "law"):
        yield say("copies.provision", text=law)
    if because := reason(view, step):
        yield say("copies.because", text=because)
    yield _listed(say("copies.grounds"), grounds(view, step))
    yield say("copies.complaint")


def _task(view: View) -> Texts:
    """Tell what was promised, and by when."""
    promised = (f"{view.names.answer(each).rstrip('. ')}." for each in ours(view))
    yield from _whole(" ".join((*promised, *_met(view))))


def _referral(view: View) -> Texts:
    return _each(view, _referral_of)


def _referral_of(view: View, step: str) -> Iterator[str]:
    yield view.words.say("copies.referral", name=view.names.intervention(step))
    yield from _goal(view)
    if told := text(view, step, "hours"):
        yield view.words.say("copies.hours", text=told)


def _sms(view: View) -> Texts:
    """Tell when and where, and nothing of what it is about."""
    if met := next_day(view):
        yield from _whole(view.words.say("copies.sms", date=day(view, met)))


def _statistics(view: View) -> Texts:
    """Tell the project, codes and days, field by field."""
    say = view.words.say
    fields = [
        say("copies.project", id=view.rulebook.id, version=view.rulebook.version),
        say("copies.assessed", date=day(view, view.outcome.as_of)),
        *(met.rstrip(".") for met in _met(view)),
    ]
    for job in jobs(view):
        for key, column in (("disco", "code"), ("esco", "esco_star_uri")):
            if code := view.names.text(f"{job.row}.{column}"):
                fields.append(say(f"copies.{key}", name=job.name, code=code))
    yield from _whole("\n".join(fields))


def _goal(view: View) -> Iterator[str]:
    if named := [job.name for job in jobs(view)]:
        yield view.words.say("copies.goals", names=view.words.listed(named))


def _met(view: View) -> Iterator[str]:
    if met := next_day(view):
        yield view.words.say("copies.next", date=day(view, met))


def _listed(heading: str, entries: Iterable[str]) -> str:
    lines = [f"- {each}" for each in entries]
    return "\n".join((heading, *lines)) if lines else ""


_TEXTS: dict[CopyTarget, Callable[[View], Texts]] = {
    CopyTarget.CASE_NOTE: _case_note,
    CopyTarget.PLAN: _plan,
    CopyTarget.PURPOSE: _purpose,
    CopyTarget.GROUNDS: _decision,
    CopyTarget.TASK: _task,
    CopyTarget.REFERRAL: _referral,
    CopyTarget.SMS: _sms,
    CopyTarget.STATISTICS: _statistics,
}
