"""The store: what goes in comes out, whatever happens to the process."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text

from digest.errors import BusyError, StoreError, UsageError
from digest.model import Article, Delivery, Edition, Entry, FeedState, PageState, Subscriber
from digest.ports import Store
from digest.store import open_store
from digest.store.migrations import HEAD, create, upgrade
from digest.store.sql import SqlStore
from digest.store.tables import metadata
from tests.store.examples import ARTICLE, EDITION, ENTRY, FEED, NOW, READER, STATE, STORY

LONG_AGO = NOW - timedelta(days=3650)

URL = "sqlite:///digest.db"
CHECKOUT = Path(__file__).parents[2]
VERSIONS = CHECKOUT / "digest" / "store" / "migrations" / "versions"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(URL, folder=tmp_path)
    yield opened
    opened.database.engine.dispose()


def reopened(store: SqlStore) -> SqlStore:
    """The same file, read by nobody before."""
    store.database.engine.dispose()
    assert store.database.file is not None
    return open_store(f"sqlite:///{store.database.file}")


def saved_entries(store: SqlStore, *entries: Entry, now: datetime = NOW) -> None:
    store.save_poll([], entries, now=now)


# --- round trips -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", [STATE, ENTRY, ARTICLE, STORY], ids=lambda value: type(value).__name__)
def test_the_examples_leave_no_field_at_its_default(example: object) -> None:
    """Else a column that is forgotten would pass the tests below."""
    for item in fields(example):  # type: ignore[arg-type]  # all of them are dataclasses
        assert getattr(example, item.name) not in (item.default, None), item.name


def test_a_feed_state_comes_back(store: SqlStore) -> None:
    """With its validators to the byte; also one that was never answered."""
    silent = FeedState("https://silent.example/feed")
    store.save_poll([STATE, silent], [], now=NOW)
    assert reopened(store).feed_states() == {STATE.url: STATE, silent.url: silent}


def test_an_entry_comes_back(store: SqlStore) -> None:
    """Full and bare."""
    bare = Entry(FEED, "bare", "", "")
    saved_entries(store, ENTRY, bare)
    found = {entry.key: entry for entry in reopened(store).entries_without_article(since=LONG_AGO, max_attempts=3)}
    assert found == {ENTRY.key: ENTRY, bare.key: bare}


def test_an_article_comes_back(store: SqlStore) -> None:
    """Found by time, id, address and the entry's link."""
    bare = Article("ffff", "https://b.example/", FEED, "B", "T", NOW, NOW + timedelta(hours=1))
    saved_entries(store, ENTRY)
    store.save_articles([(ENTRY, ARTICLE, ""), (Entry(FEED, "b", "", ""), bare, "")])
    store = reopened(store)
    assert list(store.articles_between(NOW - timedelta(days=1), NOW + timedelta(days=1))) == [ARTICLE, bare]
    assert list(store.articles_by_id(["ffff", "unknown", ARTICLE.id])) == [bare, ARTICLE]
    for name in (ARTICLE.id, ARTICLE.url, ENTRY.link, ENTRY.key):
        assert store.find_article(name) == ARTICLE
    assert store.find_article("https://nowhere.example/") is None


def test_articles_are_taken_from_the_start_up_to_the_end(store: SqlStore) -> None:
    """[start, end): two windows that touch share no article and lose none."""
    hours = [replace(ARTICLE, id=f"{hour:x}", published=NOW + timedelta(hours=hour)) for hour in range(4)]
    store.save_articles([(ENTRY, article, "") for article in hours])
    assert [article.id for article in store.articles_between(NOW, NOW + timedelta(hours=2))] == ["0", "1"]
    assert [article.id for article in store.articles_between(NOW + timedelta(hours=2), NOW + timedelta(hours=9))] == [
        "2",
        "3",
    ]


