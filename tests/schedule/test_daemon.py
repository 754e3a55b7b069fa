"""What the scheduler makes up for, and what it leaves alone."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.app.application import App, open_app
from digest.model import Edition, Subscriber
from digest.schedule.daemon import GRACE, is_missed, start_scheduler
from tests.pipeline.fakes import Tally

SLOT = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
CONFIG = """
sources: [{url: http://127.0.0.1:9/feed, name: Nobody}]
site: {url: https://news.example}
delivery: {folder: outbox}
"""


def edition(slot: datetime) -> Edition:
    return Edition(
        newsletter="today",
        slot=slot,
        local_date=slot.date(),
        title="T",
        subject="A subject of some length",
        preheader="p",
        language="en",
        theme="world",
        blocks=(),
        facts={"stories": 0, "newsrooms": 0, "countries": 0, "languages": 0, "minutes": 0, "outlets": []},
    )


@pytest.fixture
def app(tmp_path: Path) -> App:
    file = tmp_path / "config.yaml"
    file.write_text(CONFIG, encoding="utf-8")
    return open_app(file)


@pytest.mark.parametrize(
    ("after", "missed"),
    [(timedelta(minutes=-1), False), (timedelta(), True), (GRACE, True), (GRACE + timedelta(seconds=1), False)],
)
def test_a_slot_is_made_up_for_within_the_grace_only(app: App, after: timedelta, missed: bool) -> None:  # noqa: FBT001
    """Three hours down is one catch-up, a week down is no flood of stale mail."""
    app.store.save_edition(edition(SLOT - timedelta(days=1)))
    newsletter = app.newsletter(None)
    assert is_missed(newsletter, app.store, slot=SLOT, now=SLOT + after) is missed


def test_a_first_start_sends_nothing_for_the_slot_before_it(app: App) -> None:
    """Nobody expects a mail for the morning before they installed it."""
    assert not is_missed(app.newsletter(None), app.store, slot=SLOT, now=SLOT + timedelta(minutes=5))


def test_a_slot_that_has_its_edition_is_not_missed(app: App) -> None:
    """Also when that one is a draft that waits for an editor."""
    app.store.save_edition(edition(SLOT - timedelta(days=1)))
    app.store.save_edition(edition(SLOT))
    assert not is_missed(app.newsletter(None), app.store, slot=SLOT, now=SLOT + timedelta(minutes=5))


def test_mail_that_could_not_go_out_is_sent_after_a_restart(app: App, tmp_path: Path) -> None:
    """A queued delivery of an approved edition is nobody's forgotten business."""
    still = replace(app, clock=lambda: SLOT + timedelta(hours=1))
    stored = still.store.save_edition(edition(SLOT))
    still.store.approve_edition(stored.id)
    still.store.add_subscribers([Subscriber("ann@reader.example", "today")])
    still.store.enqueue(stored.id, still.store.active_subscribers("today"), domain="news.example")
    scheduler = start_scheduler(still, progress=Tally())
    try:
        for _ in range(200):
            if still.store.delivery_counts(stored.id) == {"sent": 1}:
                break
            threading.Event().wait(0.05)
    finally:
        scheduler.shutdown(wait=True)
    assert still.store.delivery_counts(stored.id) == {"sent": 1}
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


@pytest.mark.parametrize(("site", "asks"), [("https://news.example", True), ("http://127.0.0.1:8025", False)])
def test_hubs_are_asked_where_they_can_call_back(app: App, site: str, *, asks: bool) -> None:
    """A site on loopback has polls only."""
    app.config_file.write_text(CONFIG.replace("https://news.example", site), encoding="utf-8")
    scheduler = start_scheduler(open_app(app.config_file), progress=Tally())
    try:
        assert ("hubs" in {job.id for job in scheduler.get_jobs()}) is asks
    finally:
        scheduler.shutdown(wait=True)
