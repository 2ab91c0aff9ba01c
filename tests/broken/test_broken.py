"""Every slip is told first, on its line, with what to do; the counts are held, and printed."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.broken.slip import SOUND, Slip, all_slips
from tests.cli.running import Exit, triage
from tests.counts import Count

SLIPS = tuple(all_slips())
LINE_EXACT, RIGHT_WORDS = 0.95, 0.80
TOLD_ELSEWHERE = ["a finding that rests on itself"]
"""At its name: a circle has no line of its own."""
TOLD_OTHERWISE = ["a list where one value belongs"]
"""It says "a single value"."""

_SEVERITIES = "error|warning|note|fejl|advarsel|bemærk|fel|varning|anmärkning"
_FINDING = re.compile(rf"^(?:{_SEVERITIES})\[[a-z0-9-]+\].*$", re.MULTILINE)
_IN_ENGLISH = re.compile(r"^  (?:expected|nearest|see also|for example|proposed)\b", re.MULTILINE)
_PLACE = re.compile(r"\] (.+?):(\d+):\d+")
_EXCERPT = re.compile(r"^ +\d* *\|.*$", re.MULTILINE)


@dataclass(frozen=True)
class Told:
    """What is told first of a slip, and whether it is what had to be told."""

    slip: Slip
    text: str
    place: tuple[str, int] | None
    wanted: tuple[str, int]

    @property
    def on_its_line(self) -> bool:
        """Whether it points to the line."""
        return self.place == self.wanted

    @property
    def with_its_words(self) -> bool:
        """Whether it has every word, outside the line it shows."""
        said = _EXCERPT.sub("", self.text.partition("\n")[2]).lower()
        words = (re.escape(word.lower()) for word in self.slip.says)
        return all(re.search(rf"(?<!\w){word}(?!\w)", said) for word in words)


def command(slip: Slip, language: str) -> str:
    """Return what the command says that a method developer would type."""
    about = ("test", "--cases", "cases/vejen") if slip.is_of_a_case else ("check",)
    name, *options = about
    result = triage("rules", name, "rules/vejen", *options, "--lang", language)
    assert result.exit is not Exit.UNABLE, result.err
    return f"{result.out}\n{result.err}"


def findings(text: str) -> Iterator[str]:
    """Yield what is found, one by one."""
    starts = [found.start() for found in _FINDING.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end].partition("\n\n")[0]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """Return what is told of every slip."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        return [_told(slip, folder / str(number), patch) for number, slip in enumerate(SLIPS)]


def _told(slip: Slip, folder: Path, patch: pytest.MonkeyPatch) -> Told:
    shutil.copytree(SOUND, folder)
    file, line = slip.make(folder)
    patch.chdir(folder)
    first = next(findings(command(slip, "en")), "")
    place = _PLACE.search(first.partition("\n")[0])
    wanted = str(file.relative_to(folder)), line
    return Told(slip, first, (place[1], int(place[2])) if place else None, wanted)


def test_there_are_many_and_each_has_its_name() -> None:
    """No fewer than two hundred."""
    assert len(SLIPS) >= 200
    assert len({slip.name for slip in SLIPS}) == len(SLIPS)


def test_nothing_is_wrong_with_the_sound_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of a slip is of the slip alone."""
    monkeypatch.chdir(SOUND)
    assert triage("rules", "check", "rules/vejen").out.endswith("\nno problems found\n")
    tested = triage("rules", "test", "rules/vejen", "--cases", "cases/vejen")
    assert (tested.exit, tested.err) == (Exit.DONE, "")


def test_none_is_accepted_in_silence(told: list[Told]) -> None:
    """Something is told of each."""
    assert [each.slip.name for each in told if not each.text] == []


def test_none_is_told_as_a_line_that_cannot_be_read(told: list[Told]) -> None:
    """What cannot be read as YAML is told by what was done, not by a list of all there may be."""
    assert [each.slip.name for each in told if "[yaml-syntax]" in each.text] == []


def test_the_line_and_the_words(
    told: list[Told], counted: Count, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is told first is on the line, with the words, of as many as was promised."""
    elsewhere = [each.slip.name for each in told if not each.on_its_line]
    without = [each.slip.name for each in told if not each.with_its_words]
    lines, words = len(told) - len(elsewhere), len(told) - len(without)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(told)} slips: {lines} on their line, {words} with what to do ")
    counted("slips told first on their line", lines, len(told))
    counted("slips told with what to do", words, len(told))
    assert lines >= LINE_EXACT * len(told)
    assert words >= RIGHT_WORDS * len(told)
    # Any other that is missed is a step back.
    assert (elsewhere, without) == (TOLD_ELSEWHERE, TOLD_OTHERWISE)


@pytest.mark.parametrize("slip", SLIPS[::9], ids=lambda slip: slip.name)
def test_in_danish_and_swedish(slip: Slip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is told in each: as many findings, none with a word of the English renderings."""
    shutil.copytree(SOUND, tmp_path / "office")
    slip.make(tmp_path / "office")
    monkeypatch.chdir(tmp_path / "office")
    english = list(findings(command(slip, "en")))
    for language in ("da", "sv"):
        told = list(findings(command(slip, language)))
        assert len(told) == len(english)
        assert not [each for each in told if _IN_ENGLISH.search(each)]