def test_a_page_comes_back_with_its_validators(store: SqlStore) -> None:
    """Unless it became an article that is not there any more; the last word on a page counts."""
    store.save_articles([(ENTRY, ARTICLE, "")])
    read = PageState(ENTRY.link, 'W/"x, y"', "Tue, 03 Mar 2026 09:00:00 GMT", ARTICLE.id)
    lost, wall = (
        PageState("https://a.example/2", '"2"', "", "gone"),
        PageState("https://a.example/3", '"3"', "", "", "a wall"),
    )
    store.save_pages([])
    store.save_pages([replace(read, etag='"old"'), lost, wall, read])
    found = reopened(store).page_states([read.url, lost.url, wall.url, "https://a.example/4"])
    assert found == {read.url: read, wall.url: wall}


def test_an_unchanged_page_gives_its_article_to_another_entry(store: SqlStore) -> None:
    """Two feeds that link to one page."""
    other = replace(ENTRY, feed_url="https://b.example/feed")
    saved_entries(store, ENTRY, other)
    store.save_articles([(ENTRY, ARTICLE, "")])
    store.keep_articles([])
    store.keep_articles([(other, PageState(ENTRY.link, '"1"', "", ARTICLE.id))])
    assert store.entries_without_article(since=LONG_AGO, max_attempts=3) == []
    assert [fate for _, fate in store.entry_fates(ENTRY.link)] == ["ok", "ok"]


def test_a_page_that_was_not_asked_for_is_no_attempt(store: SqlStore) -> None:
    """Its host wants to be left alone; the entry waits for as long as that takes."""
    saved_entries(store, ENTRY)
    for _ in range(5):
        store.save_articles([(ENTRY, None, "later")], not_asked={(ENTRY.feed_url, ENTRY.key)})
    assert store.entries_without_article(since=LONG_AGO, max_attempts=1) == [ENTRY]
    store.save_articles([(ENTRY, None, "no answer")])
    assert store.entries_without_article(since=LONG_AGO, max_attempts=1) == []


def test_a_host_is_held_until_its_time_is_over(store: SqlStore) -> None:
    """A later wish takes the place of an earlier one; what is over is forgotten."""
    a, b, hour = "https://a.example", "https://b.example:8443", timedelta(hours=1)
    store.hold_host(a, until=NOW + hour, now=NOW)
    store.hold_host(a, until=NOW + 2 * hour, now=NOW)
    store.hold_host(b, until=NOW + hour, now=NOW)
    store = reopened(store)
    assert store.held_hosts(now=NOW) == {a: NOW + 2 * hour, b: NOW + hour}
    assert store.held_hosts(now=NOW + hour) == {a: NOW + 2 * hour}
    store.hold_host(b, until=NOW + 9 * hour, now=NOW + 3 * hour)
    assert store.held_hosts(now=NOW) == {b: NOW + 9 * hour}


def test_stories_come_back_best_first(store: SqlStore) -> None:
    """With every reason; the last build replaces the one before, of its own newsletter only."""
    store.save_articles([(ENTRY, ARTICLE, "")])
    better = replace(STORY, id="s2", rank=replace(STORY.rank, score=9.0), first_seen=None, last_change=None)
    store.save_stories([STORY, better], newsletter="today", now=NOW)
    store.save_stories([STORY], newsletter="weekly", now=NOW)
    store = reopened(store)
    assert list(store.stories("today")) == [better, STORY]
    store.save_stories([], newsletter="today", now=NOW)
    assert list(store.stories("today")) == []
    assert list(store.stories("weekly")) == [STORY]


def test_an_edition_comes_back(store: SqlStore) -> None:
    """By slot, number, newsletter and date."""
    saved = store.save_edition(EDITION)
    assert saved == replace(EDITION, id=saved.id)
    assert saved.id > 0
    store = reopened(store)
    assert store.edition_for_slot("today", NOW) == saved
    for name in (str(saved.id), "today", "today/2026-03-04"):
        assert store.find_edition(name) == saved
    assert list(store.editions()) == [saved]
    assert store.edition_for_slot("today", NOW + timedelta(days=1)) is None


@pytest.mark.parametrize("name", ["99", str(2**63), "9" * 5000, "weekly", "today/2026-03-05", "today/yesterday", ""])
def test_an_unknown_edition_is_named(store: SqlStore, name: str) -> None:
    """With what would make one, or what a date looks like."""
    store.save_edition(EDITION)
    with pytest.raises(UsageError):
        store.find_edition(name)


