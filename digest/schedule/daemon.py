"""The passes at their time: APScheduler polls at intervals and builds and sends each newsletter at its slots."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler as Scheduler
from apscheduler.triggers.interval import IntervalTrigger

from digest.app.application import App
from digest.app.hubs import subscribe_to_hubs
from digest.app.publishing import build, send
from digest.config import Newsletter
from digest.errors import BusyError, DigestError
from digest.intake.polling import Eagerness
from digest.model import Edition
from digest.pipeline.publish import may_be_sent
from digest.ports import Progress
from digest.schedule.calendar import slot_for, trigger_of
from digest.store.sql import SqlStore

POLL_EVERY = timedelta(minutes=5)
"""How often we look which feeds are due; each feed's own interval decides whether it is asked."""
MEND_EVERY = timedelta(minutes=1)
"""How often we look for mail that is still to go out and for editions that were missed."""
HUBS_EVERY = timedelta(minutes=1)
"""How often we look which subscriptions at hubs are to be asked for, renewed or ended."""
GRACE = timedelta(hours=3)
"""An edition missed by less than this (a restart, a sleeping laptop, a busy store) is made up for, once."""

__all__ = ["Scheduler", "start_scheduler"]

log = logging.getLogger("digest.schedule")


def start_scheduler(app: App, *, progress: Progress) -> Scheduler:
    """Start the background scheduler; the caller shuts it down.

    Polling has a thread of its own: a slow feed must not hold up the morning's edition. So have the hubs, which are
    asked for the first time when the pages have surely begun to answer: a hub may call back at once.
    """
    scheduler = Scheduler(
        timezone=app.settings.site.timezone,
        executors={name: ThreadPoolExecutor(1) for name in ("default", "publish", "hubs")},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": int(GRACE.total_seconds())},
    )
    often, seldom = (IntervalTrigger(seconds=int(span.total_seconds())) for span in (MEND_EVERY, POLL_EVERY))
    scheduler.add_job(_poll, seldom, [app, progress], id="poll", next_run_time=app.clock())
    scheduler.add_job(_make_up, often, [app, progress], id="make up", executor="publish", next_run_time=app.clock())
    if app.is_reachable:
        span = IntervalTrigger(seconds=int(HUBS_EVERY.total_seconds()))
        scheduler.add_job(_ask_hubs, span, [app], id="hubs", executor="hubs")
    for newsletter in app.settings.newsletters:
        trigger = trigger_of(newsletter, app.settings.site)
        name = f"publish {newsletter.name}"
        scheduler.add_job(_publish, trigger, [app, newsletter, progress], id=name, executor="publish")
    scheduler.start()
    return scheduler


def is_missed(newsletter: Newsletter, store: SqlStore, *, slot: datetime, now: datetime) -> bool:
    """Whether the slot passed a short while ago without an edition, though the newsletter has had editions before.

    A new installation sends nothing for the slot before its first start.
    """
    if not now - GRACE <= slot <= now or store.edition_for_slot(newsletter.name, slot) is not None:
        return False
    return bool(store.editions(newsletter=newsletter.name, limit=1))


def _poll(app: App, progress: Progress) -> None:
    try:
        report, _ = app.poller.poll(eagerness=Eagerness.DUE, progress=progress)
    except BusyError as error:
        log.info("poll skipped: %s", error)
    except DigestError as error:
        log.error("poll failed: %s", error)
    else:
        log.info("poll asked=%d failed=%d entries=%d", report.asked, report.failed, report.new_entries)


def _ask_hubs(app: App) -> None:
    try:
        report = subscribe_to_hubs(app)
    except BusyError as error:
        log.debug("hubs left alone: %s", error)
    except DigestError as error:
        log.error("hubs not asked: %s", error)
    else:
        if report.asked:
            log.info("hubs asked=%d refused=%d", report.asked, report.refused)


def _publish(app: App, newsletter: Newsletter, progress: Progress) -> None:
    """Poll once more, then build and send; the slot's unique row keeps two schedulers from doing it twice."""
    _poll(app, progress)
    slot = slot_for(newsletter, app.settings.site, now=app.clock())
    try:
        edition = build(app, newsletter, slot=slot, progress=progress)
        if edition is None:
            log.warning("newsletter=%s slot=%s: too little news, no edition", newsletter.name, slot.isoformat())
        elif may_be_sent(edition, newsletter):
            _send(app, edition, progress)
        else:
            log.info("newsletter=%s edition=%d waits for the editor", newsletter.name, edition.id)
    except DigestError as error:
        log.error("newsletter=%s slot=%s: not published: %s", newsletter.name, slot.isoformat(), error)
    if newsletter.magazine is not None:
        _bind(app, newsletter, slot, progress)


def _bind(app: App, newsletter: Newsletter, slot: datetime, progress: Progress) -> None:
    from digest.app.magazine import bind_configured  # noqa: PLC0415 - few newsletters have one, and it loads Pillow

    try:
        bound = bind_configured(app, newsletter, slot=slot, progress=progress)
    except DigestError as error:
        log.error("newsletter=%s slot=%s: no magazine: %s", newsletter.name, slot.isoformat(), error)
    else:
        files = ", ".join(str(path) for path in bound.files) if bound else "nothing to read in full"
        log.info("newsletter=%s magazine: %s", newsletter.name, files)


def _send(app: App, edition: Edition, progress: Progress) -> None:
    report = send(app, edition, progress=progress)
    log.info("newsletter=%s edition=%d sent=%d failed=%d", edition.newsletter, edition.id, report.sent, report.failed)


def _make_up(app: App, progress: Progress) -> None:
    """Send what could not be sent before, and publish what was missed."""
    try:
        for number in app.store.editions_with_due_deliveries(now=app.clock()):
            _send(app, app.store.find_edition(str(number)), progress)
        for newsletter in app.settings.newsletters:
            slot = slot_for(newsletter, app.settings.site, now=app.clock())
            if is_missed(newsletter, app.store, slot=slot, now=app.clock()):
                log.info("newsletter=%s slot=%s: making up for it", newsletter.name, slot.isoformat())
                _publish(app, newsletter, progress)
    except DigestError as error:
        log.error("nothing made up for: %s", error)
