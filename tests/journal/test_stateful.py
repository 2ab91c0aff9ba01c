"""Whatever an office does, in whatever order: the journal is whole, and says what was noted."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.counts import Count
from tests.journal.office import DAY, NOW, PLANTED, WORKER, agreed, made
from tests.sizes import SizeOf
from triage.diagnostics import ChangedMeanwhile, TriageError
from triage.journal import (
    Anchor,
    Corrected,
    ErasureList,
    FollowedUp,
    Ground,
    Informed,
    Journal,
    KeyFile,
    Noted,
    Opened,
    ReadReason,
    Started,
    Withdrawn,
)
from triage.model.assessment import Assessment

CASES = st.sampled_from(["c-1", "c-2", "c-3"])
NUMBERS = st.integers(1, 40)


class Office(RuleBasedStateMachine):
    """An office with a journal, beside what must stand in it by case."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.journal = made(self.folder)
        self.listed = ErasureList(self.folder / "erased.jsonl")
        self.noted: dict[str, list[Noted]] = {}
        self.drafts: dict[str, str] = {}
        self.anchors: list[Anchor] = []

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.journal.close()
        shutil.rmtree(self.folder)

    @rule(case=CASES, data=st.data())
    def note(self, case: str, data: st.DataObject) -> None:
        """Note something; what cannot follow is refused, and leaves nothing."""
        first = self.journal.anchor().number + 1
        events = data.draw(
            st.sampled_from(
                [
                    (Opened(),),
                    agreed(first),
                    (Informed(article=13, on=DAY),),
                    (Started(agreed=data.draw(NUMBERS), on=DAY),),
                    (FollowedUp(agreed=data.draw(NUMBERS), on=DAY, words=PLANTED),),
                    (Corrected(event=data.draw(NUMBERS), words=PLANTED),),
                    (Informed(article=14, on=DAY), Withdrawn(on=DAY)),
                ]
            )
        )
        try:
            noted = self.journal.record(case, *events, by=WORKER, at=NOW)
        except TriageError:
            assert self.journal.anchor().number == first - 1
        else:
            self.noted.setdefault(case, []).extend(noted)

    @rule(case=CASES)
    def read(self, case: str) -> None:
        """Read a case: it says what was noted, and that it was read."""
        if case in self.noted:
            told = self.journal.history(case, by=WORKER, at=NOW, why=ReadReason.CASEWORK)
            assert list(told[:-1]) == self.noted[case]
            self.noted[case].append(told[-1])

    @rule(case=CASES, words=st.sampled_from(["a", "b"]))
    def talk(self, case: str, words: str) -> None:
        """Go on with a conversation; a second writer is told."""
        if case not in self.noted:
            return
        draft = self.journal.draft(case, by=WORKER, at=NOW)
        said, version = draft.load()
        assert said.answers.get("own_words") == self.drafts.get(case)
        draft.save(Assessment(answers={"own_words": words}), version)
        self.drafts[case] = words
        try:
            draft.save(said, version)
        except ChangedMeanwhile:
            return
        raise AssertionError("a second writer wrote over the first")

    @rule(case=CASES)
    def erase(self, case: str) -> None:
        """Erase a case, which is gone then; it may come again as another."""
        if case in self.noted:
            assert self.journal.erase(case, Ground.ASKED, self.listed, by=WORKER, at=NOW) == 0
            del self.noted[case]
            self.drafts.pop(case, None)

    @rule()
    def replace_key(self) -> None:
        """Give the journal a new key."""
        self.journal.replace_key()

    @rule()
    def open_anew(self) -> None:
        """Come back another day."""
        self.journal.close()
        self.journal = Journal(self.journal.url, KeyFile(self.folder / "key"))

    @rule()
    def keep_an_anchor(self) -> None:
        """Keep the end as it is now."""
        self.anchors.append(self.journal.anchor())

    @invariant()
    def whole(self) -> None:
        """It is whole, and holds every anchor ever kept."""
        assert self.journal.verify(self.anchors[-1] if self.anchors else None).problem is None
        assert set(self.journal.cases()) == set(self.noted)


def test_an_office(size: SizeOf, counted: Count) -> None:
    """All of it, many times."""
    many = size("journal-offices")
    run_state_machine_as_test(Office, settings=settings(max_examples=many, stateful_step_count=25))
    counted("offices whose journals were used at random, 25 steps each", many)