def test_a_subscriber_comes_back(store: SqlStore) -> None:
    """And is found by the token of the unsubscribe address."""
    assert store.add_subscribers([READER, replace(READER, newsletter="weekly", token="", state="pending")]) == 2
    (today,) = reopened(store).subscribers("today")
    assert today == replace(READER, id=today.id)
    assert store.subscriber_by_token(READER.token) == today
    assert store.subscriber_by_token("guessed") is None
    (weekly,) = store.subscribers("weekly")
    assert len(weekly.token) >= 22  # 128 bits in base64
    assert list(store.active_subscribers("weekly")) == []


def test_naive_datetimes_are_refused(store: SqlStore) -> None:
    """A time without a zone is a bug wherever it comes from; nothing of its batch is stored."""
    naive = replace(STATE, next_poll=datetime(2026, 3, 4))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="no time zone"):
        store.save_poll([naive], [ENTRY], now=NOW)
    assert store.feed_states() == {}
    assert list(store.entries_without_article(since=LONG_AGO, max_attempts=3)) == []


# --- feeds and entries -------------------------------------------------------------------------------------


def test_save_poll_counts_only_what_is_new(store: SqlStore) -> None:
    """A known entry takes its new words; the same key in another feed is another entry."""
    elsewhere = replace(ENTRY, feed_url="https://b.example/feed")
    assert store.save_poll([STATE], [ENTRY], now=NOW) == 1
    renamed = replace(ENTRY, title="Ferry delayed", link="https://a.example/1b", published=NOW)
    assert store.save_poll([replace(STATE, etag="new")], [renamed, elsewhere], now=NOW + timedelta(hours=1)) == 1
    assert store.feed_states()[FEED].etag == "new"
    assert set(store.entries_without_article(since=LONG_AGO, max_attempts=3)) == {renamed, elsewhere}
    assert store.count_entries() == {FEED: 1, elsewhere.feed_url: 1}
    assert store.save_poll([], [], now=NOW) == 0


def test_entries_wait_for_their_page_newest_first(store: SqlStore) -> None:
    """Today's news before the rest of a long backlog."""
    old, new = replace(ENTRY, key="old"), replace(ENTRY, key="new")
    saved_entries(store, old)
    saved_entries(
        store, replace(new, key="older", published=NOW - timedelta(days=3)), new, now=NOW + timedelta(hours=1)
    )
    assert [entry.key for entry in store.entries_without_article(since=LONG_AGO, max_attempts=3)] == [
        "new",
        "old",
        "older",
    ]


def test_a_date_in_the_future_is_not_the_newest_for_ever(store: SqlStore) -> None:
    """It counts as the day we first saw the entry, as does none."""
    ahead, undated = replace(ENTRY, key="ahead", published=NOW + timedelta(days=700)), replace(ENTRY, key="undated")
    saved_entries(store, replace(undated, published=None), replace(ENTRY, key="before"), ahead)
    later = NOW + timedelta(hours=5)
    saved_entries(store, replace(ENTRY, key="after", published=NOW + timedelta(hours=1)), now=later)
    waiting = [entry.key for entry in store.entries_without_article(since=LONG_AGO, max_attempts=3)]
    assert waiting == ["after", "ahead", "undated", "before"]


def test_an_entry_is_read_once(store: SqlStore) -> None:
    """Also when its feed publishes it again with another summary."""
    saved_entries(store, ENTRY)
    store.save_articles([(ENTRY, ARTICLE, "")])
    saved_entries(store, replace(ENTRY, summary="In other words.", published=NOW))
    assert list(store.entries_without_article(since=LONG_AGO, max_attempts=3)) == []
    assert [fate for _, fate in store.entry_fates(ENTRY.link)] == ["ok"]


