"""How a feed is, in a word, and when a poll warns of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.intake.health import TOLD_AGAIN, feed_health, news_of
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
        if news_of(before, state):
            told.append(timedelta(hours=hour))
    assert told == [timedelta(), TOLD_AGAIN]


def test_a_feed_that_goes_is_told_of_and_one_that_works_is_not() -> None:
    """Also when it failed before it was gone, and when it recovers and fails anew."""
    failing = failed(WELL, "no answer", now=NOW)
    assert news_of(FeedState(failing.url), failing)
    assert news_of(failing, replace(failed(failing, "410", now=NOW), gone=True))
    assert not news_of(failing, WELL)
    assert news_of(WELL, failing)


def test_a_move_and_slowness_are_told_once() -> None:
    """Both are for the operator to look at, and neither stops the feed."""
    moved = replace(WELL, moved_to="https://new.example/feed", move_proved=True)
    assert news_of(WELL, moved) == "moved for good to https://new.example/feed; change its address in the config"
    assert news_of(moved, moved) == ""
    slow = replace(WELL, answer_seconds=7.2)
    assert news_of(WELL, slow) == "has become slow: answers take about 7 s"
    assert news_of(slow, replace(slow, answer_seconds=6.0)) == ""


def test_gone_is_told_once_however_often_it_is_forced() -> None:
    """The operator knows by now."""
    gone = replace(failed(WELL, "410", now=NOW), gone=True)
    assert news_of(WELL, gone) == "410"
    assert news_of(gone, replace(failed(gone, "410", now=NOW), gone=True)) == ""
