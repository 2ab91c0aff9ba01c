"""Forms of the pages, filled in as a browser without scripts sends them."""

from __future__ import annotations

import html
import re
from typing import Any

from starlette.testclient import TestClient

ANSWERS = {
    "talk": "alone",
    "own_words": "Jeg vil gerne ud blandt folk",
    "goal_state": "named",
    "goals": "1",
    "goals.1.title": "Pedel",
    "goals.1.job": "cleaner",
    "scope": "open",
    "danish": "good",
    "worked": "0",
}


def fields(page: str, form: str = "question") -> dict[str, str]:
    """Return the hidden fields of the form that has a class."""
    found = re.search(rf'<form class="{form}".*?</form>', page, re.DOTALL)
    assert found, re.sub(r"<[^>]+>", " ", page)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found[0])
    return {name: html.unescape(value) for name, value in hidden}


def begun(client: TestClient, case: str = "c-1") -> str:
    """Begin a case; return where its pages are."""
    answer = client.post("/cases", data={"case": case})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removesuffix("/talk")


def answered(client: TestClient, base: str, path: str, answer: Any, **more: str) -> Any:
    """Answer the question at a path, as the page puts it."""
    page = client.get(f"{base}/talk?ask={path}").text
    data = {**fields(page), "do": "answer", "answer": answer, **more}
    return client.post(f"{base}/talk", data=data)


def noted(client: TestClient, base: str) -> str:
    """Note the plan of a case; return the page on which it is confirmed."""
    seen = re.search(r'name="seen" value="(\d+)"', client.get(f"{base}/plan").text)
    assert seen
    told = client.post(f"{base}/plan", data={"seen": seen[1]})
    assert (told.status_code, told.headers["location"]) == (303, f"{base}/confirm")
    return client.get(f"{base}/confirm").text
