"""Answers to set questions are described so that exactly those meet the description."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from random import Random

from triage.engine.symbolic.partition import Partition
from triage.model.answer_path import AnswerPath
from triage.model.condition import Membership
from triage.model.question import Subset
from triage.program.formula import TRUE, Formula, MembersIn, SizeIn
from triage.program.program import Program, Role, Variable
from triage.verify.diff.region import Members, Sets
from triage.verify.diff.set_answers import SetAnswers

VALUES = ("a", "b", "c", "d")
EVERY = range(1 << len(VALUES))


def drawn(draw: Random) -> tuple[Partition, Variable]:
    """Tell sets apart by some random tests."""
    domain = Subset(VALUES)
    variable = Variable(0, AnswerPath.of("q"), domain, Role.READ, TRUE, 0, EVERY[-1])
    program = Program((variable,), (), None, None, (), (), (), {}, {variable.path: 0})
    partition = Partition(program)
    tests: list[Formula] = [
        MembersIn(0, draw.choice(list(Membership)), draw.choice(EVERY[1:]))
        for _ in range(draw.randint(1, 3))
    ]
    if draw.random() < 0.4:
        tests.append(SizeIn(0, ((draw.randint(0, 2), draw.randint(2, 3)),)))
    partition.apart(tests)
    return partition, variable


def meets(mask: int, said: Members | Sets) -> bool:
    """Say whether a set is one that was described."""
    value = {each for bit, each in enumerate(VALUES) if mask >> bit & 1}
    if isinstance(said, Sets):
        return said.more or value in [{*each} for each in said.sets]
    return (
        {*said.includes} <= value
        and not {*said.excludes} & value
        and all({*each} & value for each in said.any_of)
        and not any({*each} <= value for each in said.not_all)
        and all(type(each) is int for sizes in said.sizes for each in sizes)  # they are printed
        and (not said.sizes or any(low <= len(value) <= high for low, high in said.sizes))
    )


def test_exactly_those() -> None:
    """Whatever classes, whatever classes are known: of the known, those and no others."""
    kinds = {"members": 0, "sets": 0}
    for seed in range(60):
        draw = Random(seed)
        partition, variable = drawn(draw)
        masks = partition.values(variable, date(2026, 11, 22), {})
        answers = SetAnswers(partition, variable, masks)
        classes = range(len(masks))
        for many in range(1, min(3, len(masks)) + 1):
            for allowed in combinations(classes, many):
                known = {*allowed, *draw.sample(classes, draw.randint(0, len(masks)))}
                said = answers.described(allowed, known)
                kinds["members" if isinstance(said, Members) else "sets"] += 1
                for mask in EVERY:
                    class_ = partition.subset_class(variable, mask)
                    if class_ in known and not (isinstance(said, Sets) and said.more):
                        assert meets(mask, said) == (class_ in allowed), (seed, allowed, said)
    assert min(kinds.values()) > 100
