"""What a command wrote for a method developer: what stands where now, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from triage.present.wording import Words

_WIDTH, _COMMAND = 80, "triage "
_STEPS = {
    "rulebook": ("check", "test", "read"),
    "questions": ("read_by_rule", "check"),
    "used": ("check",),
    "interventions": ("recommend", "check"),
    "rule": ("check", "test", "case"),
    "translation": ("fill", "check"),
    "case": ("confirm", "test"),
}


def written_lines(
    words: Words, written: Iterable[tuple[str, str]], what: str, path: str, id_: str
) -> Iterator[str]:
    """Yield a line for each place with what stands there, then the steps that come after it.

    `path` is what a command takes to find the rulebook. A step to type stays on one line.
    """
    for place, told in written:
        yield f"{place}: {told}" if told else place
    yield ""
    yield words.say("new.next")
    for step in _STEPS[what]:
        told = words.say(f"new.{step}", path=path, id=id_)
        yield from [f"  {told}"] if told.startswith(_COMMAND) else _wrapped(told)


def sheet_lines(words: Words, file: str, new: str) -> Iterator[str]:
    """Yield where a change sheet stands, and how it is approved once it has been read."""
    yield words.say("new.sheet", file=file)
    yield ""
    yield words.say("new.next")
    yield f"  triage rules approve {new} --by … --sheet {file}"


def fitted_lines(
    words: Words, run: Sequence[str], proposed: Sequence[str], file: str
) -> Iterator[str]:
    """Yield which methods became local rules, which are only proposed, and the file to read."""
    for key, methods in (("fit.run", run), ("fit.proposed", proposed)):
        if methods:
            yield f"  {words.say(key)}"
            yield from (f"    {each}" for each in methods)
    yield f"  {words.say('fit.changes', file=file)}"


def approval_lines(words: Words) -> list[str]:
    """Return what a recorded approval is worth, for the file that holds it and whoever wrote it."""
    return wrap(words.say("approval.recorded"), _WIDTH - 2)


def _wrapped(text: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
