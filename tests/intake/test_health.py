"""How a feed is, in a word, and when a poll warns of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.intake.health import TOLD_AGAIN, feed_health, worth_telling
from digest.intake.polling import failed
from digest.model import FeedState, Source

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
SOURCE = Source("https://a.example/feed")
WELL = FeedState(SOURCE.url, last_polled=NOW, last_success=NOW, last_entry=NOW)


@pytest.mark.parametrize(
    ("source", "state", "entries", "said"),
    [
        (SOURCE, WELL, 3, "ok"),
        (SOURCE, WELL, 0, "empty"),
        (SOURCE, None, 0, "not polled yet"),
        (SOURCE, FeedState(SOURCE.url), 0, "not polled yet"),
        (replace(SOURCE, enabled=False), WELL, 3, "switched off"),
        (SOURCE, replace(WELL, last_entry=None), 3, "undated: its entries carry no dates, or only future ones, and"),
        (SOURCE, replace(WELL, moved_to="https://b.example/", move_proved=True), 3, "moved: to https://b.example/;"),
        (SOURCE, replace(WELL, moved_to="https://b.example/"), 3, "ok"),
        (SOURCE, replace(WELL, answer_seconds=5.0), 3, "ok"),
        (SOURCE, replace(WELL, answer_seconds=7.6, last_entry=None), 3, "slow: answers take about 8 s"),
        (SOURCE, failed(replace(WELL, answer_seconds=7.6), "no answer", now=NOW), 3, "failing since"),
        (SOURCE, failed(WELL, "no answer", now=NOW), 3, "failing since 2026-03-04 06:00: no answer"),
        (SOURCE, replace(failed(WELL, "410", now=NOW), gone=True), 3, "gone"),
    ],
)
def test_health_is_a_word_and_a_detail(source: Source, state: FeedState | None, entries: int, said: str) -> None:
    """The worst that can be said is said."""
    assert str(feed_health(source, state, entries=entries)).startswith(said)


def test_a_failing_feed_is_told_of_twice_in_its_life() -> None:
    """When it begins to fail and when it fails for three days, however often it is polled."""
    state, told = WELL, []
    for hour in range(0, 24 * 6, 12):
        before, state = state, failed(state, "no answer", now=NOW + timedelta(hours=hour))
        if worth_telling(before, state):
            told.append(timedelta(hours=hour))
    assert told == [timedelta(), TOLD_AGAIN]


def test_a_feed_that_goes_is_told_of_and_one_that_works_is_not() -> None:
    """Also when it failed before it was gone, and when it recovers and fails anew."""
    failing = failed(WELL, "no answer", now=NOW)
    assert worth_telling(None, failing)
    assert worth_telling(failing, replace(failed(failing, "410", now=NOW), gone=True))
    assert not worth_telling(failing, WELL)
    assert worth_telling(WELL, failing)
