"""Conversations in a browser, from a new case to a sheet of paper: by mouse, or by keys alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ANSWERS = {
    "talk_setting": "alone_shared_language",
    "participation_wish": "wants",
    "own_words": "Jeg vil gerne ud blandt folk",
    "goal_state": "any_job",
    "yes_to": "care",
    "work_before": "home_and_care",
    "education_level": "vocational",
    "danish_spoken": "daily_work",
    "safe_contact": "ordinary",
    "post_and_mitid": "own",
    "safety": "none",
    "next_step_own": "Spørger i børnehaven",
    "next_date": "2026-12-07",
}
"""What is answered; of the rest it is said that the answer is not known."""

OWN_WORDS = ANSWERS["own_words"]


class Mouse:
    """Points and clicks, or taps."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def pick(self, selector: str) -> None:
        """Choose an option, or press a button or link."""
        wanted = self.page.locator(selector).first
        folded = wanted.locator("xpath=ancestor::details[@class and not(@open)]/summary")
        if folded.count() and folded.is_visible() and not wanted.is_visible():
            folded.click()
        label = self.page.locator(f"label[for='{wanted.get_attribute('id')}']")
        (label if wanted.evaluate("e => e.matches('input')") else wanted).click()

    def type(self, selector: str, text: str) -> None:
        """Fill in a field."""
        self.page.locator(selector).first.fill(text)

    def press(self, selector: str) -> None:
        """Press what takes the browser to another page."""
        with self.page.expect_navigation():
            self.pick(selector)

    def swap(self, selector: str) -> None:
        """Press what swaps a part of the page; without scripts, that is another page."""
        self.page.evaluate("document.querySelector('main > div[id]').dataset.old = 'yes'")
        self.pick(selector)
        self.page.wait_for_selector("main > div[id]:not([data-old])")
        self.page.wait_for_load_state()


class Keyboard(Mouse):
    """Uses keys alone: Tab, Space, Enter, and what is typed."""

    def pick(self, selector: str) -> None:
        """Choose an option, or press a button or link."""
        self._to(selector)
        is_option = self.page.evaluate("document.activeElement.matches('input')")
        self.page.keyboard.press("Space" if is_option else "Enter")

    def type(self, selector: str, text: str) -> None:
        """Fill in a field; a date in the order of the browser's own language, English."""
        self._to(selector)
        if self.page.evaluate("document.activeElement.type") == "date":
            year, month, day = text.split("-")
            text = month + day + year
        self.page.keyboard.type(text)

    def _to(self, selector: str) -> None:
        """Press Tab until something is reached; in a group of radio buttons, the arrow."""
        wanted = f"document.activeElement === document.querySelector({selector!r})"
        for _ in range(120):
            if self.page.evaluate(wanted):
                return
            in_group = self.page.evaluate(
                "s => { const a = document.activeElement, w = document.querySelector(s);"
                " return a.type === 'radio' && w.type === 'radio' && a.name === w.name }",
                selector,
            )
            self.page.keyboard.press("ArrowDown" if in_group else "Tab")
        raise AssertionError(f"no key leads to {selector}")


def begin(hand: Mouse, url: str, case: str) -> str:
    """Begin a case; return where its pages are."""
    hand.page.goto(f"{url}/")
    hand.type("#case", case)
    hand.press("form[action='/cases'] button")
    return str(hand.page.url).removesuffix("/talk")


def note_safety(hand: Mouse) -> None:
    """Turn to what may be noted at any time."""
    hand.pick("#any-time")
    hand.press("a[href='?ask=safety']")


def talk(hand: Mouse) -> int:
    """Answer until nothing is asked any more; return how many questions were put."""
    put = 0
    while hand.page.locator("form.question").count():
        answer(hand)
        put += 1
        assert put < 80
    return put


def answer(hand: Mouse) -> None:
    """Answer the question on the screen, and wait for what comes next."""
    asked = hand.page.locator("form.question [name=path]").input_value()
    wanted = ANSWERS.get(asked)
    if wanted is None:
        hand.swap("form.question button[value=unknown]")
        return
    if hand.page.locator("form.question textarea, form.question input[type=date]").count():
        hand.type("#answer", wanted)
    else:
        hand.pick(f"form.question input[value='{wanted}']")
    hand.swap("form.question button[value=answer]")


def to_a_sheet(hand: Mouse, folder: Path) -> str:
    """Go from the end of a talk to a printed sheet; return what is on it."""
    page = hand.page
    hand.press("main a.button-primary")  # the screen is turned to her
    assert OWN_WORDS in page.inner_text("main")
    assert page.locator("nav").count() == 0
    hand.press("main a.button")
    hand.press("a[href$='/plan']")
    hand.press("form[action$='/plan'] button")
    hand.pick("#confirm-0")
    hand.swap("form[action$='/confirm'] > button")
    hand.type("#by", "2026-12-07")
    hand.swap("form[action$='/agree'] button")
    hand.press("#confirm a.button-primary")
    hand.press("a[href='?in_person']")  # whether post may be sent was not looked up
    paper = folder / "sheet.pdf"
    page.pdf(path=str(paper), format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes())) in (1, 2)
    return str(page.inner_text("article.paper"))
