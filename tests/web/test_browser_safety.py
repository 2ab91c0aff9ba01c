"""In a browser: nothing is shown after signing out, and no other site gets in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.browsing import chromium
from tests.cli.running import BOOK, OPEN
from tests.web.processes import serving

pytestmark = pytest.mark.more

CASE = "c-forged"
FORM = """\
<form method="post" action="{url}/cases"><input name="case" value="c-forged"></form>
<script>
  fetch("{url}/cases", {{method: "POST", mode: "no-cors", credentials: "include",
    body: new URLSearchParams({{case: "c-forged"}})}}).finally(() => document.forms[0].submit())
</script>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium, without a window."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Serve a constructed case."""
    with serving(BOOK, "--demo", OPEN) as (_, address):
        yield address


@pytest.fixture
def evil(url: str) -> Iterator[str]:
    """Serve a page of another site, which sends a form here as soon as it is opened."""

    class Evil(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(FORM.format(url=url).encode())

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    server = HTTPServer(("127.0.0.1", 0), Evil)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f":{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_another_site_begins_no_case(host: str, url: str, evil: str, browser: Any) -> None:
    """Neither one on another port nor one of another name."""
    page = browser.new_page()
    page.goto(url)
    with page.expect_navigation(url=f"{url}/cases"):
        page.goto(f"http://{host}{evil}")
    assert page.title().startswith("Det har du ikke adgang til")
    page.goto(url)
    assert CASE not in page.content()
    page.close()


def test_after_signing_out_going_back_shows_nothing(url: str, browser: Any) -> None:
    """Not of the page before, nor of the one before that; signing in anew does."""
    page = browser.new_page()
    page.goto(url)
    page.locator("main a", has_text="open").first.click()
    assert "/cases/" in page.url
    with page.expect_navigation(url=f"{url}/sign-in**"):  # there, before anybody goes back
        page.locator("form[action='/sign-out'] button").click()
    for _ in range(2):
        page.go_back()
        assert page.title().startswith("Log ind")
        assert "open" not in page.inner_text("main")
    page.locator("main a.button").click()
    assert page.locator("main a", has_text="open").count()
    page.close()


def test_a_page_runs_nothing_but_what_is_ours(url: str, browser: Any) -> None:
    """A script that got into it, inline or from elsewhere, is not run; the browser says so."""
    page = browser.new_page()
    page.goto(url)
    said = list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(
        """() => {
          for (const [name, value] of [["textContent", "window.ran = 1"],
                                       ["src", "https://evil.example/x.js"]]) {
            const script = document.createElement("script");
            script[name] = value;
            document.body.append(script);
          }
          const image = document.createElement("img");
          image.setAttribute("onerror", "window.ran = 1");
          image.src = "https://evil.example/x.png";
          document.body.append(image);
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in each for each in said) >= 3
    page.close()
