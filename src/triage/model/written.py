"""Scalars as a file holds them: what they are, the question says, and quotes change nothing.

A number without quotes is already a whole number, so that answers read from a file can be written
as JSON again; it keeps its text for a question that asks for text.
"""

from __future__ import annotations


class WrittenText(str):
    """A scalar that reads as text; a question that asks for a number takes one from it."""

    __slots__ = ()


class WrittenNumber(int):
    """A scalar without quotes that reads as a whole number; `text` is how it was written."""

    text: str

    def __new__(cls, number: int, text: str) -> WrittenNumber:
        """Keep the text beside the number."""
        made = super().__new__(cls, number)
        made.text = text
        return made
