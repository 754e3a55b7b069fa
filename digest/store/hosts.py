"""Queries on hosts that asked to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from digest.store.database import Database
from digest.store.tables import host


class HostQueries:
    """Implements `digest.ports.Hosts`."""

    database: Database

    def held_hosts(self, *, now: datetime) -> Mapping[str, datetime]:
        """The places (scheme, host and port) that want no request before the given time."""
        query = select(host.c.place, host.c.held_until).where(host.c.held_until > now)
        with self.database.reading() as connection:
            return {row.place: row.held_until for row in connection.execute(query)}

    def hold_host(self, place: str, *, until: datetime, now: datetime) -> None:
        """Leave this place alone until then; what earlier holds are over is forgotten."""
        insert = self.database.upsert(host).values(place=place, held_until=until)
        with self.database.writing() as connection:
            connection.execute(delete(host).where(host.c.held_until <= now))
            connection.execute(
                insert.on_conflict_do_update(index_elements=["place"], set_={"held_until": insert.excluded.held_until})
            )
