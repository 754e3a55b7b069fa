"""Schedules become slots: one instant for each edition, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.config import Newsletter, Schedule, Settings, Site
from digest.config.settings import SourceSpec
from digest.schedule.calendar import newsletters_for, slot_for, trigger_of, zone_of

SITE = Site()
PARIS = ZoneInfo("Europe/Paris")


def newsletter(name: str = "today", **schedule: str) -> Newsletter:
    return Newsletter(name=name, schedule=Schedule(**schedule))


def slot(now: str, **schedule: str) -> str:
    """The slot at a moment in UTC, both as ISO texts to the minute."""
    found = slot_for(newsletter(**schedule), SITE, now=datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found.tzinfo is UTC
    return found.strftime("%Y-%m-%dT%H:%M")


def slots_of_day(day: date, **schedule: str) -> list[datetime]:
    """Every slot that an edition made at some quarter of an hour of this local day belongs to."""
    zone = ZoneInfo(schedule["timezone"])
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    moments = [at + timedelta(minutes=15 * number) for number in range(4 * 54)]
    inside = [moment for moment in moments if moment.astimezone(zone).date() == day]
    return sorted({slot_for(newsletter(**schedule), SITE, now=moment) for moment in inside})


# 2026-03-04 is a Wednesday.


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-04T05:59", "2026-03-04T06:00"),  # made early: today's edition
        ("2026-03-04T06:00", "2026-03-04T06:00"),
        ("2026-03-04T06:01", "2026-03-04T06:00"),  # made late: still today's
        ("2026-03-04T22:59", "2026-03-04T06:00"),
        ("2026-03-04T23:00", "2026-03-05T06:00"),  # midnight in Paris: the next day's
    ],
)
def test_an_edition_belongs_to_its_local_day(now: str, expected: str) -> None:
    """Seven o'clock in Paris, before and after the hour."""
    assert slot(now, at="07:00", timezone="Europe/Paris") == expected


def test_the_last_slot_that_has_passed_counts() -> None:
    """Two editions a day: at noon it is still the morning's."""
    cron = "0 7,18 * * *"
    assert slot("2026-03-04T03:00", cron=cron) == "2026-03-04T07:00"
    assert slot("2026-03-04T12:00", cron=cron) == "2026-03-04T07:00"
    assert slot("2026-03-04T18:00", cron=cron) == "2026-03-04T18:00"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-06T12:00", "2026-03-06T07:00"),  # Friday
        ("2026-03-07T12:00", "2026-03-06T07:00"),  # Saturday
        ("2026-03-08T03:00", "2026-03-06T07:00"),  # Sunday
        ("2026-03-09T03:00", "2026-03-09T07:00"),  # Monday, early
    ],
)
def test_on_a_day_off_it_is_the_last_edition(now: str, expected: str) -> None:
    """A weekday newsletter that is built on a Sunday is Friday's."""
    assert slot(now, at="07:00", days="mon-fri") == expected
    assert slot(now, cron="0 7 * * 1-5") == expected


def test_a_rare_edition_is_found_again() -> None:
    """Once a month, and once a year."""
    assert slot("2026-03-04T12:00", cron="30 6 1 * *") == "2026-03-01T06:30"
    assert slot("2026-03-04T12:00", cron="0 7 24 dec *") == "2025-12-24T07:00"


@pytest.mark.parametrize(
    ("weekday", "days"),
    [
        ("0", "Sun"),
        ("7", "Sun"),
        ("sun", "Sun"),
        ("1", "Mon"),
        ("6", "Sat"),
        ("1-5", "Mon Tue Wed Thu Fri"),
        ("mon-fri", "Mon Tue Wed Thu Fri"),
        ("0-6", "Mon Tue Wed Thu Fri Sat Sun"),
        ("0-7", "Mon Tue Wed Thu Fri Sat Sun"),
        ("*", "Mon Tue Wed Thu Fri Sat Sun"),
        ("sun-wed", "Mon Tue Wed Sun"),
        ("5-7", "Fri Sat Sun"),
        ("sat-sun", "Sat Sun"),
        ("fri-mon", "Mon Fri Sat Sun"),
        ("0,3,fri", "Wed Fri Sun"),
        ("1-5/2", "Mon Wed Fri"),
        ("mon-fri/2", "Mon Wed Fri"),
        ("*/2", "Tue Thu Sat Sun"),
        ("4/2", "Thu Sat"),
    ],
)
def test_weekdays_are_those_of_cron(weekday: str, days: str) -> None:
    """0 and 7 are Sunday, as in crontab(5); the library underneath counts from Monday."""
    week = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in range(2, 9)]
    schedule = newsletter(cron=f"0 7 * * {weekday}")
    made = [now for now in week if slot_for(schedule, SITE, now=now).date() == now.date()]
    assert " ".join(now.strftime("%a") for now in made) == days


