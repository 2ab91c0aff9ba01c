"""What only a programme asks decides nothing else: what loading checks by name is also proved."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.counts import Count
from tests.strategies.drawing import Seeded, seeds
from tests.strategies.rulebooks import rulebook
from triage.diagnostics import LimitReached
from triage.language.load import load
from triage.model.answer_path import AnswerPath
from triage.model.guarantee import Guarantee, NeverDepends, Output
from triage.verify.guarantees import breach
from triage.verify.state_space import StateSpace

OTHERS = tuple(each for each in Output if each not in (Output.TARGET_GROUP, Output.PAGE))
"""A page tells of the target group too."""
SEEDS = 150


def test_every_random_rulebook_keeps_it_apart(part: int, counted: Count) -> None:
    """From the rules, over all assessments; and the proof would see it where it is not so."""
    proved = reached = 0

    def met() -> bool:
        return proved > 20 and reached > 5

    for seed in seeds(part, SEEDS, met):
        drawn = rulebook(Seeded(seed))
        with tempfile.TemporaryDirectory() as folder:
            book = load(drawn.write(Path(folder), quick=True))
        own = tuple(
            AnswerPath.of(each.id) for each in book.questions.values() if each.programme_only
        )
        if not own:
            continue
        try:
            whole = StateSpace(book, drawn.near)
            apart = breach(whole, Guarantee("G-apart", NeverDepends(OTHERS, own)))
            group = (Output.TARGET_GROUP,)
            rests = breach(whole, Guarantee("G-group", NeverDepends(group, own)))
        except LimitReached:
            continue
        assert apart is None, seed
        proved, reached = proved + 1, reached + (rests is not None)
    counted("random rulebooks, proved over all assessments", proved)
    assert met(), (proved, reached)
