"""Queries on subscriptions at WebSub hubs.

The web pages, the scheduler and a poll write to one row at the same time, so that each writes only what it changed, and
only while the row is still in the state in which it was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Row, delete, insert, select, update

from digest.model import Entry, HubSubscription
from digest.store.database import Database
from digest.store.tables import entry, websub

_FIELDS = tuple(column.name for column in websub.columns)
_KEYS_AT_ONCE = 500


class HubQueries:
    """Implements `digest.ports.Hubs`."""

    database: Database

    def hub_subscriptions(self) -> Mapping[str, HubSubscription]:
        """All of them, by feed URL."""
        with self.database.reading() as connection:
            return {row.feed_url: _subscription(row) for row in connection.execute(select(websub))}

    def hub_subscription_by_token(self, token: str) -> HubSubscription | None:
        """Whose callback address carries this token."""
        with self.database.reading() as connection:
            row = connection.execute(select(websub).where(websub.c.token == token)).one_or_none()
        return _subscription(row) if row is not None else None

    def change_hub_subscription(self, before: HubSubscription | None, after: HubSubscription | None) -> bool:
        """Write what differs; None is "no such row". False, and nothing written, where `before` is out of date.

        That is when the row is gone, belongs to another subscription by now (its token) or changed its state.
        """
        if before == after:
            return True
        with self.database.writing() as connection:
            if before is None:
                known = select(websub.c.feed_url).where(websub.c.feed_url == (after and after.feed_url))
                if after is None or connection.execute(known).first() is not None:
                    return False
                connection.execute(insert(websub).values(_values(after)))
                return True
            unchanged = (
                (websub.c.feed_url == before.feed_url)
                & (websub.c.token == before.token)
                & (websub.c.state == before.state)
            )
            if after is None:
                return connection.execute(delete(websub).where(unchanged)).rowcount == 1
            old = _values(before)
            changed = {name: value for name, value in _values(after).items() if value != old[name]}
            return connection.execute(update(websub).where(unchanged).values(changed)).rowcount == 1

    def feeds_with_news(self, entries: Sequence[Entry]) -> frozenset[str]:
        """URLs of the feeds that have an entry among these which is not stored yet."""
        keys: dict[str, list[str]] = {}
        for item in entries:
            keys.setdefault(item.feed_url, []).append(item.key)
        with self.database.reading() as connection:
            known = {
                (url, key)
                for url, wanted in keys.items()
                for start in range(0, len(wanted), _KEYS_AT_ONCE)
                for key in connection.scalars(
                    select(entry.c.key).where(
                        entry.c.feed_url == url, entry.c.key.in_(wanted[start : start + _KEYS_AT_ONCE])
                    )
                )
            }
        return frozenset(item.feed_url for item in entries if (item.feed_url, item.key) not in known)


def _subscription(row: Row[tuple[object, ...]]) -> HubSubscription:
    return HubSubscription(**{name: getattr(row, name) for name in _FIELDS})


def _values(subscription: HubSubscription) -> dict[str, object]:
    return {name: getattr(subscription, name) for name in _FIELDS}