@pytest.mark.parametrize("change", [{"title": "New"}, {"link": "https://a.example/2"}, {"content": "<p>New.</p>"}])
def test_an_entry_that_changes_is_read_again_while_it_is_news(store: SqlStore, change: dict[str, Any]) -> None:
    """By its own date or the day we first saw it: a feed that rewrites its archive causes no flood."""
    new, late = ENTRY, replace(ENTRY, key="late", published=NOW + timedelta(days=3))
    old = replace(ENTRY, key="old", published=None)
    ahead = replace(ENTRY, key="ahead", published=NOW + timedelta(days=900))
    entries = [new, late, old, ahead]
    saved_entries(store, *entries)
    of_feed = replace(ARTICLE, origins={"body": "feed"})
    store.save_articles([(entry, of_feed, "") for entry in entries])

    def changed_at(now: datetime, change: dict[str, Any]) -> set[str]:
        saved_entries(store, *(replace(entry, **change) for entry in entries), now=now)
        return {entry.key for entry in store.entries_without_article(since=LONG_AGO, max_attempts=1)}

    assert changed_at(NOW + timedelta(days=3), {}) == set()
    assert changed_at(NOW + timedelta(days=3), change) == {"late"}
    assert changed_at(NOW + timedelta(days=2), {}) == {new.key, "late", "old", "ahead"}


def test_the_text_in_a_feed_does_not_matter_where_the_page_became_the_article(store: SqlStore) -> None:
    """It may hold signed addresses and counters: the page would be asked for at every poll."""
    saved_entries(store, ENTRY)
    store.save_articles([(ENTRY, ARTICLE, "")])
    saved_entries(store, replace(ENTRY, content="<p>1,312 views</p>"))
    assert list(store.entries_without_article(since=LONG_AGO, max_attempts=1)) == []


def test_an_entry_that_failed_or_is_never_read_does_not_start_anew(store: SqlStore) -> None:
    """A new title is no reason to believe that its page is back."""
    old = replace(ENTRY, key="old")
    store.save_poll([], [ENTRY, old], now=NOW, back_catalogue={(old.feed_url, old.key)})
    store.save_articles([(ENTRY, None, "no answer")])
    saved_entries(store, replace(ENTRY, title="New"), replace(old, title="New"))
    assert list(store.entries_without_article(since=LONG_AGO, max_attempts=1)) == []
    assert sorted(fate for _, fate in store.entry_fates(ENTRY.link)) == ["back catalogue", "no answer"]


def test_an_unchanged_page_takes_the_new_title_of_its_own_entry(store: SqlStore) -> None:
    """And of no other feed that leads to it."""
    saved_entries(store, ENTRY)
    store.save_articles([(ENTRY, ARTICLE, "")])
    page = PageState(ENTRY.link, '"1"', "", ARTICLE.id)
    store.keep_articles([(replace(ENTRY, title="New"), page)])
    store.keep_articles([(replace(ENTRY, title=""), page)])
    store.keep_articles([(replace(ENTRY, feed_url="https://b.example/feed", title="Other"), page)])
    assert store.find_article(ENTRY.link) == replace(ARTICLE, title="New")


@pytest.mark.parametrize("article", [None, ARTICLE], ids=["nothing", "only the feed's text"])
def test_a_page_that_failed_is_tried_again_so_many_times(store: SqlStore, article: Article | None) -> None:
    """Whether the feed's own words stood in for it or not; the reason is kept for who asks."""
    saved_entries(store, ENTRY)
    for _ in range(3):
        assert list(store.entries_without_article(since=LONG_AGO, max_attempts=3)) == [ENTRY]
        store.save_articles([(ENTRY, article, "the page answers 503")])
    assert list(store.entries_without_article(since=LONG_AGO, max_attempts=3)) == []
    assert [fate for _, fate in store.entry_fates(ENTRY.link)] == ["the page answers 503"]


def test_a_failed_try_does_not_lose_what_an_earlier_one_found(store: SqlStore) -> None:
    """The stub of the first try is still the entry's article after a try that found nothing."""
    saved_entries(store, ENTRY)
    store.save_articles([(ENTRY, ARTICLE, "the page answers 503")])
    store.save_articles([(ENTRY, None, "took longer than 20 s")])
    assert store.find_article(ENTRY.link) == ARTICLE


def test_a_stub_never_replaces_an_article(store: SqlStore) -> None:
    """Two feeds link to one page; the second fetch is refused and gives only the feed's words."""
    whole = replace(ARTICLE, kind="article", body=("All of it.",))
    store.save_articles([(ENTRY, ARTICLE, "")])
    store.save_articles([(ENTRY, whole, "")])
    store.save_articles([(ENTRY, ARTICLE, "the page answers 429")])
    assert store.find_article(ARTICLE.id) == whole


