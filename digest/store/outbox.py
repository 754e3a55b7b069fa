"""Queries on subscribers and on the outbox: one row for each (edition, subscriber)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, or_, select, update

from digest.model import Delivery, Subscriber
from digest.store.database import Database
from digest.store.tables import delivery, edition, subscriber

_COLUMNS = (
    delivery.c.id.label("delivery_id"),
    delivery.c.edition_id,
    delivery.c.message_id,
    delivery.c.state.label("delivery_state"),
    delivery.c.attempts,
    delivery.c.answer,
    *subscriber.c,
)


class OutboxQueries:
    """Implements `digest.ports.Outbox`."""

    database: Database

    def add_subscribers(self, people: Sequence[Subscriber]) -> int:
        """Insert those who are not on the list yet; returns how many were new."""
        rows = [
            {
                "address": person.address,
                "newsletter": person.newsletter,
                "name": person.name,
                "state": person.state,
                "token": person.token or secrets.token_urlsafe(24),
            }
            for person in people
        ]
        if not rows:
            return 0
        with self.database.writing() as connection:
            before = connection.scalar(select(func.count()).select_from(subscriber))
            put = self.database.upsert(subscriber)
            connection.execute(put.on_conflict_do_nothing(index_elements=["address", "newsletter"]), rows)
            after = connection.scalar(select(func.count()).select_from(subscriber))
        return int(after or 0) - int(before or 0)

    def subscribers(self, newsletter: str = "") -> Sequence[Subscriber]:
        """Everybody on a list (all lists for ""), by address."""
        query = select(subscriber).order_by(subscriber.c.newsletter, subscriber.c.address)
        if newsletter:
            query = query.where(subscriber.c.newsletter == newsletter)
        with self.database.reading() as connection:
            return [_subscriber(row) for row in connection.execute(query)]

    def active_subscribers(self, newsletter: str) -> Sequence[Subscriber]:
        """Those who get the newsletter, by address."""
        return [person for person in self.subscribers(newsletter) if person.state == "active"]

    def subscriber_by_token(self, token: str) -> Subscriber | None:
        """Whose unsubscribe address this is."""
        with self.database.reading() as connection:
            row = connection.execute(select(subscriber).where(subscriber.c.token == token)).first()
        return _subscriber(row) if row else None

    def unsubscribe(self, address: str, newsletter: str) -> bool:
        """Stop the newsletter for an address; False when it is not on the list."""
        query = (
            update(subscriber)
            .where(subscriber.c.address == address, subscriber.c.newsletter == newsletter)
            .values(state="unsubscribed")
        )
        with self.database.writing() as connection:
            return connection.execute(query).rowcount > 0

    def enqueue(self, edition_id: int, subscribers: Sequence[Subscriber], *, domain: str) -> int:
        """One pending row for each subscriber, with its Message-ID for good; returns how many were new."""
        rows = [
            {
                "edition_id": edition_id,
                "subscriber_id": person.id,
                "message_id": f"<{edition_id}.{person.id}.{secrets.token_hex(8)}@{domain}>",
                "state": "pending",
                "attempts": 0,
                "answer": "",
            }
            for person in subscribers
        ]
        with self.database.writing() as connection:
            # Who left since the edition was queued does not count among those it goes to.
            gone = select(subscriber.c.id).where(subscriber.c.state != "active")
            connection.execute(
                delete(delivery).where(
                    delivery.c.edition_id == edition_id,
                    delivery.c.state == "pending",
                    delivery.c.subscriber_id.in_(gone),
                )
            )
            count = select(func.count()).select_from(delivery).where(delivery.c.edition_id == edition_id)
            before = connection.scalar(count)
            if rows:
                put = self.database.upsert(delivery)
                connection.execute(put.on_conflict_do_nothing(index_elements=["edition_id", "subscriber_id"]), rows)
            after = connection.scalar(count)
        return int(after or 0) - int(before or 0)

    def pending(self, edition_id: int, *, now: datetime, limit: int) -> Sequence[Delivery]:
        """Deliveries to try now: waiting ones whose time has come, and those that a crash left half done.

        Nobody who has left gets anything, whatever was queued before.
        """
        query = (
            select(*_COLUMNS)
            .join(subscriber, subscriber.c.id == delivery.c.subscriber_id)
            .where(
                delivery.c.edition_id == edition_id,
                delivery.c.state.in_(["pending", "sending"]),
                subscriber.c.state == "active",
                or_(delivery.c.next_try.is_(None), delivery.c.next_try <= now),
            )
            .order_by(delivery.c.id)
            .limit(limit)
        )
        with self.database.reading() as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def mark(self, value: Delivery, *, now: datetime, next_try: datetime | None = None) -> None:
        """Write down the fate of one delivery."""
        with self.database.writing() as connection:
            connection.execute(
                update(delivery)
                .where(delivery.c.id == value.id)
                .values(
                    state=value.state,
                    attempts=value.attempts,
                    answer=value.answer,
                    next_try=next_try,
                    sent_at=now if value.state == "sent" else None,
                )
            )

    def editions_with_due_deliveries(self, *, now: datetime) -> Sequence[int]:
        """Numbers of the approved editions that somebody is still to get and that may be tried now."""
        query = (
            select(delivery.c.edition_id)
            .join(edition, edition.c.id == delivery.c.edition_id)
            .where(
                edition.c.state == "approved",
                delivery.c.state.in_(["pending", "sending"]),
                or_(delivery.c.next_try.is_(None), delivery.c.next_try <= now),
            )
            .distinct()
            .order_by(delivery.c.edition_id)
        )
        with self.database.reading() as connection:
            return list(connection.scalars(query))

    def delivery_counts(self, edition_id: int) -> Mapping[str, int]:
        """State -> number of deliveries."""
        query = (
            select(delivery.c.state, func.count()).where(delivery.c.edition_id == edition_id).group_by(delivery.c.state)
        )
        with self.database.reading() as connection:
            return {row.state: row[1] for row in connection.execute(query)}

    def failed_deliveries(self, edition_id: int) -> Sequence[Delivery]:
        """Deliveries that did not go out, with the last answer."""
        query = (
            select(*_COLUMNS)
            .join(subscriber, subscriber.c.id == delivery.c.subscriber_id)
            .where(delivery.c.edition_id == edition_id, delivery.c.state != "sent")
            .order_by(delivery.c.id)
        )
        with self.database.reading() as connection:
            return [_delivery(row) for row in connection.execute(query)]


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(row.address, row.newsletter, row.state, row.name, row.token, row.id)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.delivery_id, row.edition_id, _subscriber(row), row.message_id, row.delivery_state, row.attempts, row.answer
    )
