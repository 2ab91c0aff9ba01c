"""Long work beside the requests: in its order, told of what went wrong, and dropped at the end."""

from __future__ import annotations

import signal
import time
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from threading import Event

import httpx2
import pytest

from tests.cli.running import ROOT
from tests.web.processes import serving
from triage.web.beside import Beside


def test_one_thing_at_a_time_and_what_is_cancelled_is_left_out() -> None:
    """In the order they were begun; also after everything before was done."""
    beside, go, made = Beside(), Event(), list[str]()

    def make(name: str) -> None:
        go.wait(20)
        made.append(name)

    first = beside.begin(partial(make, "first"))
    second, third = (beside.begin(partial(make, each)) for each in ("second", "third"))
    assert second.cancel()
    go.set()
    first.result(20), third.result(20)
    beside.begin(partial(make, "fourth")).result(20)
    assert made == ["first", "third", "fourth"]
    with pytest.raises(CancelledError):
        second.result(0)


def test_what_goes_wrong_is_told_to_whoever_asks() -> None:
    """And what comes after it is worked out all the same."""
    beside = Beside()
    wrong, right = beside.begin(lambda: 1 // 0), beside.begin(lambda: 1)
    with pytest.raises(ZeroDivisionError):
        wrong.result(20)
    assert right.result(20) == 1


@pytest.mark.more
def test_the_server_ends_while_a_rulebook_is_checked(tmp_path: Path) -> None:
    """What is still worked out keeps nobody waiting: it writes nothing."""
    journal = ("--journal", str(tmp_path / "j.db"), "--key-file", str(tmp_path / "key"))
    with serving(str(ROOT / "rules" / "projekt-500"), *journal) as (process, url):
        assert "regnes stadig" in httpx2.get(f"{url}/rules/projekt-500").text
        since = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        assert time.monotonic() - since < 3
