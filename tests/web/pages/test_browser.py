"""The pages in a browser: whole conversations, however they are held, and who is kept out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import chromium, violations
from tests.web.pages.serving import Server
from tests.web.pages.talking import (
    OWN_WORDS,
    Keyboard,
    Mouse,
    answer,
    begin,
    note_safety,
    talk,
    to_a_sheet,
)

pytestmark = pytest.mark.more

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PAGES = ("talk", "before", "paper", "heard", "plan", "plan?all", "plan?print", "confirm", "sheet",
         "texts", "sheet?language=ar", "why?about=1", "history", "talk?theme=goal",
         "note/declined", "note/decided", "note/changed", "note/corrected", "held")  # fmt: skip
AROUND = ("/", "/rules", "/rules/projekt-500", "/rules/projekt-500?what=T-vague", "/programmes",
          "/accessibility", "/nowhere", "/sign-in")  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium, without a window."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the shipped rulebook."""
    started = Server(tmp_path_factory.mktemp("served"))
    started.start()
    yield started
    started.kill()


@pytest.fixture
def watched(browser: Any) -> Iterator[Any]:
    """Return what opens a page; in the end, nothing was fetched from elsewhere, blocked or lost."""
    contexts, wrong = list[Any](), list[str]()

    def opened(**how: Any) -> Any:
        context = browser.new_context(locale="en-GB", **how)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: wrong.extend(_wrong(told)))
        page.on("request", lambda sent: wrong.extend(_elsewhere(sent.url)))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [
        each for each in wrong if "Failed to load resource: the server responded" not in each
    ] == []


_UNANSWERED = ("net::ERR_", "Failed to fetch")


def _wrong(told: Any) -> Iterator[str]:
    """Yield what a browser complains of, but for requests that nobody answers."""
    if told.type == "error" and not any(each in told.text for each in _UNANSWERED):
        yield told.text


def _elsewhere(url: str) -> Iterator[str]:
    if not url.startswith(("http://127.0.0.1:", "data:")):
        yield url


def whole(hand: Mouse, url: str, case: str, folder: Path) -> None:
    """Hold a talk, with what may be noted at any time, and end in a sheet."""
    begin(hand, url, case)
    note_safety(hand)
    assert talk(hand) > 12
    sheet = to_a_sheet(hand, folder)
    assert OWN_WORDS in sheet
    assert "7. december 2026" in sheet


def test_by_keyboard_alone(watched: Any, server: Server, tmp_path: Path) -> None:
    """No mouse: every step is reached with Tab and arrows, and taken with Space or Enter."""
    whole(Keyboard(watched(viewport=DESK)), server.url, "keys", tmp_path)


def test_on_a_phone(watched: Any, server: Server, tmp_path: Path) -> None:
    """On its width nothing pushes the page aside."""
    page = watched(viewport=PHONE, has_touch=True, is_mobile=True)
    broad = []
    page.on("load", lambda: broad.append(page.evaluate("document.documentElement.scrollWidth")))
    whole(Mouse(page), server.url, "phone", tmp_path)
    assert max(broad) <= PHONE["width"]


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_question_stands_first(watched: Any, server: Server, script: bool) -> None:
    """It is seen without scrolling, with the first answer to it, whatever was answered before."""
    page = watched(viewport={"width": 375, "height": 667}, java_script_enabled=script)
    hand = Mouse(page)
    base = begin(hand, server.url, f"first-{script}")
    low = {}
    for _ in range(12):
        page.goto(f"{base}/talk")
        asked = page.locator("form.question [name=path]").input_value()
        for part in ("#asked", "form.question [name=answer]"):
            box = page.locator(part).first.bounding_box()
            if box["y"] + box["height"] > 667:
                low[asked, part] = box
        answer(hand)
    assert low == {}


def test_without_javascript(watched: Any, server: Server, tmp_path: Path) -> None:
    """Every form works as a form."""
    page = watched(viewport=DESK, java_script_enabled=False)
    whole(Mouse(page), server.url, "plain", tmp_path)


def test_with_the_server_killed_in_the_middle(watched: Any, tmp_path: Path) -> None:
    """What was put in while nobody answered stays on the page, and is sent when somebody does."""
    own = Server(tmp_path)
    own.start()
    try:
        page = watched(viewport=DESK)
        hand = Mouse(page)
        begin(hand, own.url, "killed")
        note_safety(hand)
        while page.locator("form.question [name=path]").input_value() != "own_words":
            answer(hand)
        own.kill()
        hand.type("#answer", OWN_WORDS)
        hand.pick("form.question button[value=answer]")
        page.wait_for_function("() => document.querySelector('#told').textContent !== ''")
        assert page.locator("#answer").input_value() == OWN_WORDS
        kept = "Object.keys(localStorage).length + Object.keys(sessionStorage).length"
        assert page.evaluate(kept) == 0
        own.start()
        page.wait_for_function("() => document.querySelector('[name=path]').value !== 'own_words'")
        talk(hand)
        assert OWN_WORDS in to_a_sheet(hand, tmp_path)
    finally:
        own.kill()


SHOWN_ON = {"answer": "heard", "note": "talk", "change": "note/changed"}
"""Forms of a case, and the page on which what was typed into each is shown once it is kept."""
ALL_SENT = "() => document.querySelector('#told').textContent.startsWith('Alt er')"


