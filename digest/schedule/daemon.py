"""The passes at their time: APScheduler polls at intervals and builds and sends each newsletter at its slots."""

from __future__ import annotations

import logging
from datetime import timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from digest.app import App
from digest.app.collecting import poll
from digest.app.publishing import build, send
from digest.config import Newsletter
from digest.errors import BusyError, DigestError
from digest.intake.polling import Eagerness
from digest.ports import Progress
from digest.schedule.calendar import slot_for, trigger_of

POLL_EVERY = timedelta(minutes=5)
"""How often we look which feeds are due; each feed's own interval decides whether it is asked."""
GRACE = timedelta(hours=3)
"""An edition missed by less than this (a restart, a sleeping laptop) is made up for, once."""

log = logging.getLogger("digest.schedule")


def start_scheduler(app: App, *, progress: Progress) -> BackgroundScheduler:
    """Start the background scheduler; the caller shuts it down."""
    scheduler = BackgroundScheduler(
        timezone=app.settings.site.timezone,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": int(GRACE.total_seconds())},
    )
    scheduler.add_job(
        _poll,
        IntervalTrigger(seconds=int(POLL_EVERY.total_seconds())),
        [app, progress],
        id="poll",
        next_run_time=app.clock(),
    )
    for newsletter in app.settings.newsletters:
        trigger = trigger_of(newsletter, app.settings.site)
        scheduler.add_job(_publish, trigger, [app, newsletter, progress], id=f"publish {newsletter.name}")
    scheduler.start()
    return scheduler


def _poll(app: App, progress: Progress) -> None:
    try:
        report, _ = poll(app, eagerness=Eagerness.DUE, progress=progress)
    except BusyError as error:
        log.info("poll skipped: %s", error)
    except DigestError:
        log.exception("poll failed")
    else:
        log.info("poll asked=%d failed=%d entries=%d", report.asked, report.failed, report.new_entries)


def _publish(app: App, newsletter: Newsletter, progress: Progress) -> None:
    """Poll once more, then build and send; the slot's unique row keeps two schedulers from doing it twice."""
    _poll(app, progress)
    slot = slot_for(newsletter, app.settings.site, now=app.clock())
    try:
        edition = build(app, newsletter, slot=slot)
        if edition is None:
            log.warning("newsletter=%s slot=%s: too little news, no edition", newsletter.name, slot.isoformat())
        elif newsletter.approve == "editor" and edition.state == "draft":
            log.info("newsletter=%s edition=%d waits for the editor", newsletter.name, edition.id)
        else:
            report = send(app, edition, progress=progress)
            log.info(
                "newsletter=%s edition=%d sent=%d failed=%d", newsletter.name, edition.id, report.sent, report.failed
            )
    except DigestError:
        log.exception("newsletter=%s slot=%s: not published", newsletter.name, slot.isoformat())
