"""A whole conversation in a browser: how long the page after a click takes.

    python -m benchmarks.clicks --conversations 3

From the click until the browser shows what came of it, by the browser's own clock: the page that
was asked for, or the part of it that was swapped. Server and browser share the machine. It takes
what the tests in a browser take (`tests/browsing.py`).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.load import Measured, spent
from tests.browsing import chromium
from tests.web.pages.serving import Server
from tests.web.pages.talking import Mouse, begin, talk, to_a_sheet

_CLOCK = """
(() => {
  const now = () => performance.timeOrigin + performance.now()
  const shown = () => {
    const clicked = sessionStorage.getItem('clicked')
    sessionStorage.removeItem('clicked')
    if (clicked) took((now() - Number(clicked)) / 1000)
  }
  let loaded = false
  addEventListener('click', event => {
    if (event.target.closest('a, button')) sessionStorage.setItem('clicked', now())
  }, true)
  addEventListener('load', () => { loaded = true; requestAnimationFrame(shown) })
  new MutationObserver(() => {
    if (loaded && document.querySelector('main > div[id]:not([data-old])')) {
      requestAnimationFrame(shown)
    }
  }).observe(document, {childList: true, subtree: true})
})()
"""


def conversation(browser: Any, server: Server, case: str, measured: Measured) -> None:
    """Hold one, from a new case to a printed sheet, and note the seconds of each click."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()

    def took(seconds: float) -> None:  # playwright takes functions alone
        measured.note(seconds)

    page.expose_function("took", took)
    page.add_init_script(_CLOCK)
    hand = Mouse(page)
    begin(hand, server.url, case)
    talk(hand)
    with tempfile.TemporaryDirectory() as folder:
        to_a_sheet(hand, Path(folder))
    context.close()


def main() -> None:
    """Start a server and a browser, talk, and say what it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--conversations", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        server = Server(Path(folder))
        server.start()
        try:
            conversation(browser, server, "warm", Measured())
            measured, before = Measured(), spent(server.process)
            for number in range(options.conversations):
                conversation(browser, server, f"c-{number}", measured)
            seconds = spent(server.process).seconds - before.seconds
        finally:
            server.kill()
    clicks = len(measured.seconds)
    print(f"{clicks} clicks in {options.conversations} conversations")
    for name, share in (("p50", 0.5), ("p95", 0.95), ("most", 1.0)):
        print(f"{name}: {measured.percentile(share):.1f} ms")
    print(f"server: {1000 * seconds / clicks:.1f} ms of processor time a click")


if __name__ == "__main__":
    main()
