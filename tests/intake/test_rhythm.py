"""How often a feed publishes, and how often it is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digest.intake.rhythm import FEWEST_DATES, LONGEST_INTERVAL, next_interval, rhythm_of

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
EVERY = timedelta(minutes=30)


def dates(gap: timedelta, *, count: int = 10, newest: datetime = NOW) -> list[datetime]:
    return [newest - number * gap for number in range(count)]


@pytest.mark.parametrize(
    ("gap", "interval"),
    [
        (timedelta(minutes=5), EVERY),
        (timedelta(hours=4), timedelta(hours=2)),
        (timedelta(days=1), timedelta(hours=12)),
        (timedelta(days=7), LONGEST_INTERVAL),
    ],
)
def test_a_feed_is_asked_at_half_its_usual_gap(gap: timedelta, interval: timedelta) -> None:
    """A busy one as often as configured, a rare one twice a day."""
    assert next_interval(rhythm_of(dates(gap), now=NOW), every=EVERY, now=NOW) == interval


def test_a_source_that_is_configured_to_be_asked_less_is_asked_less() -> None:
    """Its own interval wins also above our longest one."""
    day = timedelta(days=1)
    assert next_interval(rhythm_of(dates(day), now=NOW), every=day, now=NOW) == day


def test_one_long_pause_does_not_change_the_rhythm() -> None:
    """The median: a holiday is not a habit."""
    usual = [*dates(timedelta(hours=2)), NOW - timedelta(days=60)]
    assert rhythm_of(usual, now=NOW).gap == timedelta(hours=2)


def test_a_feed_that_fell_silent_is_asked_less_and_less() -> None:
    """A day without news: hourly; twelve days: twice a day."""
    rhythm = rhythm_of(dates(timedelta(minutes=5)), now=NOW)
    intervals = [next_interval(rhythm, every=EVERY, now=NOW + timedelta(days=days)) for days in (0, 1, 12, 400)]
    assert intervals == [EVERY, timedelta(hours=1), timedelta(hours=12), LONGEST_INTERVAL]


@pytest.mark.parametrize("found", [[], dates(timedelta(days=9), count=FEWEST_DATES - 1)], ids=["none", "few"])
def test_too_few_dates_say_nothing(found: list[datetime]) -> None:
    """A new or undated feed is asked as configured."""
    assert next_interval(rhythm_of(found, now=NOW), every=EVERY, now=NOW + timedelta(days=9)) == EVERY


def test_dates_in_the_future_are_left_out() -> None:
    """A wrong clock must not look like news."""
    rhythm = rhythm_of([NOW + timedelta(days=400), *dates(timedelta(hours=6))], now=NOW)
    assert (rhythm.newest, rhythm.gap) == (NOW, timedelta(hours=6))


def test_entries_a_day_count_up_to_now() -> None:
    """Ten entries in the last five days are two a day."""
    assert rhythm_of(dates(timedelta(hours=12), count=11), now=NOW).per_day == pytest.approx(2.2)
