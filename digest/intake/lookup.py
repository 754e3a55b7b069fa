"""What host names resolve to, many at once and each with a deadline: names in, addresses out."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable, Collection, Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

PATIENCE_SECONDS = 5.0
"""A name that is not resolved for this long, counted from when its own look-up begins, counts as unknown."""
AT_ONCE = 32
HOPELESS = 3 * AT_ONCE
"""So many unknown in this way, and not one answered in between: nobody answers here, the rest is not tried."""

Resolve = Callable[[str], tuple[str, ...]]


def resolve_host(host: str) -> tuple[str, ...]:
    """Every address of a host, a number in any spelling included (127.1, 0x7f000001); () when it has none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def resolve_hosts(
    hosts: Collection[str], *, resolve: Resolve = resolve_host, patience_seconds: float = PATIENCE_SECONDS
) -> Mapping[str, tuple[str, ...]]:
    """The addresses of each host; a host that is missing was still not answered when patience with it ran out."""
    answers: SimpleQueue[tuple[str, tuple[str, ...]]] = SimpleQueue()
    waiting = deque(dict.fromkeys(hosts))
    deadlines: dict[str, float] = {}  # of those under way, the earliest first
    found: dict[str, tuple[str, ...]] = {}
    unanswered = 0
    while (waiting and unanswered < HOPELESS) or deadlines:
        while waiting and len(deadlines) < AT_ONCE and unanswered < HOPELESS:
            host = waiting.popleft()
            deadlines[host] = monotonic() + patience_seconds
            # getaddrinfo cannot be called off: a daemon thread is left behind with it, and does not hold up the exit.
            Thread(target=_look_up, args=(host, resolve, answers), name="name look-up", daemon=True).start()
        slowest = next(iter(deadlines))
        try:
            host, addresses = answers.get(timeout=max(deadlines[slowest] - monotonic(), 0.0))
        except Empty:
            del deadlines[slowest]
            unanswered += 1
            continue
        found[host] = addresses
        deadlines.pop(host, None)  # it may have come late
        unanswered = 0
    return found


def _look_up(host: str, resolve: Resolve, answers: SimpleQueue[tuple[str, tuple[str, ...]]]) -> None:
    answers.put((host, resolve(host)))
