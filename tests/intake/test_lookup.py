"""Many names at once, on real threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from time import monotonic

import pytest

from digest.intake.lookup import AT_ONCE, HOPELESS, resolve_host, resolve_hosts


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """Set when the test is over: names that hang wait for it."""
    event = threading.Event()
    yield event
    event.set()


def test_names_that_hang_do_not_make_the_others_unknown(over: threading.Event) -> None:
    """As many as are looked up at once, and those behind them have their own time."""

    def resolve(host: str) -> tuple[str, ...]:
        if host.startswith("hangs"):
            over.wait(30)
        return ("192.0.2.1",)

    hosts = [f"hangs{number}.example" for number in range(AT_ONCE)] + [f"fine{number}.example" for number in range(50)]
    found = resolve_hosts(hosts, resolve=resolve, patience_seconds=0.3)
    assert set(found) == set(hosts[AT_ONCE:])


def test_a_slow_resolver_is_waited_for(over: threading.Event) -> None:
    """Patience is with each name: all of them together may take longer."""

    def resolve(host: str) -> tuple[str, ...]:
        over.wait(0.2)
        return (host,)

    hosts = [f"{number}.example" for number in range(4 * AT_ONCE)]
    assert len(resolve_hosts(hosts, resolve=resolve, patience_seconds=0.6)) == len(hosts)


def test_where_nobody_answers_it_ends(over: threading.Event) -> None:
    """A machine without a working resolver does not wait for each of a thousand names."""
    asked = []

    def resolve(host: str) -> tuple[str, ...]:
        asked.append(host)
        over.wait(30)
        return ()

    begun = monotonic()
    assert resolve_hosts([f"{number}.example" for number in range(1000)], resolve=resolve, patience_seconds=0.1) == {}
    assert monotonic() - begun < 5
    assert len(asked) <= HOPELESS + AT_ONCE


def test_numbers_and_nobody_are_resolved_for_real() -> None:
    """By the machine's own resolver, which needs no network for these."""
    assert resolve_hosts(["127.0.0.1", "nobody.invalid"], resolve=resolve_host)["127.0.0.1"] == ("127.0.0.1",)
    assert resolve_hosts([]) == {}