def test_a_stub_goes_when_its_page_turns_out_to_be_another(store: SqlStore) -> None:
    """Links redirect: once the page is read, its article stands under the page's own address, and stands alone."""
    stub = replace(ARTICLE, id="stub")
    other = replace(ENTRY, key="other")
    saved_entries(store, ENTRY, other)
    store.save_articles([(ENTRY, stub, "the page answers 503"), (other, stub, "the page answers 503")])
    store.save_articles([(ENTRY, ARTICLE, "")])
    assert store.articles_by_id(["stub"]) == [stub]
    store.save_articles([(other, ARTICLE, "")])
    assert store.articles_by_id(["stub", ARTICLE.id]) == [ARTICLE]


def test_an_article_that_is_read_again_keeps_when_it_was_first_collected(store: SqlStore) -> None:
    """Everything else is taken from the later reading."""
    store.save_articles([(ENTRY, ARTICLE, "")])
    again = replace(ARTICLE, title="Corrected", collected=NOW + timedelta(days=1), body=("New.",))
    store.save_articles([(ENTRY, again, "")])
    assert store.find_article(ARTICLE.id) == replace(again, collected=ARTICLE.collected)


def test_one_bad_article_stores_none_of_its_batch(store: SqlStore) -> None:
    """One transaction: a crash in the middle repeats the batch and does not halve it."""
    naive = replace(ARTICLE, id="bad", published=datetime(2026, 3, 4))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="no time zone"):
        store.save_articles([(ENTRY, ARTICLE, ""), (ENTRY, naive, "")])
    assert store.find_article(ARTICLE.id) is None


# --- editions ----------------------------------------------------------------------------------------------


def test_a_draft_is_replaced_and_keeps_its_number(store: SqlStore) -> None:
    """An address that an editor has open stays good."""
    first = store.save_edition(EDITION)
    second = store.save_edition(replace(EDITION, subject="Other"))
    assert second.id == first.id
    assert store.find_edition("today").subject == "Other"
    assert len(store.editions()) == 1


def test_an_approved_edition_is_never_replaced(store: SqlStore) -> None:
    """What was promised to readers does not change under them."""
    saved = store.save_edition(EDITION)
    store.approve_edition(saved.id)
    approved = replace(saved, state="approved")
    assert store.save_edition(replace(EDITION, subject="Other")) == approved
    assert store.find_edition("today") == approved


def test_only_approved_editions_of_earlier_slots_are_remembered(store: SqlStore) -> None:
    """Newest first: a draft was never read by anyone."""
    saved: list[Edition] = []
    for day in range(5):
        slot = NOW + timedelta(days=day)
        saved.append(store.save_edition(replace(EDITION, slot=slot, local_date=slot.date())))
        if day != 1:
            store.approve_edition(saved[-1].id)
    store.approve_edition(store.save_edition(replace(EDITION, newsletter="weekly")).id)
    earlier = store.earlier_editions("today", before=saved[4].slot, limit=2)
    assert [edition.id for edition in earlier] == [saved[3].id, saved[2].id]
    assert [edition.id for edition in store.earlier_editions("today", before=saved[2].slot, limit=9)] == [saved[0].id]


# --- outbox ------------------------------------------------------------------------------------------------


@pytest.fixture
def queued(store: SqlStore) -> int:
    """An edition that waits for three readers; gives its number."""
    edition = store.save_edition(EDITION)
    store.add_subscribers([Subscriber(f"{name}@example.org", "today") for name in ("ann", "bob", "cy")])
    assert store.enqueue(edition.id, store.active_subscribers("today"), domain="digest.example") == 3
    return edition.id


def addresses(deliveries: Iterator[Delivery] | list[Delivery]) -> list[str]:
    return [delivery.subscriber.address.partition("@")[0] for delivery in deliveries]


def waiting(store: SqlStore, edition_id: int, *, now: datetime = NOW) -> list[Delivery]:
    return list(store.pending(edition_id, now=now, limit=100))


