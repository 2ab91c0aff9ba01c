"""What is said when a server can be reached."""

from __future__ import annotations

from triage.present.wording import Words


def serving_lines(url: str, words: Words, *, constructed: bool) -> list[str]:
    """Return where to open the page; of `constructed` cases, also what becomes of them."""
    lines = [words.say("serve.address", url=url)]
    return [*lines, words.say("serve.demo")] if constructed else lines
