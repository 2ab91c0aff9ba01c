"""How hard what the participant reads is to read, in the languages it can be measured in.

LIX is the mean length of sentences in words, and beside it how many of a hundred words are long. It
measures running text, so it is taken of all texts for participants of a language together; the
length of a sentence is looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from triage.diagnostics import RulebookError, Severity
from triage.language.reading.problems import Problems
from triage.language.reading.vocabulary import HEAD
from triage.model.rulebook import Rulebook, Subject

MEASURED = ("da", "sv")
MOST_LIX = 25
MOST_WORDS = 12
"""What a text that is read aloud may have: as a comic strip has, and one thought in a sentence."""

_LONG = 6
_SHORTEST = 100
"""Of fewer words, LIX says nothing."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?:]+")
_FOR_PARTICIPANT = "for_participant"


@dataclass(frozen=True, slots=True)
class Readability:
    """How many words, long ones and sentences a running text has."""

    words: int
    long: int
    sentences: int

    @property
    def lix(self) -> int:
        """The LIX, rounded to a whole number."""
        if not self.sentences:
            return 0
        return round(self.words / self.sentences + 100 * self.long / self.words)


def readability(texts: Iterable[str]) -> Readability:
    """Measure texts as one."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    return Readability(len(words), sum(len(word) > _LONG for word in words), len(sentences))


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a colon ends one, as full stops do."""
    for found in _SENTENCE.findall(text):
        if _WORD.search(found):
            yield found.strip()


def check_readability(rulebook: Rulebook, problems: Problems) -> None:
    """Record as warnings what is hard to read for those who are least used to reading."""
    if rulebook.subject is Subject.MUNICIPALITY:
        return  # its texts are read by those who work there
    reasons = {f"rules.{each.id}.because" for each in rulebook.recommendations}
    for language in (each for each in rulebook.texts.languages if each in MEASURED):
        written: Mapping[str, str] = {}
        with suppress(RulebookError):  # what cannot be read is told where translations are checked
            written = rulebook.texts.written_in(language)
        texts = {path: text for path, text in written.items() if _is_read(path, reasons)}
        for path, text in texts.items():
            _check_sentences(path, text, language, rulebook, problems)
        found = readability(texts.values())
        if found.words >= _SHORTEST and found.lix > MOST_LIX:
            at = rulebook.places.get(HEAD)
            problems.add(
                "hard-to-read",
                at,
                HEAD,
                severity=Severity.WARNING,
                language=language,
                lix=found.lix,
                most=MOST_LIX,
            )


def _is_read(path: str, reasons: Collection[str]) -> bool:
    """Say whether a text is for participants, or a reason why something is recommended."""
    return path in reasons or path.rpartition(".")[2] == _FOR_PARTICIPANT


def _check_sentences(
    path: str, text: str, language: str, rulebook: Rulebook, problems: Problems
) -> None:
    longest = max((len(_WORD.findall(each)) for each in sentences_of(text)), default=0)
    if longest > MOST_WORDS:
        at = rulebook.places.get(path.rpartition(".")[0])
        problems.add(
            "long-sentence",
            at,
            path,
            severity=Severity.WARNING,
            language=language,
            words=longest,
            most=MOST_WORDS,
        )
