"""A server killed in the middle of a conversation: what was saved is there once, and goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import httpx2
import pytest

from tests.cli.running import BOOK
from tests.web.processes import serving

SAID = "Jeg vil gerne ud blandt folk"
PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


def fields(page: str) -> dict[str, str]:
    """Return the hidden fields of the question on a page."""
    form = re.search(r'<form class="question".*?</form>', page, re.DOTALL)
    assert form
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    return {name: unescape(value) for name, value in hidden}


def sent(browser: httpx2.Client, url: str, data: Mapping[str, str]) -> httpx2.Response:
    """Send what a form holds."""
    found = browser.post(url, data=data, headers=PAGE)
    assert found.status_code == 303, found.text
    return found


@pytest.mark.more
def test_a_conversation_goes_on_after_the_server_was_killed(tmp_path: Path) -> None:
    """At the same address; what is sent once more, as the page does, is saved once."""
    given = (BOOK, "--journal", str(tmp_path / "j.db"), "--key-file", str(tmp_path / "key"))
    with httpx2.Client() as browser:
        with serving(*given) as (process, url):
            begun = sent(browser, f"{url}/cases", {"case": "c-1"})
            talk = begun.headers["location"]
            page = browser.get(f"{url}{talk}?ask=own_words", headers=PAGE).text
            answer = {**fields(page), "do": "answer", "answer": SAID}
            sent(browser, f"{url}{talk}", answer)
            process.kill()
        with serving(*given) as (_, url):
            assert SAID in browser.get(f"{url}{talk}?ask=own_words", headers=PAGE).text
            again = browser.post(f"{url}{talk}", data=answer, headers=PAGE)
            assert again.status_code in (303, 412)
            page = browser.get(f"{url}{talk}?ask=goal_state", headers=PAGE).text
            sent(browser, f"{url}{talk}", {**fields(page), "do": "answer", "answer": "named"})
            history = browser.get(f"{url}{talk.removesuffix('/talk')}/heard", headers=PAGE).text
            assert history.count(SAID) == 1
            plan = browser.get(f"{url}{talk.removesuffix('/talk')}/plan", headers=PAGE)
            assert plan.status_code == 200
