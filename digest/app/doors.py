"""The HTTP doors and the pool of workers, made as a plan says."""

from __future__ import annotations

import os
from datetime import timedelta
from time import monotonic, sleep
from typing import TYPE_CHECKING

from digest.app.poll_plan import Doors
from digest.intake.addresses import Guard
from digest.intake.http import CurlFetcher, Limits
from digest.intake.proxies import Proxies
from digest.ports import Clock, Fetcher, Hosts

if TYPE_CHECKING:
    from digest.execute import LocalWorkers

_WORKERS_NEED = ("digest.pipeline.warm",)


def feed_door(doors: Doors) -> Fetcher:
    """A new HTTP door with the limits of the config and the proxies of the environment; raises UsageError."""
    proxies = Proxies.from_environment(os.environ)
    guard = Guard.from_strings(doors.allow_private)
    limits = Limits(
        connections=doors.connections,
        connections_per_host=doors.connections_per_host,
        timeout=timedelta(seconds=doors.timeout),
        connect_timeout=timedelta(seconds=doors.connect_timeout),
        max_bytes=doors.max_bytes,
    )
    door = CurlFetcher(user_agent=doors.user_agent, guard=guard, limits=limits, proxies=proxies)
    if not proxies:
        return door
    from digest.intake.hops import HopFetcher  # noqa: PLC0415 - most machines have no proxy

    return HopFetcher(door, proxies=proxies, guard=guard, proxy_resolves=doors.proxy_resolves)


def page_door(doors: Doors, *, hosts: Hosts, clock: Clock) -> Fetcher:
    """A new HTTP door for the article pages of one pass, with the manners of the config."""
    from digest.intake.courtesy import CourteousFetcher  # noqa: PLC0415 - most polls read no page

    return CourteousFetcher(
        feed_door(doors),
        delay_seconds=doors.page_delay,
        robots=doors.robots,
        seconds=monotonic,
        sleep=sleep,
        clock=clock,
        hosts=hosts,
    )


def worker_pool() -> LocalWorkers:
    """A new pool of worker processes for pages: one for each core, four at most."""
    from digest.execute import LocalWorkers  # noqa: PLC0415 - most polls have no work for them

    return LocalWorkers(processes=min(len(os.sched_getaffinity(0)), 4), preload=_WORKERS_NEED)


def parser_pool() -> LocalWorkers:
    """A new pool of worker processes for the few feeds that are not read at once: two at most."""
    from digest.execute import LocalWorkers  # noqa: PLC0415 - see above

    return LocalWorkers(processes=min(len(os.sched_getaffinity(0)), 2))
