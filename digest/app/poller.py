"""The collect pass, with what it is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from digest.app.clock import utc_now
from digest.app.doors import feed_door, page_door, parser_pool, worker_pool
from digest.app.poll_plan import PollPlan
from digest.intake.polling import Eagerness
from digest.pipeline.collect import collect
from digest.pipeline.tools import CollectStore, PollReport, Tools
from digest.ports import Clock, Hosts, Progress, Workers, WorkFailed

if TYPE_CHECKING:
    from digest.execute import LocalWorkers
    from digest.pipeline.hubs import HubWatch

Item = TypeVar("Item")
Result = TypeVar("Result")


class PollStore(CollectStore, Hosts, Protocol):
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
            return collect(self.plan.sources, tools, eagerness=eagerness, horizon=horizon)


class LateWorkers:
    """Implements `digest.ports.Workers`: the pool is made when there is work for it, which most polls have not."""

    def __init__(self, make_pool: Callable[[], LocalWorkers]) -> None:
        self._make_pool = make_pool
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, deadline_seconds: float
    ) -> Iterator[Result | WorkFailed]:
        """Call `function` (importable by name) on each item, each with a deadline."""
        work = list(items)
        return self._pool.map(function, work, deadline_seconds=deadline_seconds) if work else iter(())

    def submit(
        self, function: Callable[[Item], Result], item: Item, *, deadline_seconds: float
    ) -> Callable[[], Result | WorkFailed]:
        """Begin to call `function` on one item; what is returned waits for the result."""
        return self._pool.submit(function, item, deadline_seconds=deadline_seconds)

    @cached_property
    def _pool(self) -> Workers:
        return self._open.enter_context(self._make_pool())
