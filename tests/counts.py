"""What a run of the tests went through, counted by the tests themselves, written as a page."""

from __future__ import annotations

import platform
import re
import subprocess
from collections import Counter
from collections.abc import Generator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.budget import spent


class Count(Protocol):
    """What the fixture `counted` is."""

    def __call__(self, what: str, number: int, of: int | None = None) -> None:
        """Note how many of something a test went through, or how many of how many."""


COUNTED = "counted: "
"""What the name of a property of a test starts with that counts something."""

_HEAD = """# What a soak went through

Written by `make soak`, from what the tests counted themselves; only tests that passed count. Each
row says which commit it is of: a run of some tests replaces their rows and leaves the others. How
tests are organised is in [running and writing tests](../how-to/run-and-write-tests.md).
"""


class Counts:
    """Adds up what tests count, over the parts a test is divided into, and tells it."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._numbers, self._of = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        self._passed, self._failed, self._ran = 0, list[str](), set[str]()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Count the examples of a property, which knows no fixture while it draws them."""
        report = yield
        told = getattr(item, "hypothesis_statistics", "")
        if call.when == "call" and told:
            passing = sum(map(int, re.findall(r"- (\d+) passing", told)))
            report.user_properties.append((f"{COUNTED}examples of the property", (passing, None)))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test has counted."""
        self._ran.add(_shown(report.nodeid.partition("[")[0]))
        if report.failed:
            self._failed.append(report.nodeid)
        elif report.when == "call" and report.passed:
            self._passed += 1
            for name, value in report.user_properties:
                if name.startswith(COUNTED):
                    self._add((report.nodeid.partition("[")[0], name.removeprefix(COUNTED)), value)

    def _add(self, counted: tuple[str, str], value: Any) -> None:
        number, of = value
        self._numbers[counted] += number
        self._of[counted] += of or 0

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        """Write the page once everything has been counted."""
        result = yield
        if self._file is not None and not hasattr(session.config, "workerinput"):
            before = self._file.read_text(encoding="utf-8") if self._file.exists() else ""
            page = self.page(session.config.rootpath, before)
            self._file.write_text(page, encoding="utf-8")
        return result

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print how many of how many."""
        for (test, what), of in sorted(self._of.items()):
            if of:
                terminalreporter.write_line(f"{what}: {self._told(test, what)}")

    def page(self, root: Path, before: str = "") -> str:
        """Return the page: the rows of this run, and of a page `before` those of other tests."""
        commit = _commit(root)
        rows = [
            f"| {_shown(test)} | {what} | {self._told(test, what)} | {commit} |"
            for test, what in self._numbers
        ]
        earlier = re.findall(r"^\| `.*$", before, re.MULTILINE)
        rows += [row for row in earlier if self._of_others(row)]
        head = ("| test | counted | how many | commit |", "|---|---|---:|---|")
        table = "\n".join((*head, *sorted(rows)))
        return "\n".join((_HEAD, f"The last run: {_stamp(commit)} {self._ended()}", "", table, ""))

    def _of_others(self, row: str) -> bool:
        return row.split(" | ", maxsplit=1)[0].removeprefix("| ") not in self._ran

    def _told(self, test: str, what: str) -> str:
        number, of = self._numbers[test, what], self._of[test, what]
        return f"{number:,} of {of:,}, {number / of:.1%}" if of else f"{number:,}"

    def _ended(self) -> str:
        hours = f"{spent() / 3600:.1f} hours of processor time"
        failed = "none failed" if not self._failed else f"**failed: {', '.join(self._failed)}**"
        return f"{self._passed:,} tests passed, {failed}; {hours}."


def _shown(test: str) -> str:
    return f"`{test.removeprefix('tests/')}`"


def _stamp(commit: str) -> str:
    day = datetime.now(UTC).date().isoformat()
    versions = f"version {version('triage-rules')}, Python {platform.python_version()}"
    return f"{day}, commit {commit}, {versions}."


def _commit(root: Path) -> str:
    command = ("git", "describe", "--always", "--dirty")
    described = subprocess.run(command, cwd=root, capture_output=True, check=False, text=True)
    return described.stdout.strip() or "unknown"
