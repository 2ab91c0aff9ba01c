"""CPR numbers as offices write them; every number here is made up and belongs to nobody."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from triage.model.assessment import Assessment
from triage.model.cpr import looks_like_cpr

CPR = (
    *(
        "010190-1234",
        "0101901234",
        " 010190 1234\t",
        "010190--1234",
        "010190/1234",
        "01.01.90-1234",
    ),
    *("101901234", "101901234.0", "0101901234.00", "0101901234,0", "10190-1234", "1.1.90-1234"),
    *("'0101901234", "\u20190101901234", '="0101901234"', "#0101901234", "010190-1234-01"),
    *(
        "010190\u20131234",
        "010190\u22121234",
        "010190_1234",
        "010190\u00a01234",
        "010190\u2009-1234",
    ),
    *("CPR 010190-1234", "cpr-nr.: 010190 1234", "CPR101901234", "cpr nummer 1 01 90 1234"),
    *("0101901234-01", "101901234-1", "0101901234 (gammelt)", "A0101901234", "sag-010190-1234"),
    *("17/010190-1234", "2026-0101901234", "01011990-1234", "010119901234", "01 01 90 12 34"),
    *(
        "".join(chr(0xFF10 + int(each)) for each in "0101901234"),
        "\u0660\u0661" * 2 + "901234",
        "0101\u200b901234",
        "\u20660101901234",
        "0101\u00ad901234",
    ),
    *("101.901.234", "1.010.901.234", "101 901 234,0", "1'010'901'234", "101\u00a0901\u00a0234"),
    *("410190-1234", "710190-1234", "610190-1234", "910190-1234", "290200-1234"),
)
NONE = (
    *("", "-", "A-2", "12345", "1234567", "12345678", "2026-0001", "2026-00123", "101-2026-001"),
    *("31-12-2026", "2026-12-31", "20261231-0001", "12 34 56 78", "2012-12-31-45"),
    *("310290-1234", "290201-1234", "000190-1234", "320190-1234", "400190-1234", "920190-1234"),
    *("010090-1234", "011390-1234", "12341234123412", "1234567890123456"),
    *("01011990-1234-4000-8000-010190123412", "0" * 10_000, "1-" * 5_000, "00 " * 3_000),
)
NOT_RECOGNISED = ("951231-1234", "O1O190-1234", "010190-1AB2", "1,01901234E+08", "KL101901234")


@pytest.mark.parametrize("text", CPR)
def test_a_number_in_disguise(text: str) -> None:
    """It is recognised, whatever stands beside it."""
    assert looks_like_cpr(text)
    assert looks_like_cpr(f" {text} ")


@pytest.mark.parametrize("text", NONE)
def test_what_is_none(text: str) -> None:
    """Short numbers, days, numbers whose first six are no day, and UUIDs."""
    assert not looks_like_cpr(text)


@pytest.mark.parametrize("text", NOT_RECOGNISED)
def test_what_is_not_recognised(text: str) -> None:
    """The documentation says so; whoever makes it recognised tells it there."""
    assert not looks_like_cpr(text)


DAYS = st.dates(date(1900, 1, 1), date(2036, 12, 31))
MARKS = st.sampled_from(["", " ", "-", "\u2013", "_", "\u00a0", ".", "/", " - ", "\u200b-"])
BEFORE = st.sampled_from(["", "'", "CPR ", "cpr-nr. ", "cpr", "\ufeff", "(", "no. 7: "])
BEHIND = st.sampled_from(["", ".0", ".00", ",0", "-01", " ", ")", " x", "\u200b"])


@given(DAYS, st.integers(0, 9999), st.sampled_from([0, 40, 60]), MARKS, BEFORE, BEHIND)
def test_every_number(day: date, last: int, more: int, mark: str, before: str, behind: str) -> None:
    """Of every day, each disguise with each other; a leading zero is lost beside no number."""
    number = f"{day.day + more:02}{day:%m%y}{mark}{last:04}"
    assert looks_like_cpr(f"{before}{number}{behind}")
    if number[0] == "0" and "7" not in before:
        assert looks_like_cpr(f"{before}{number[1:]}{behind}")


@given(st.text(max_size=80).filter(lambda text: sum(map(str.isnumeric, text)) < 9))
def test_fewer_than_nine_digits_are_none(text: str) -> None:
    """So short ids of one's own are never refused."""
    assert not looks_like_cpr(text)


@given(st.uuids())
def test_no_uuid_is_one(id_: uuid.UUID) -> None:
    """With dashes or without."""
    assert not looks_like_cpr(str(id_))
    assert not looks_like_cpr(id_.hex) or id_.hex.isdecimal()


@pytest.mark.parametrize("text", CPR)
def test_no_assessment_is_named_by_one(text: str) -> None:
    """And what is said of it does not repeat it."""
    with pytest.raises(ValidationError) as caught:
        Assessment(case=text, answers={})
    assert text not in str(caught.value)