def test_an_edition_is_queued_once_for_each_reader(store: SqlStore, queued: int) -> None:
    """A second run adds only who is new; Message-IDs are fixed and no two are the same."""
    first = waiting(store, queued)
    store.add_subscribers([Subscriber("dee@example.org", "today")])
    assert store.enqueue(queued, store.active_subscribers("today"), domain="digest.example") == 1
    again = waiting(store, queued)
    assert again[:3] == first
    assert len({delivery.message_id for delivery in again}) == 4
    assert all(delivery.message_id.endswith("@digest.example>") for delivery in again)


def test_the_fate_of_a_delivery_is_kept(store: SqlStore, queued: int) -> None:
    """What was sent or has failed for good is not tried again; what a crash left half done is."""
    sent, failed, half = waiting(store, queued)
    store.mark(replace(sent, state="sent", attempts=1, answer="250"), now=NOW)
    store.mark(replace(failed, state="failed", attempts=1, answer="550 no such user"), now=NOW)
    store.mark(replace(half, state="sending", attempts=1), now=NOW)
    store = reopened(store)
    assert waiting(store, queued) == [replace(half, state="sending", attempts=1)]
    assert store.delivery_counts(queued) == {"sent": 1, "failed": 1, "sending": 1}
    assert addresses(list(store.failed_deliveries(queued))) == ["bob", "cy"]


def test_a_delivery_waits_until_its_next_try(store: SqlStore, queued: int) -> None:
    """Greylisting servers ask for five minutes."""
    ann = waiting(store, queued)[0]
    later = NOW + timedelta(minutes=5)
    store.mark(replace(ann, attempts=1, answer="451"), now=NOW, next_try=later)
    assert addresses(waiting(store, queued)) == ["bob", "cy"]
    assert addresses(waiting(store, queued, now=later)) == ["ann", "bob", "cy"]


def test_who_leaves_gets_nothing_any_more(store: SqlStore, queued: int) -> None:
    """Not even what was queued, half sent or put off before; also when nobody is left."""
    ann = waiting(store, queued)[0]
    store.mark(replace(ann, state="sending", attempts=1), now=NOW)
    assert store.unsubscribe("ann@example.org", "today")
    assert addresses(waiting(store, queued)) == ["bob", "cy"]
    assert store.unsubscribe("bob@example.org", "today")
    assert store.unsubscribe("cy@example.org", "today")
    assert store.enqueue(queued, store.active_subscribers("today"), domain="digest.example") == 0
    assert waiting(store, queued) == []
    assert not store.unsubscribe("nobody@example.org", "today")


def test_an_address_that_joins_again_is_not_doubled(store: SqlStore, queued: int) -> None:
    """The config lists its subscribers at every start; who has left stays away."""
    store.unsubscribe("ann@example.org", "today")
    assert store.add_subscribers([Subscriber("ann@example.org", "today")]) == 0
    assert addresses([Delivery(0, 0, one, "") for one in store.active_subscribers("today")]) == ["bob", "cy"]


