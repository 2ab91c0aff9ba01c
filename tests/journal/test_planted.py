"""A CPR number somebody typed where it does not belong: in no log, error, export, file or name."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journal.office import DAY, NOW, WORKER, begun, made
from triage.diagnostics import LANGUAGES, TriageError
from triage.journal import (
    Agreed,
    Assessed,
    Declined,
    Departed,
    ErasureList,
    Ground,
    Journal,
    LifeChanged,
    MasterKey,
    ReadReason,
)
from triage.journal.events import About
from triage.model.assessment import Assessment
from triage.model.departure import DepartureReason
from triage.model.outcome import RulebookStamp

NUMBER = "010190-1234"
FORMS = (NUMBER, NUMBER.replace("-", ""))


def noted(journal: Journal) -> None:
    """Note the number wherever somebody can say something, and in a talk that is not over."""
    stamp = RulebookStamp(id="small", version="1", digest="d" * 64)
    said = {"schema": "triage.assessment/1", "answers": {"own_words": NUMBER}}
    outcome = {"schema": "triage.outcome/1", "told": NUMBER}
    journal.record(
        "c-1",
        LifeChanged(on=DAY, what=NUMBER),
        Declined(intervention="course", words=NUMBER),
        Assessed(rulebook=stamp, as_of=DAY, assessment=said, outcome=outcome),
        Departed(
            suggested=3,
            about=About(typology="flexible"),
            reason=DepartureReason.OWN_WISH,
            words=NUMBER,
        ),
        by=WORKER,
        at=NOW,
    )
    journal.draft("c-1", by=WORKER, at=NOW).save(Assessment(answers={"own_words": NUMBER}), 0)


def refused(journal: Journal) -> Iterator[str]:
    """Yield what is said where something is refused that has the number in it."""
    draft = journal.draft("c-1", by=WORKER, at=NOW)
    wrong: list[Callable[[], object]] = [
        lambda: journal.record(NUMBER, LifeChanged(on=DAY, what="x"), by=WORKER, at=NOW),
        lambda: journal.history(NUMBER, by=WORKER, at=NOW, why=ReadReason.AUDIT),
        lambda: journal.record(
            "c-1", Agreed(intervention="course", words=NUMBER), by=WORKER, at=NOW
        ),
        lambda: draft.save(Assessment(answers={"own_words": NUMBER}), 7),
    ]
    for each in wrong:
        with pytest.raises(TriageError) as caught:
            each()
        yield f"{caught.value!r} {caught.value}"
        yield from (
            one.message(language) for one in caught.value.diagnostics for language in LANGUAGES
        )


def test_a_number_is_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """But by the key, in the history of the case; and after erasing, not there either."""
    caplog.set_level(logging.DEBUG)
    with made(tmp_path) as journal:
        begun(journal, "c-1")
        noted(journal)
        told = [*refused(journal), *journal.export(), *journal.backup(MasterKey.made())]
        told += [repr(journal.standing("c-1")), repr(journal.drafts()), caplog.text]
        history = journal.history("c-1", by=WORKER, at=NOW, why=ReadReason.AUDIT)
        assert sum(NUMBER in each.event.model_dump_json() for each in history) == 4
        told += [f"{each!r} {each.event}" for each in history]
        files = [*tmp_path.iterdir()]
        told += [str(each) for each in files]
        content = b"".join(each.read_bytes() for each in files)
        assert not [form for form in FORMS for each in told if form in each]
        assert not [form for form in FORMS if form.encode() in content]
        listed = ErasureList(tmp_path / "erased.jsonl")
        assert journal.erase("c-1", Ground.MISTAKE, listed, by=WORKER, at=NOW) == 0
