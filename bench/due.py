"""Choosing due feeds: numbers of known feeds in, milliseconds to choose and write back the due ones out.

`python -m bench due [KNOWN ...]`: a store with that many feeds (1,000 10,000 100,000) of which 500 are due, on a new
SQLite file, opened as a poll opens it. Medians of seven runs, in milliseconds. Needs nothing but this project.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from digest.model import FeedState
from digest.store import open_store
from digest.store.poll import PollStore, open_poll_store

DUE = 500
RUNS = 7
NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
URL = "sqlite:///digest.db"


def main(argv: list[str]) -> int:
    """Print one row for each number of known feeds."""
    parser = argparse.ArgumentParser(prog="python -m bench due", description=__doc__)
    parser.add_argument("known", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    print(f"{'known':>8}  {'follow':>8}  {'choose':>8}  {'write':>8}   ms, {DUE} feeds due")
    for known in parser.parse_args(argv).known:
        with tempfile.TemporaryDirectory() as folder:
            follow, choose, write = _measure(_filled(Path(folder), known), known)
        print(f"{known:>8,}  {follow:>8.2f}  {choose:>8.2f}  {write:>8.2f}")
    return 0


def _filled(folder: Path, known: int) -> PollStore:
    """A store whose feeds all wait until tomorrow, but for the due ones, which lie anywhere among them."""
    whole = open_store(URL, folder=folder)
    whole.database.engine.dispose()
    store = open_poll_store(URL, folder=folder, open_whole=lambda: whole)
    assert store is not None
    urls = _urls(known)
    store.follow(urls)
    step = max(known // DUE, 1)
    later = [
        FeedState(url, etag='"x"', last_polled=NOW, last_success=NOW, next_poll=NOW + timedelta(days=1))
        for index, url in enumerate(urls)
        if index % step
    ]
    store.save_poll(later, [], now=NOW)
    return store


def _urls(known: int) -> list[str]:
    return [f"https://host{number % 5000}.example/feed/{number}" for number in range(known)]


def _measure(store: PollStore, known: int) -> tuple[float, float, float]:
    times: list[tuple[float, float, float]] = []
    urls = _urls(known)
    for _ in range(RUNS):
        began = perf_counter()
        store.follow(urls)
        followed = perf_counter()
        due = store.due_feeds(now=NOW)
        chosen = perf_counter()
        store.save_poll([replace(state, etag='"y"') for state in due.values()], [], now=NOW)
        times.append((followed - began, chosen - followed, perf_counter() - chosen))
        assert len(due) >= DUE
    follow, choose, write = (1000 * median(column) for column in zip(*times, strict=True))
    return follow, choose, write
