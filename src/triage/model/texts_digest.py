"""A SHA-256 over everything people read of a rulebook: its texts in every language, and its page.

The digest of what a rulebook means is in `triage.language.digest`; texts change nothing in that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from triage.model.rule import FirstSteps
from triage.model.texts import Texts

# Changes whenever the same texts would be written differently below.
_FORM: Final = "triage.texts/1"


def texts_digest(
    texts: Texts, page: Mapping[str, tuple[str, ...]], first_steps: Iterable[FirstSteps] = ()
) -> str:
    """Return the digest, as 64 hexadecimal digits.

    It covers every text in every language, those of the rulebooks that are extended too, which
    questions have a place of their own on the page, and which interventions come first on it. It
    reads all translations; one that cannot be read counts as not there, as nobody is shown it.
    """
    return sha256(canonical_texts(texts, page, first_steps).encode("utf-8")).hexdigest()


def canonical_texts(
    texts: Texts, page: Mapping[str, tuple[str, ...]], first_steps: Iterable[FirstSteps] = ()
) -> str:
    """Write texts and page as JSON, one way only."""
    placed = {key: list(questions) for key, questions in page.items()}
    parts = [_written(_FORM), _written(texts.language), texts.as_json, _written(placed)]
    ordered = [[sorted(each.typologies), list(each.interventions)] for each in first_steps]
    if ordered:
        parts.append(_written(sorted(ordered)))
    return f"[{','.join(parts)}]"


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