# --- the database ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [upgrade, create], ids=["migrated", "made new"])
def test_every_way_gives_the_tables_of_the_code(tmp_path: Path, make: Callable[[Engine], None]) -> None:
    """Alembic finds no difference between what was made and what the queries expect; both say the same version."""
    engine = create_engine(f"sqlite:///{tmp_path / 'digest.db'}")
    make(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
    engine.dispose()
    opened = open_store(URL, folder=tmp_path)
    assert opened.database.version() == HEAD
    opened.database.engine.dispose()
    assert [file.name for file in tmp_path.glob("*.before-*")] == []


def test_the_head_is_the_last_migration() -> None:
    """Else a new store would say that it is older or newer than it is."""
    assert max(VERSIONS.glob("*.py")).name.startswith(f"{HEAD}_")


def test_every_commit_is_on_the_disk(store: SqlStore) -> None:
    """WAL with synchronous=FULL (2): a power cut costs nothing that was said to be stored."""
    with store.database.reading() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_sound_store_has_no_faults(store: SqlStore, queued: int) -> None:
    """What 'digest db check' says of it."""
    assert store.database.integrity_faults() == []


def test_readers_see_one_state_while_another_writes(store: SqlStore) -> None:
    """The desk is open during a poll."""
    with store.database.writing() as writer:
        writer.execute(text("DELETE FROM feed"))
        assert store.feed_states() == {}
    store.save_poll([STATE], [], now=NOW)
    with store.database.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM feed")) == 1
        store.save_poll([replace(STATE, url="https://b.example/feed")], [], now=NOW)
        assert reader.scalar(text("SELECT count(*) FROM feed")) == 1


def test_a_copy_is_a_whole_store(store: SqlStore, tmp_path: Path) -> None:
    """Taken while the store is in use; never over another file."""
    store.save_poll([STATE], [ENTRY], now=NOW)
    target = tmp_path / "copy.db"
    store.database.copy_to(target)
    copy = open_store(f"sqlite:///{target}")
    assert copy.feed_states() == {FEED: STATE}
    copy.database.engine.dispose()
    with pytest.raises(StoreError, match="exists; name a file that does not"):
        store.database.copy_to(target)
    with pytest.raises(StoreError, match="nowhere"):
        store.database.copy_to(tmp_path / "nowhere" / "copy.db")


def test_the_store_is_what_the_passes_ask_for(store: SqlStore) -> None:
    """The type checker compares it with the port."""
    port: Store = store
    assert port is store


# --- what can be wrong with it -----------------------------------------------------------------------------


def newer(folder: Path) -> str:
    with sqlite3.connect(folder / "digest.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    return URL


def corrupt(folder: Path) -> str:
    (folder / "digest.db").write_bytes(b"This is no database. " * 500)
    return URL


def damaged(folder: Path) -> str:
    open_store(URL, folder=folder).database.engine.dispose()
    file = folder / "digest.db"
    content = bytearray(file.read_bytes())
    content[100:8000] = os.urandom(7900)
    file.write_bytes(content)
    for beside in ("digest.db-wal", "digest.db-shm"):
        (folder / beside).unlink(missing_ok=True)
    return URL


def a_folder(folder: Path) -> str:
    (folder / "digest.db").mkdir()
    return URL


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (newer, "was written by a newer digest (schema 9999); install that version"),
        (corrupt, "file is not a database; put back your last copy"),
        (damaged, "put back your last copy"),
        (a_folder, "unable to open database file"),
        (lambda _: "sqlite:///nowhere/digest.db", "nowhere does not exist; create it, or change 'store'"),
        (lambda _: "digest.db", "is not a database address such as sqlite:///digest.db"),
        (lambda _: "oracle+nothing://host/x", "is not a database that digest knows"),
    ],
    ids=["newer", "corrupt", "damaged", "folder", "missing folder", "no address", "unknown driver"],
)
def test_a_store_that_cannot_be_opened_says_why(tmp_path: Path, arrange: Callable[[Path], str], said: str) -> None:
    """One line with the place and the mend, and nothing is changed on the way."""
    url = arrange(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(StoreError) as caught:
        open_store(url, folder=tmp_path)
    assert str(caught.value).startswith("store: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(("-wal", "-shm"))) == before


def test_a_password_is_not_shown() -> None:
    """Errors end up in logs and bug reports."""
    with pytest.raises(StoreError) as caught:
        open_store("postgresql+nothing://ann:canary@host/x")
    assert "canary" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    """SQLite needs to make files beside its own."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot be written; give this user the right"):
            open_store(URL, folder=tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_is_named(store: SqlStore) -> None:
    """SQLite's own page limit stands in for the disk; what was stored stays readable."""
    store.save_poll([STATE], [], now=NOW)
    many = [replace(ENTRY, key=str(number), content="x" * 10_000) for number in range(100)]
    store.database.engine.dispose()
    with store.database.writing() as connection:
        connection.execute(text("PRAGMA max_page_count = 40"))
    with pytest.raises(StoreError, match="full; make room on the disk"):
        store.save_poll([], many, now=NOW)
    assert store.feed_states() == {FEED: STATE}


# --- other processes ---------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from digest.store import open_store
with open_store("sqlite:///digest.db", folder=Path(sys.argv[1])).exclusive("poll"):
    print("holding", flush=True)
    sys.stdin.read()
"""

WRITE = """
import sys
from dataclasses import replace
from pathlib import Path
from digest.store import open_store
from tests.store.examples import ENTRY, NOW, STATE
store = open_store("sqlite:///digest.db", folder=Path(sys.argv[1]))
for batch in range(1_000_000):
    entries = [replace(ENTRY, key=f"{batch}-{number}", content="x" * 2000) for number in range(50)]
    store.save_poll([replace(STATE, failures=batch)], entries, now=NOW)
    print(batch, flush=True)
"""


def run(code: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )


def test_a_second_process_is_told_who_holds_the_pass(store: SqlStore, tmp_path: Path) -> None:
    """And gets it as soon as the first one is dead, however it died."""
    with run(HOLD, tmp_path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holding\n"
        with pytest.raises(BusyError, match=rf"'digest poll' \(process {other.pid}, since .* UTC\) is at work"):
            store.exclusive("poll").__enter__()
        with store.exclusive("build"):
            pass  # another pass may run beside it
        other.send_signal(signal.SIGKILL)
        other.wait()
    with store.exclusive("poll"), pytest.raises(BusyError, match="'digest poll'"):
        store.exclusive("poll").__enter__()
    with store.exclusive("poll"):
        pass


@pytest.mark.parametrize("batches", [1, 3, 10])
def test_a_process_killed_while_it_writes_leaves_a_sound_store(tmp_path: Path, batches: int) -> None:
    """Each batch is there whole or not at all, and all that was reported is there."""
    with run(WRITE, tmp_path) as other:
        assert other.stdout is not None
        for _ in range(batches):
            reported = int(other.stdout.readline())
        other.send_signal(signal.SIGKILL)
        other.wait()
        reported = max([reported, *(int(line) for line in other.stdout.read().split("\n")[:-1])])
    store = open_store(URL, folder=tmp_path)
    assert store.database.integrity_faults() == []
    failures = store.feed_states()[FEED].failures
    assert failures in {reported, reported + 1}
    assert store.count_entries() == {FEED: 50 * (failures + 1)}
    store.database.engine.dispose()


def test_two_processes_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    """The scheduler and a command start together on the first day."""
    others = [run(HOLD.replace('.exclusive("poll")', ".database.reading()"), tmp_path) for _ in range(2)]
    for other in others:
        said, _ = other.communicate("")
        assert (other.returncode, said) == (0, "holding\n")


def test_an_entry_too_old_to_be_printed_is_not_waited_for(store: SqlStore) -> None:
    """By its own date, and by the day we first saw it when it has none: a back catalogue is never fetched."""
    dated = replace(ENTRY, key="dated", published=NOW - timedelta(days=9))
    undated = replace(ENTRY, key="undated", published=None)
    store.save_poll([], [dated, undated], now=NOW)
    waiting = store.entries_without_article(since=NOW - timedelta(days=2), max_attempts=3)
    assert [entry.key for entry in waiting] == ["undated"]
    assert store.entries_without_article(since=NOW + timedelta(days=1), max_attempts=3) == []


def test_a_store_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """What it knew of moves and dates is kept, so that no feed is asked in vain or called undated."""
    file = tmp_path / "digest.db"
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO feed VALUES ('f','','','','',NULL,NULL,NULL,NULL,0,NULL,'',0,'moved')"))
        connection.execute(
            text(
                "INSERT INTO entry VALUES (1,'f','k','','','2026-03-04 05:00:00',NULL,'','','[]','','',:now,NULL,0,'')"
            ),
            {"now": "2026-03-04 06:00:00"},
        )
    engine.dispose()
    opened = open_store(URL, folder=tmp_path)
    state = opened.feed_states()["f"]
    assert (state.moved_to, state.move_proved) == ("moved", True)
    assert state.last_entry == datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
    assert (state.skip_hours, state.skip_days, state.ttl_seconds) == ((), (), 0)
    opened.database.engine.dispose()


def test_a_changed_enclosure_is_news(store: SqlStore) -> None:
    """A recording that follows its announcement is stored with an entry whose words are the same."""
    saved_entries(store, replace(ENTRY, enclosures=()))
    saved_entries(store, ENTRY)
    assert list(store.entries_without_article(since=LONG_AGO, max_attempts=3)) == [ENTRY]
