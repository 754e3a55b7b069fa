"""The third pass: ranked stories -> edition -> message -> one delivery for each subscriber."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from digest.config import Newsletter, Site, Topic
from digest.curate.reading.record import Reading
from digest.deliver.message import UnmailableError
from digest.edition.compose import Highlights, compose_edition
from digest.errors import DeliveryError
from digest.model import Delivery, Edition, Message, Story
from digest.pipeline.curate import curate, window_of
from digest.pipeline.duplicates import fold_window
from digest.ports import Articles, Clock, Copies, Editions, Outbox, Progress, SendResult, Transport

EDITIONS_REMEMBERED = 14
SEND_BATCH = 200
MAX_ATTEMPTS = 5
RETRY_AFTER = timedelta(minutes=5)

MessageMaker = Callable[[Delivery], Message]
"""Raises UnmailableError for a subscriber who cannot be written to."""


Reader = Callable[[tuple[datetime, datetime]], Mapping[str, Reading]]


class PublishStore(Articles, Copies, Editions, Outbox, Protocol):
    """What this pass needs of the store."""


@dataclass(slots=True)
class SendReport:
    """What a send did: counts of messages."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0


def may_be_sent(edition: Edition, newsletter: Newsletter) -> bool:
    """Whether a pass may send this edition by itself: an editor's newsletter waits until somebody approved it."""
    return newsletter.approve == "auto" or edition.state == "approved"


def build_edition(
    store: PublishStore,
    *,
    newsletter: Newsletter,
    topics: Sequence[Topic],
    site: Site,
    slot: datetime,
    now: datetime,
    highlights: Highlights,
    reader: Reader,
    model: str,
) -> Edition | None:
    """The slot's edition as a stored draft; an approved one comes back as it is; None when there is too little news.

    `reader` gives what the articles of a span are compared by, read with the embedding model `model` ("" for none).
    """
    existing = store.edition_for_slot(newsletter.name, slot)
    if existing is not None and existing.state == "approved":
        return existing
    earlier = store.earlier_editions(newsletter.name, before=slot, limit=EDITIONS_REMEMBERED)
    span = window_of(slot, built=now, window=newsletter.window)
    stories = stories_between(
        store, span, topics=topics, earlier=earlier, now=now, ranked_at=max(slot, now), reader=reader, model=model
    )
    store.save_stories(stories, newsletter=newsletter.name, now=now)
    edition = compose_edition(
        stories, newsletter=newsletter, topics=topics, site=site, slot=slot, highlights=highlights
    )
    return store.save_edition(edition) if edition is not None else None


def stories_between(
    store: PublishStore,
    span: tuple[datetime, datetime],
    *,
    topics: Sequence[Topic],
    earlier: Sequence[Edition],
    now: datetime,
    ranked_at: datetime,
    reader: Reader,
    model: str,
) -> tuple[Story, ...]:
    """The stories of the articles published in `span`, best first at `ranked_at`; `earlier` as for `curate`."""
    readings = reader(span)
    articles = store.articles_between(*span)
    fingerprints = {name: reading.fingerprint for name, reading in readings.items()}
    folded = fold_window(store, articles, fingerprints, now=now)
    return curate(
        articles, readings=readings, model=model, topics=topics, earlier=earlier, now=ranked_at, folded=folded
    )


def send_edition(
    store: PublishStore,
    transport: Transport,
    *,
    edition: Edition,
    make_message: MessageMaker,
    domain: str,
    clock: Clock,
    progress: Progress,
) -> SendReport:
    """Queue the edition for every active subscriber and send what is due; a restart goes on where it stopped.

    "sent" is stored after the backend took one message and before the next one starts.
    """
    store.approve_edition(edition.id)
    store.enqueue(edition.id, store.active_subscribers(edition.newsletter), domain=domain)
    report = SendReport()
    progress.start("Sending", len(store.pending(edition.id, now=clock(), limit=1_000_000)))
    while deliveries := store.pending(edition.id, now=clock(), limit=SEND_BATCH):
        for delivery in deliveries:
            trying = replace(delivery, state="sending", attempts=delivery.attempts + 1)
            store.mark(trying, now=clock())
            try:
                result = transport.send(make_message(trying))
            except UnmailableError as error:
                result = SendResult(ok=False, answer=str(error))
            except DeliveryError:
                store.mark(delivery, now=clock())
                raise
            _write_down(store, trying, result, report, now=clock())
            progress.advance()
    progress.finish(f"{report.sent} sent, {report.failed} failed")
    return report


def _write_down(
    store: PublishStore, trying: Delivery, result: SendResult, report: SendReport, *, now: datetime
) -> None:
    if result.ok:
        report.sent += 1
        store.mark(replace(trying, state="sent", answer=result.answer), now=now)
    elif result.final or trying.attempts >= MAX_ATTEMPTS:
        report.failed += 1
        store.mark(replace(trying, state="failed", answer=result.answer), now=now)
    else:
        report.waiting += 1
        later = now + RETRY_AFTER * 2 ** (trying.attempts - 1)
        store.mark(replace(trying, state="pending", answer=result.answer), now=now, next_try=later)
