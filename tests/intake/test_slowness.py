"""When a feed counts as slow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate

import pytest

from digest.intake.polling import after_answer
from digest.intake.slowness import is_slow, smoothed
from digest.model import FeedState, Source
from digest.ports import FetchFailed, Response

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
SOURCE = Source("https://a.example/feed")


def verdicts(*seconds: float) -> list[bool]:
    return [is_slow(state) for state in accumulate(seconds, smoothed, initial=0.0)][1:]


@pytest.mark.parametrize(
    ("seconds", "slow"),
    [
        ((20.0,), [False]),
        ((4.9,) * 50, [False] * 50),
        ((8.0,) * 5, [False, False, False, True, True]),
        ((20.0, 0.1, 0.1), [False] * 3),
        ((8.0, 8.0, 8.0, 8.0, 0.5, 0.5), [False, False, False, True, False, False]),
    ],
)
def test_a_feed_is_slow_after_several_slow_answers(seconds: tuple[float, ...], slow: list[bool]) -> None:
    """One is an accident."""
    assert verdicts(*seconds) == slow


@pytest.mark.parametrize("status", [200, 304])
def test_each_answer_counts_and_a_failure_does_not(status: int) -> None:
    """A feed that does not answer is failing, which is another word."""
    state = FeedState(SOURCE.url, etag='"1"', last_success=NOW, answer_seconds=4.0)
    good = Response(SOURCE.url, SOURCE.url, status, {}, b"", seconds=8.0)
    assert after_answer(state, good, source=SOURCE, now=NOW).answer_seconds == 5.0
    for bad in (FetchFailed(SOURCE.url, SOURCE.url, "no answer"), replace(good, status=500)):
        assert after_answer(state, bad, source=SOURCE, now=NOW).answer_seconds == 4.0