def typed_in(page: Any, base: str, form: str) -> tuple[str, str]:
    """Type into a form of a case; return the field, and the button that sends it."""
    hand = Mouse(page)
    match form:
        case "answer":
            page.goto(f"{base}/talk?ask=own_words")
            field, button = "#answer", "form.question button[value=answer]"
        case "note":
            page.goto(f"{base}/talk")
            page.locator("details:has(#note) summary").click()
            field, button = "#note", "button[value=note]"
        case _:
            page.goto(f"{base}/note/changed")
            hand.pick("#change-other")
            field, button = "#words", "#note form button"
    hand.type(field, OWN_WORDS)
    return field, button


def is_noted(page: Any, base: str, form: str) -> bool:
    """Say whether what was typed is kept, once."""
    page.goto(f"{base}/{SHOWN_ON[form]}")
    return bool(page.inner_html("main").count(OWN_WORDS) == 1)


@pytest.mark.parametrize("form", SHOWN_ON)
@pytest.mark.parametrize("status", [429, 503])
def test_what_was_typed_outlives_a_busy_server(
    watched: Any, server: Server, status: int, form: str
) -> None:
    """It stays where it was typed, for as long as the server asks to wait, and is sent again."""
    page, sent = watched(viewport=DESK), list[float]()
    base = begin(Mouse(page), server.url, f"busy-{status}-{form}")
    field, button = typed_in(page, base, form)

    def refuse(route: Any) -> None:
        if route.request.method != "POST" or len(sent) == 2:
            route.continue_()
            return
        sent.append(time.monotonic())
        headers = {"Retry-After": "1", "Content-Type": "text/html"}
        route.fulfill(status=status, headers=headers, body="<h1>Busy</h1>")

    page.route(f"{base}/**", refuse)
    page.locator(button).first.click()
    page.wait_for_function("() => document.querySelector('#told').textContent !== ''")
    assert page.locator(field).input_value() == OWN_WORDS
    page.wait_for_function(ALL_SENT)
    page.unroute_all()
    assert len(sent) == 2
    assert is_noted(page, base, form)


@pytest.mark.parametrize("form", SHOWN_ON)
def test_what_was_typed_outlives_being_signed_out(watched: Any, server: Server, form: str) -> None:
    """As after 20 idle minutes: who leaves is asked, and who signs in again can send it."""
    page = watched(viewport=DESK)
    base = begin(Mouse(page), server.url, f"out-{form}")
    field, button = typed_in(page, base, form)
    other = page.context.new_page()
    other.goto(server.url)
    Mouse(other).press("form[action='/sign-out'] button")
    page.locator(button).first.click()
    page.wait_for_function("() => document.querySelector('#told').textContent !== ''")
    assert page.locator(field).input_value() == OWN_WORDS
    with page.expect_event("dialog") as asked:
        page.evaluate("setTimeout(() => { location.href = '/' })")
    asked.value.dismiss()
    assert page.locator(field).input_value() == OWN_WORDS
    Mouse(other).press("main a.button")
    page.locator(button).first.click()
    page.wait_for_function(ALL_SENT)
    assert is_noted(page, base, form)


@pytest.mark.parametrize("form", SHOWN_ON)
def test_without_a_script_what_was_typed_is_where_one_goes_back_to(
    watched: Any, server: Server, form: str
) -> None:
    """After signing in again, as the page says; what is sent from there is kept."""
    page = watched(viewport=DESK, java_script_enabled=False)
    base = begin(Mouse(page), server.url, f"plain-{form}")
    field, button = typed_in(page, base, form)
    at, other = page.url, page.context.new_page()
    other.goto(server.url)
    Mouse(other).press("form[action='/sign-out'] button")
    Mouse(page).press(button)
    assert "tilbage i browseren" in page.inner_text("main")
    Mouse(page).press("main a.button")
    for _ in range(3):  # past where signing in went
        if page.url != at:
            page.go_back()
    assert page.locator(field).input_value() == OWN_WORDS
    if form == "note":  # it is folded, as when it was opened
        page.locator("details:has(#note) summary").click()
    Mouse(page).press(button)
    assert is_noted(page, base, form)


@pytest.fixture(scope="module")
def case(browser: Any, server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Have a case with a plan that was confirmed; return where its pages are."""
    context = browser.new_context(locale="en-GB", viewport=DESK)
    hand = Mouse(context.new_page())
    base = begin(hand, server.url, "looked-at")
    note_safety(hand)
    talk(hand)
    to_a_sheet(hand, tmp_path_factory.mktemp("sheet"))
    context.close()
    return base


@pytest.mark.parametrize(
    ("language", "width"), [("da", DESK), ("da", PHONE), ("sv", PHONE), ("en", DESK)]
)
def test_keeps_nobody_out(
    browser: Any, server: Server, case: str, language: str, width: dict[str, int]
) -> None:
    """axe-core objects to nothing on any page, texts stand out, and nothing pushes a page aside."""
    context = browser.new_context(viewport=width, bypass_csp=True)  # axe-core is a script
    context.add_cookies([{"name": "language", "value": language, "url": server.url}])
    page, found = context.new_page(), {}
    for path in (*(f"{case}/{each}" for each in PAGES), *(server.url + each for each in AROUND)):
        page.goto(path)
        wrong = violations(page), page.evaluate(PALE)
        broad = page.evaluate("document.documentElement.scrollWidth") > width["width"]
        if wrong != ([], []) or broad:
            found[path.removeprefix(case).removeprefix(server.url)] = (*wrong, broad)
    context.close()
    assert found == {}


PALE = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
"""Returns the texts that stand out too little from what is behind them."""
