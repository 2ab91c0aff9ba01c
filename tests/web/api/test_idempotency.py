"""Kept answers: for whom, for what, and how many."""

from __future__ import annotations

import pytest
from starlette.responses import Response

from triage.web.api.idempotency import Replayed, Replies
from triage.web.api.refusals import KeyInUse


def test_what_is_being_done_is_not_done_again() -> None:
    """Nor answered, until it is done; another person's same key is another key."""
    replies = Replies()
    replies.begin("w-1", "k", b"sent")
    with pytest.raises(KeyInUse):
        replies.begin("w-1", "k", b"sent")
    replies.begin("w-2", "k", b"something else")
    replies.end(("w-1", "k"), Response(b"done", 201, {"ETag": '"7"'}))
    with pytest.raises(Replayed) as replayed:
        replies.begin("w-1", "k", b"sent")
    answer = replayed.value.answer
    assert (answer.status_code, answer.body, answer.headers["ETag"]) == (201, b"done", '"7"')


@pytest.mark.parametrize("answer", [None, Response(b"refused", 409)])
def test_what_failed_leaves_the_key_free(answer: Response | None) -> None:
    """It did nothing."""
    replies = Replies()
    replies.begin("w-1", "k", b"sent")
    replies.end(("w-1", "k"), answer)
    replies.begin("w-1", "k", b"other")


def test_the_oldest_go_where_there_are_too_many() -> None:
    """However many are sent, they take so much and no more; what is being done stays."""
    replies = Replies(most_bytes=20_000)
    replies.begin("w-1", "going on", b"")
    for number in range(100):
        replies.begin("w-1", str(number), b"")
        replies.end(("w-1", str(number)), Response(b"x" * 1_000))
    replies.begin("w-1", "0", b"forgotten, so new")
    with pytest.raises(Replayed):
        replies.begin("w-1", "99", b"")
    with pytest.raises(KeyInUse):
        replies.begin("w-1", "going on", b"")
