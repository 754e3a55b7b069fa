"""The collect pass, with what it is handed."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol

from digest.app.clock import utc_now
from digest.app.doors import feed_door, page_door, parser_pool, worker_pool
from digest.app.late_workers import LateWorkers
from digest.app.poll_plan import PollPlan
from digest.intake.polling import Eagerness
from digest.pipeline.collect import collect
from digest.pipeline.tools import CollectStore, PollReport, Tools
from digest.ports import Clock, Copies, Hosts, Progress, Readings

if TYPE_CHECKING:
    from digest.pipeline.hubs import HubWatch


class PollStore(CollectStore, Readings, Copies, Hosts, Protocol):
    """A store that one poll at a time may use."""

    def exclusive(self, name: str) -> AbstractContextManager[None]:
        """Hold the pass `name`; raises BusyError, naming the holder, when another process holds it."""
        ...


@dataclass(frozen=True, slots=True)
class Poller:
    """What a poll is made of."""

    plan: PollPlan
    store: PollStore
    clock: Clock = utc_now
    hubs: HubWatch | None = None

    def poll(self, *, eagerness: Eagerness, progress: Progress) -> tuple[PollReport, tuple[tuple[str, str], ...]]:
        """Poll what is due and read the new pages; returns counts and (source, reason) for each feed to tell of."""
        doors, horizon = self.plan.doors, timedelta(seconds=self.plan.horizon_seconds)
        with (
            self.store.exclusive("poll"),
            LateWorkers(parser_pool) as parsers,
            LateWorkers(worker_pool) as workers,
        ):
            pages = partial(page_door, doors, hosts=self.store, clock=self.clock)
            tools = Tools(self.store, feed_door(doors), parsers, workers, self.clock, progress, pages, self.hubs)
            result = collect(self.plan.sources, tools, eagerness=eagerness, horizon=horizon)
            if result[0].articles:
                from digest.pipeline.duplicates import update_duplicates  # noqa: PLC0415 - most polls find nothing new
                from digest.pipeline.readings import read_new_articles  # noqa: PLC0415 - see above

                now = self.clock()
                span = (now - horizon, now + timedelta(seconds=1))
                fresh = read_new_articles(self.store, workers, model=self.plan.model, span=span, progress=progress)
                update_duplicates(self.store, fresh.articles, fresh.fingerprints, now=now)
            return result
