"""A newsletter's schedule -> slots: the instants that name its editions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from digest.config import Newsletter, Settings, Site

_CRON_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_CRON_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile("[a-z]+")
_LOOK_BACK_DAYS = 400


def zone_of(newsletter: Newsletter, site: Site) -> ZoneInfo:
    """The newsletter's own time zone, else the site's."""
    return ZoneInfo(newsletter.schedule.timezone or site.timezone)


def trigger_of(newsletter: Newsletter, site: Site) -> CronTrigger:
    """APScheduler's trigger for the schedule, in the newsletter's zone."""
    schedule, zone = newsletter.schedule, zone_of(newsletter, site)
    if schedule.cron is not None:
        minute, hour, day, month, weekday = schedule.cron.split()
        return CronTrigger(
            minute=minute, hour=hour, day=day, month=_months(month), day_of_week=_weekdays(weekday), timezone=zone
        )
    hour, _, minute = (schedule.at or "07:00").partition(":")
    return CronTrigger(hour=int(hour), minute=int(minute), day_of_week=schedule.days, timezone=zone)


def slot_for(newsletter: Newsletter, site: Site, *, now: datetime) -> datetime:
    """The slot that an edition made now belongs to, in UTC.

    The latest slot of today that has passed, else today's first one (made early), else the latest before today.
    """
    trigger, zone = trigger_of(newsletter, site), zone_of(newsletter, site)
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for days in range(_LOOK_BACK_DAYS):
        start = (midnight - timedelta(days=days)).replace(fold=0)
        end = start + timedelta(days=1)
        slots = _slots_between(trigger, start, end)
        if slots:
            passed = [slot for slot in slots if slot <= now]
            return (passed[-1] if passed else slots[0]).astimezone(UTC)
    return now.astimezone(UTC)


def newsletters_for(settings: Settings, *, now: datetime) -> list[Newsletter]:
    """The newsletters that have an edition today; when none has, the one whose edition is the latest."""
    slots = {newsletter.name: slot_for(newsletter, settings.site, now=now) for newsletter in settings.newsletters}

    def is_today(newsletter: Newsletter) -> bool:
        zone = zone_of(newsletter, settings.site)
        return slots[newsletter.name].astimezone(zone).date() == now.astimezone(zone).date()

    today = [newsletter for newsletter in settings.newsletters if is_today(newsletter)]
    return today or [max(settings.newsletters, key=lambda newsletter: slots[newsletter.name])]


def _slots_between(trigger: CronTrigger, start: datetime, end: datetime) -> list[datetime]:
    """The slots of [start, end); a time of day that the clock shows twice, when it is set back, is one slot."""
    slots: dict[datetime, datetime] = {}
    at = start
    while (slot := trigger.get_next_fire_time(None, at)) is not None and slot < end:
        slots.setdefault(slot.replace(tzinfo=None, fold=0), slot)
        # Through UTC: a minute later on the wall is not always a minute later.
        at = (slot.astimezone(UTC) + timedelta(minutes=1)).astimezone(start.tzinfo)
    return list(slots.values())


def _weekdays(field: str) -> str:
    """Cron counts weekdays from Sunday = 0 (and 7), APScheduler from Monday; so each day is named for itself."""
    if field == "*":
        return field
    numbers: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = ("0-6" if span == "*" else span).partition("-")
        low = _weekday_number(first)
        high = _weekday_number(last) if last else 6 if step else low
        high += 7 if high < low else 0  # fri-mon, and mon-sun as Sunday is 0
        numbers.update(number % 7 for number in range(low, high + 1, int(step or 1)))
    return ",".join(_CRON_WEEKDAYS[number] for number in sorted(numbers))


def _weekday_number(end: str) -> int:
    return int(end) if end.isdigit() else _CRON_WEEKDAYS.index(end)


def _months(field: str) -> str:
    """Names of months as numbers: APScheduler forgets the step behind a name."""
    return _MONTH.sub(lambda name: str(_CRON_MONTHS.index(name[0]) + 1), field)
