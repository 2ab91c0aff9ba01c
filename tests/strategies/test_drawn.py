from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from tests.sizes import examples
from tests.strategies.answers import RandomAssessment, assessment, pair, pairs
from tests.strategies.drawing import Seeded, seeds
from tests.strategies.layout import spread, write
from tests.strategies.mistakes import Mistaken, mistaken
from tests.strategies.reorder import reordered
from tests.strategies.rulebooks import RandomRulebook, rulebook, seeded
from triage.diagnostics import InvalidAssessment
from triage.engine.reference.walk import completions
from triage.intake.reading import read_answers
from triage.language.load import load

SEEDS = range(120)


def test_a_seed_gives_the_same_pair_again() -> None:
    """What fails in a long run is found again by its seed."""
    assert [pair(seed) for seed in SEEDS] == [pair(seed) for seed in SEEDS]


def test_a_part_draws_seeds_of_its_own_until_it_has_met_what_it_must() -> None:
    """So many, more where that was not enough, and not for ever; none is another part's."""
    drawn = list[int]()
    for seed in seeds(3, 5, lambda: len(drawn) >= 7):
        drawn.append(seed)
    assert [*seeds(3, 5)] == [15, 16, 17, 18, 19] == drawn[:5]
    assert len(drawn) == 7
    endless, other = ([*seeds(part, 5, lambda: False)] for part in (3, 4))
    assert len(endless) == 50
    assert not {*endless} & {*other}


def test_documents_are_plain_yaml() -> None:
    """Dumping and reading gives the same, without an anchor."""
    for seed in SEEDS:
        for document in seeded(seed).files.values():
            text = yaml.safe_dump(document, sort_keys=False)
            assert yaml.safe_load(text) == document
            assert "&id" not in text


def test_every_rulebook_loads(tmp_path: Path) -> None:
    """Rulebooks are valid as they are made, in YAML and in its JSON."""
    for seed in SEEDS:
        load(seeded(seed).write(tmp_path / str(seed), quick=seed % 4 > 0))


def test_spreading_over_files_changes_no_meaning(tmp_path: Path) -> None:
    """However a document is spread, its digest is the same."""
    for seed in SEEDS:
        book = seeded(seed)
        if "extends" not in str(book.files):
            digests = {
                load(_spread(book, other, tmp_path / f"{seed}-{other}")).digest for other in (1, 2)
            }
            assert len(digests) == 1


def test_another_order_changes_no_meaning(tmp_path: Path) -> None:
    """Reordering keys, rules and columns leaves the digest as it is."""
    for seed in SEEDS:
        book = seeded(seed)
        if "extends" not in str(book.files):
            orders = [book.document, reordered(Seeded(seed), book.document)]
            for place, document in enumerate(orders):
                write({f"{seed}-{place}.yaml": document}, tmp_path, quick=True)
            digests = [load(tmp_path / f"{seed}-{place}.yaml").digest for place in (0, 1)]
            assert digests[0] == digests[1]


def _spread(book: RandomRulebook, other: int, folder: Path) -> Path:
    write(spread(Seeded(other), book.document), folder, quick=True)
    return folder


@pytest.mark.parametrize("how_open", ["complete", "few", "many", "all"])
def test_assessments_have_completions(how_open: str, tmp_path: Path) -> None:
    """None contradicts itself unless it is meant to, and none has too many completions."""
    for seed in SEEDS:
        draw = Seeded(seed)
        book = rulebook(draw)
        drawn = assessment(draw, book, how_open, most=50)
        assert 1 <= _count(book, drawn, tmp_path / str(seed)) <= 50


def _count(book: RandomRulebook, drawn: RandomAssessment, folder: Path) -> int:
    rules = load(book.write(folder, quick=True))
    answers = read_answers(rules, drawn.answers, drawn.as_of)
    return sum(1 for _ in completions(rules, answers, drawn.as_of))


def test_a_complete_assessment_has_one_completion(tmp_path: Path) -> None:
    """Complete means that nothing is left to settle."""
    for seed in SEEDS:
        draw = Seeded(seed)
        book = rulebook(draw)
        drawn = assessment(draw, book, "complete")
        assert _count(book, drawn, tmp_path / str(seed)) == 1


def test_mistakes_are_refused_where_they_stand(tmp_path: Path) -> None:
    """An answer that cannot be is an error, and its path is named."""
    for seed in SEEDS:
        draw = Seeded(seed)
        book = rulebook(draw)
        wrong = mistaken(draw, book)
        rules = load(book.write(tmp_path / str(seed), quick=True))
        with pytest.raises(InvalidAssessment) as error:
            read_answers(rules, wrong.answers, wrong.as_of)
        named = {diagnostic.path for diagnostic in error.value.diagnostics}
        assert named & set(_paths(wrong, book)), wrong


def _paths(wrong: Mistaken, book: RandomRulebook) -> Iterator[str]:
    """Write a path as diagnostics do: items count from 1, `rest` is any of the rows.

    A name nobody knows may be told as well by its number among those beside it.
    """
    path = wrong.path
    words = [str(key + 1) if isinstance(key, int) else str(key) for key in path]
    yield ".".join(words)
    beside: Any = wrong.answers
    for key in path[:-1]:
        beside = beside[key]
    if isinstance(beside, dict) and wrong.what.startswith("unknown"):
        yield ".".join([*words[:-1], f"#{list(beside).index(path[-1]) + 1}"])
    if "rest" in words:
        for row in book.shape.questions[words[0]].rows:
            yield ".".join([words[0], row, *words[2:]])


@settings(max_examples=examples(0.25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pairs())
def test_hypothesis_draws_the_same_kinds_of_pairs(
    drawn: tuple[RandomRulebook, RandomAssessment],
) -> None:
    """The source that shrinks feeds the same generators as the fast one."""
    book, given_answers = drawn
    assert book.document["questions"]
    assert given_answers.answers.keys() <= book.document["questions"].keys()
