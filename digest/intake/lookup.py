"""What host names resolve to, many at once and with a deadline: names in, addresses out."""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection, Mapping
from queue import Empty, SimpleQueue
from threading import Thread

PATIENCE_SECONDS = 5.0
"""When no name at all was resolved for this long, those that are left count as unknown."""
AT_ONCE = 32

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
    """The addresses of each host; a host that is missing was still not answered when patience ran out."""
    waiting: SimpleQueue[str] = SimpleQueue()
    answers: SimpleQueue[tuple[str, tuple[str, ...]]] = SimpleQueue()
    for host in set(hosts):
        waiting.put(host)

    def work() -> None:
        while True:
            try:
                host = waiting.get_nowait()
            except Empty:
                return
            answers.put((host, resolve(host)))

    for _ in range(min(AT_ONCE, len(set(hosts)))):
        # getaddrinfo cannot be called off: a daemon thread is left behind with it, and does not hold up the exit.
        Thread(target=work, name="name look-up", daemon=True).start()
    found: dict[str, tuple[str, ...]] = {}
    while len(found) < len(set(hosts)):
        try:
            host, addresses = answers.get(timeout=patience_seconds)
        except Empty:
            break
        found[host] = addresses
    return found
