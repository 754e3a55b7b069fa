"""A newsletter's schedule -> slots: the instants that name its editions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from digest.config import Newsletter, Settings, Site

_CRON_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
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
            minute=minute, hour=hour, day=day, month=month, day_of_week=_weekdays(weekday), timezone=zone
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
    slots: list[datetime] = []
    at = start
    while (slot := trigger.get_next_fire_time(None, at)) is not None and slot < end:
        slots.append(slot)
        at = slot + timedelta(minutes=1)
    return slots


def _weekdays(field: str) -> str:
    """Cron counts weekdays from Sunday = 0 (and 7); APScheduler counts from Monday, so numbers become names."""
    if field == "*" or field.startswith("*/"):
        return field
    parts = []
    for part in field.split(","):
        span, slash, step = part.partition("/")
        ends = [_CRON_WEEKDAYS[int(end)] if end.isdigit() else end for end in span.split("-")]
        if ends[0] == "sun" and len(ends) > 1:  # APScheduler's week begins on Monday: sun-wed is sun plus mon-wed
            parts.append("sun")
            ends = ["mon", ends[1]] if ends[1] != "sun" else ["sun"]
        parts.append("-".join(ends) + slash + step)
    return ",".join(parts)
