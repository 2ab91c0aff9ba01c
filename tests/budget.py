"""What tests cost in processor time, and whether that is within what their tier may take."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.sizes import Tier

if TYPE_CHECKING:
    from tests.pace import Pace

_SPENT = "processor seconds"
_PACE = "times as long as on the machine of the budgets"
_START = pytest.StashKey[float]()

EVERY = 40
"""After so many tests a process asks again how slow the machine is."""


def spent() -> float:
    """Return the processor time this process has taken, with the children it has waited for."""
    return sum(os.times()[:4])


def exceeded(
    tier: Tier, total: float, each: Mapping[str, float], pace: float = 1.0
) -> Iterator[str]:
    """Yield what took longer than it may: all tests together, and single ones.

    On a machine that takes `pace` times as long, so may they.
    """
    if tier.all is not None and total > tier.all * pace:
        yield f"all tests took {total:.0f} s of processor time; {tier.all * pace:.0f} s are allowed"
    for test, seconds in each.items():
        if tier.one is not None and seconds > tier.one * pace:
            allowed = f"{tier.one * pace:.0f} s are allowed"
            yield f"{test} took {seconds:.0f} s of processor time; {allowed}"


class Budget:
    """Sums up what tests cost; where it is enforced, a run that takes too much fails.

    The cost of a test includes its fixtures, and its processes once they have ended.
    """

    def __init__(self, name: str, tier: Tier, enforced: bool) -> None:
        self._name, self._tier, self._enforced = name, tier, enforced
        self._each: dict[str, float] = {}
        self._ended = 0
        self._paces: list[float] = []

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Look at the clock before the fixtures of a test are made."""
        item.stash[_START] = spent()
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Look again once they are gone; reports are what workers send to their controller."""
        if call.when == "teardown":
            item.user_properties.append((_SPENT, spent() - item.stash[_START]))
            if self._enforced and self._ended % EVERY == 0:
                item.user_properties.append((_PACE, self._pace.now()))
            self._ended += 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test took."""
        if report.when == "teardown":
            told = dict(report.user_properties)
            self._each[report.nodeid] = float(str(told[_SPENT]))
            if _PACE in told:
                self._paces.append(float(str(told[_PACE])))

    @cached_property
    def _pace(self) -> Pace:
        from tests.pace import Pace  # only here: it loads a rulebook

        return Pace()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        """Tell the sum, below all else: by now workers have ended, and count as children."""
        result = yield
        if not hasattr(session.config, "workerinput"):
            self._tell(session)
        return result

    def _tell(self, session: pytest.Session) -> None:
        total, allowed = spent(), self._tier.all
        within = "" if allowed is None else f" of {allowed:.0f} s"
        lines = [f"{self._name}: {total:.0f} s{within} of processor time"]
        pace = max(1.0, median(self._paces)) if self._paces else 1.0
        if self._paces and allowed is not None:
            lines.append(
                f"This machine took {pace:.2f} times as long as that of the budgets meanwhile: "
                f"{total / pace:.0f} s there, of {allowed:.0f} s."
            )
        over = list(exceeded(self._tier, total, self._each, pace))
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            for line in (*lines, *over):
                reporter.write_line(line, red=line in over)
        if over and self._enforced and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
