"""What the collect pass is handed, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from digest.ports import Articles, Clock, Feeds, Fetcher, Pages, Progress, SiteLines, Workers

if TYPE_CHECKING:
    from digest.pipeline.hubs import HubWatch

Item = TypeVar("Item")


class CollectStore(Feeds, Pages, SiteLines, Articles, Protocol):
    """What this pass needs of the store."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The effects that the pass is handed."""

    store: CollectStore
    fetcher: Fetcher
    parsers: Workers
    """For feeds that are not read at once."""
    workers: Workers
    """For pages."""
    clock: Clock
    progress: Progress
    page_fetcher: Callable[[], Fetcher] | None = None
    """Makes the door for article pages, which are asked for with more courtesy; None: the same door as for feeds."""
    hubs: HubWatch | None = None
    """Where hubs can reach us: they save most polls of the feeds that they tell of."""


@dataclass(slots=True)
class PollReport:
    """What a poll did; counts of feeds, entries and pages."""

    feeds: int = 0
    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    new_entries: int = 0
    articles: int = 0
    pages_failed: int = 0


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`, the last one shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
