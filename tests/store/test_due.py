"""Which feeds are due: chosen by an index, whoever opened the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest.errors import BusyError
from digest.model import FeedState
from digest.store import open_store
from digest.store.poll import PollStore, open_poll_store
from digest.store.sql import SqlStore
from tests.store.examples import ARTICLE, ENTRY, NOW, STATE

URL = "sqlite:///digest.db"
SOON = NOW + timedelta(minutes=1)
A, B, C = (f"https://{name}.example/feed" for name in "abc")


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(URL, folder=tmp_path)
    yield opened
    opened.database.engine.dispose()


@pytest.fixture
def quick(tmp_path: Path, whole: SqlStore) -> PollStore:
    """The same file, opened without SQLAlchemy."""
    opened = open_poll_store(URL, folder=tmp_path, open_whole=lambda: whole)
    assert opened is not None
    return opened


@pytest.fixture(params=["whole", "quick"])
def store(request: pytest.FixtureRequest) -> SqlStore | PollStore:
    found: SqlStore | PollStore = request.getfixturevalue(request.param)
    return found


def test_a_new_feed_is_due_at_once(store: SqlStore | PollStore) -> None:
    """And one that left the config is not, whatever it was waiting for."""
    store.follow([A, B])
    assert store.due_feeds(now=NOW) == {A: FeedState(A), B: FeedState(B)}
    store.follow([B, C])
    assert store.due_feeds(now=NOW).keys() == {B, C}
    assert store.feed_states().keys() == {A, B, C}
    assert store.feed_states([A, "https://unknown.example/feed"]).keys() == {A}


def test_a_feed_that_comes_back_keeps_its_state(store: SqlStore | PollStore) -> None:
    """Its validators above all; and it waits for what it waited for."""
    store.follow([A, B])
    waits = replace(STATE, url=A, next_poll=SOON, held_until=None, gone=False)
    store.save_poll([waits], [], now=NOW)
    store.follow([B])
    store.follow([A, B])
    assert store.due_feeds(now=NOW).keys() == {B}
    assert store.due_feeds(now=SOON)[A] == waits


def test_the_longest_waiting_comes_first(store: SqlStore | PollStore) -> None:
    """Our own interval counts unless the poll is impatient; what the server asked for always does."""
    ours = replace(STATE, url=A, next_poll=SOON, held_until=NOW, gone=False)
    theirs = replace(STATE, url=B, next_poll=NOW, held_until=SOON, gone=False)
    gone = replace(STATE, url=C, next_poll=NOW, held_until=None, gone=True)
    store.follow([A, B, C])
    store.save_poll([ours, theirs, gone], [], now=NOW)
    assert list(store.due_feeds(now=NOW)) == []
    assert list(store.due_feeds(now=NOW, impatient=True)) == [A]
    assert list(store.due_feeds(now=SOON)) == [A, B]
    store.save_poll([replace(theirs, held_until=NOW)], [], now=NOW)
    assert list(store.due_feeds(now=SOON)) == [B, A]


def test_the_choice_is_made_by_an_index(tmp_path: Path, whole: SqlStore) -> None:
    """SQLite's own plan: no scan of the table of feeds, and none of all entries."""
    with sqlite3.connect(tmp_path / "digest.db") as connection:
        plans = [
            str(row)
            for query in (
                "SELECT url FROM feed WHERE due_at <= 'x' ORDER BY due_at",
                "SELECT id FROM entry WHERE outcome NOT IN ('ok', 'back catalogue') AND attempts < 3",
            )
            for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")
        ]
    connection.close()
    assert any("ix_feed_due_at" in plan for plan in plans)
    assert any("ix_entry_waiting" in plan for plan in plans)


def test_what_one_stores_the_other_reads(quick: PollStore, whole: SqlStore) -> None:
    """To the byte, articles included, which only the whole store writes."""
    assert quick.save_poll([STATE], [ENTRY], now=NOW, back_catalogue=()) == 1
    assert whole.feed_states() == {STATE.url: STATE}
    assert list(whole.entries_without_article(since=NOW - timedelta(days=9), max_attempts=3)) == [ENTRY]
    quick.save_articles([(ENTRY, ARTICLE, "")])
    assert whole.articles_by_id([ARTICLE.id]) == [ARTICLE]
    assert quick.entries_without_article(since=NOW - timedelta(days=9), max_attempts=3) == []


def test_both_hold_the_same_pass(quick: PollStore, whole: SqlStore) -> None:
    """One lock file, however the store was opened."""
    with quick.exclusive("poll"), pytest.raises(BusyError, match="'digest poll'"), whole.exclusive("poll"):
        pass


@pytest.mark.parametrize(
    "url", ["sqlite:///new.db", "sqlite://", "sqlite:///file:digest.db?uri=true", "postgresql+psycopg://h/x"]
)
def test_what_is_not_a_current_file_is_left_to_the_whole_store(tmp_path: Path, whole: SqlStore, url: str) -> None:
    """It makes, migrates, and says what is wrong."""
    assert open_poll_store(url, folder=tmp_path, open_whole=lambda: whole) is None


def test_an_older_schema_is_left_to_the_whole_store(tmp_path: Path, whole: SqlStore) -> None:
    """Which brings it up to date."""
    with sqlite3.connect(tmp_path / "digest.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    assert open_poll_store(URL, folder=tmp_path, open_whole=lambda: whole) is None


def test_a_clock_that_was_ahead_puts_nothing_off(store: SqlStore | PollStore) -> None:
    """Ten years ahead, once: the next poll under a good clock asks, and a good clock changes nothing."""
    ahead = NOW + timedelta(days=3650)
    store.follow([A, B])
    wrong = replace(STATE, url=A, last_polled=ahead, next_poll=ahead, held_until=ahead, gone=False)
    store.save_poll([wrong], [], now=ahead)
    assert store.due_feeds(now=NOW).keys() == {A, B}
    right = replace(wrong, last_polled=NOW, next_poll=SOON, held_until=SOON)
    store.save_poll([right], [], now=NOW)
    assert store.due_feeds(now=NOW).keys() == {B}


def test_a_gone_feed_that_is_added_again_is_asked_again(store: SqlStore | PollStore) -> None:
    """While it is listed it is not, whatever else changes in the config."""
    store.follow([A])
    store.save_poll([replace(STATE, url=A, next_poll=NOW, held_until=None, gone=True)], [], now=NOW)
    store.follow([A, B])
    assert store.due_feeds(now=SOON).keys() == {B}
    store.follow([B])
    store.follow([A, B])
    assert store.due_feeds(now=SOON).keys() == {A, B}