@pytest.mark.parametrize(("month", "months"), [("jan-jun/2", [1, 3, 5]), ("dec,2", [2, 12]), ("*/6", [1, 7])])
def test_months_are_those_of_cron(month: str, months: list[int]) -> None:
    """Names and steps together."""
    schedule = newsletter(cron=f"0 7 1 {month} *")
    firsts = [datetime(2026, number, 1, 12, tzinfo=UTC) for number in range(1, 13)]
    assert [now.month for now in firsts if slot_for(schedule, SITE, now=now).date() == now.date()] == months


CLOCK_CHANGES = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Africa/Cairo", date(2026, 4, 24)),  # at midnight: the day begins at one
    ("Africa/Cairo", date(2026, 10, 30)),
]


@pytest.mark.parametrize(("zone", "day"), CLOCK_CHANGES)
@pytest.mark.parametrize("at", ["00:00", "00:30", "01:30", "01:45", "02:00", "02:30", "07:00", "23:30"])
def test_a_day_on_which_the_clock_changes_has_one_slot(zone: str, day: date, at: str) -> None:
    """An hour that is skipped or comes twice neither swallows the edition nor makes a second one."""
    (found,) = slots_of_day(day, at=at, timezone=zone)
    assert found.astimezone(ZoneInfo(zone)).date() == day


@pytest.mark.parametrize(("zone", "day"), CLOCK_CHANGES)
def test_the_days_around_it_have_one_slot_too(zone: str, day: date) -> None:
    """And the hour on the reader's clock stays the same."""
    for days in (-1, 1):
        (found,) = slots_of_day(day + timedelta(days=days), at="07:00", timezone=zone)
        assert found.astimezone(ZoneInfo(zone)).strftime("%H:%M") == "07:00"


def test_a_slot_every_minute_ends_on_the_longest_day() -> None:
    """Going through the hour that comes twice must not go round in it."""
    now = datetime(2026, 10, 25, 22, 59, 30, tzinfo=UTC)
    found = slot_for(newsletter(cron="* * * * *", timezone="Europe/Berlin"), SITE, now=now)
    assert found == now.replace(second=0)


def test_the_newsletters_zone_comes_before_the_sites() -> None:
    """One site may write for readers on two continents."""
    site = Site(timezone="Asia/Tokyo")
    assert zone_of(newsletter(at="07:00"), site).key == "Asia/Tokyo"
    assert zone_of(newsletter(at="07:00", timezone="Europe/Paris"), site) == PARIS


def test_the_trigger_fires_at_the_slots() -> None:
    """What the scheduler waits for is what the edition is named after."""
    schedule = newsletter(at="07:30", days="sat,sun", timezone="Europe/Paris")
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    fires = trigger_of(schedule, SITE).get_next_fire_time(None, now)
    assert fires == datetime(2026, 3, 7, 7, 30, tzinfo=PARIS)
    assert slot_for(schedule, SITE, now=fires) == fires


def names(now: str, *newsletters: Newsletter) -> list[str]:
    settings = Settings(sources=(SourceSpec(url="https://a.example/feed"),), newsletters=newsletters)
    return [found.name for found in newsletters_for(settings, now=datetime.fromisoformat(now).replace(tzinfo=UTC))]


def test_the_newsletters_of_a_day() -> None:
    """In the order of the config; on a day without any the one whose edition is the latest."""
    daily = newsletter("daily", at="07:00", days="mon-fri")
    weekly = newsletter("weekly", at="09:00", days="wed")
    assert names("2026-03-04T12:00", weekly, daily) == ["weekly", "daily"]
    assert names("2026-03-05T12:00", weekly, daily) == ["daily"]
    assert names("2026-03-08T12:00", weekly, daily) == ["daily"]
    assert names("2026-03-08T12:00", weekly) == ["weekly"]


def test_today_is_that_of_the_newsletter() -> None:
    """At 20:00 UTC it is tomorrow in Tokyo."""
    tokyo = newsletter("tokyo", at="07:00", days="thu", timezone="Asia/Tokyo")
    paris = newsletter("paris", at="07:00", days="wed", timezone="Europe/Paris")
    assert names("2026-03-04T20:00", tokyo, paris) == ["tokyo", "paris"]
    assert names("2026-03-04T12:00", tokyo, paris) == ["paris"]
