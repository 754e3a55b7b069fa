"""The third pass: ranked stories -> edition -> message -> one delivery for each subscriber."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from digest.config import Newsletter, Site, Topic
from digest.curate.memory import REMINDED, reminders_of
from digest.curate.overrides import Rulings, resolve_overrides
from digest.curate.reading.meaning import Embedder
from digest.deliver.message import UnmailableError
from digest.edition.compose import Highlights, compose_edition
from digest.errors import DeliveryError
from digest.model import Article, Build, Delivery, Edition, Message
from digest.pipeline.curate import Past, curate, window_of
from digest.pipeline.duplicates import fold_window
from digest.pipeline.left_out import count_reasons, find_left_out
from digest.pipeline.readings import Reader
from digest.ports import Articles, Clock, Copies, Editions, Outbox, Overrides, Progress, SendResult, Transport

EDITIONS_REMEMBERED = 14
SEND_BATCH = 200
MAX_ATTEMPTS = 5
RETRY_AFTER = timedelta(minutes=5)

MessageMaker = Callable[[Delivery], Message]
"""Raises UnmailableError for a subscriber who cannot be written to."""


class PublishStore(Articles, Copies, Editions, Overrides, Outbox, Protocol):
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
    embedder: Embedder | None,
) -> Edition | None:
    """The slot's edition as a stored draft; an approved one comes back as it is; None when there is too little news.

    `reader` gives what the articles of a span are compared by, read with the model of `embedder`. What became of every
    article of the window stays in the store until the next build.
    """
    existing = store.edition_for_slot(newsletter.name, slot)
    if existing is not None and existing.state == "approved":
        return existing
    start, end = window_of(slot, built=now, window=newsletter.window)
    articles = store.articles_between(start, end)
    past, rulings = _what_was(store, newsletter=newsletter.name, articles=articles, slot=slot, start=start)
    stories = curate(
        articles,
        readings=reader((start, end)),
        embedder=embedder,
        topics=topics,
        past=past,
        rulings=rulings,
        now=max(slot, now),
        fold=partial(fold_window, store, now=now),
    )
    store.save_stories(stories, newsletter=newsletter.name, now=now)
    edition = compose_edition(
        stories, newsletter=newsletter, topics=topics, site=site, slot=slot, highlights=highlights
    )
    saved = store.save_edition(edition) if edition is not None else None
    left_out = count_reasons(find_left_out(stories, articles=articles, edition=saved, rulings=rulings))
    if outside := store.count_outside(start, end):
        left_out["outside"] = left_out.get("outside", 0) + outside
    store.save_build(
        Build(
            newsletter=newsletter.name,
            slot=slot,
            built=now,
            start=start,
            end=end,
            edition=saved.id if saved else 0,
            articles=len(articles),
            stories=len(stories),
            tier=embedder.name if embedder else "text",
            left_out=left_out,
            conflicts=rulings.conflicts,
        )
    )
    return saved


def _what_was(
    store: PublishStore, *, newsletter: str, articles: Sequence[Article], slot: datetime, start: datetime
) -> tuple[Past, Rulings]:
    """Read what a build minds of former ones: editions, the names of stories, and what editors said."""
    editions = store.earlier_editions(newsletter, before=slot, limit=EDITIONS_REMEMBERED)
    overrides = store.overrides()
    named = resolve_overrides(overrides, newsletter=newsletter).articles
    asked = dict.fromkeys((*reminders_of(editions, now=slot), *named))
    inside = {article.id for article in articles}
    reminders = [
        article
        for article in store.articles_by_id([one for one in asked if one not in inside])
        if start - REMINDED <= article.published < start
    ]
    rulings = resolve_overrides(overrides, newsletter=newsletter, known=inside | {article.id for article in reminders})
    return Past(editions, store.remembered_stories(newsletter), reminders), rulings


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
