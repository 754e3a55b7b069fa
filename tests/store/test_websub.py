"""Subscriptions at hubs: what goes in comes out, and nobody overwrites what somebody else has just decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest.model import HubSubscription
from digest.store import open_store
from digest.store.sql import SqlStore
from tests.store.examples import ENTRY, FEED, NOW

SUBSCRIPTION = HubSubscription(
    FEED,
    "https://hub.example/",
    "https://a.example/feed?self",
    token="t" * 32,
    secret="s" * 64,
    state="verified",
    lease_until=NOW + timedelta(days=10),
    last_push=NOW - timedelta(hours=1),
    trusted=True,
    failures=2,
    next_try=NOW + timedelta(days=7),
    reason="the server answers 500",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store("sqlite:///digest.db", folder=tmp_path)
    yield opened
    opened.database.engine.dispose()


def test_a_subscription_comes_back(store: SqlStore) -> None:
    """Every field of it, by its feed and by its token."""
    assert all(getattr(SUBSCRIPTION, item.name) != item.default for item in fields(SUBSCRIPTION))
    assert store.change_hub_subscription(None, SUBSCRIPTION)
    assert store.hub_subscriptions() == {FEED: SUBSCRIPTION}
    assert store.hub_subscription_by_token("t" * 32) == SUBSCRIPTION
    assert store.hub_subscription_by_token("T" * 32) is None


def test_a_second_offer_of_one_feed_changes_nothing(store: SqlStore) -> None:
    """Two polls at once found the same hub: one token counts."""
    assert store.change_hub_subscription(None, SUBSCRIPTION)
    assert not store.change_hub_subscription(None, replace(SUBSCRIPTION, token="other"))
    assert store.hub_subscriptions() == {FEED: SUBSCRIPTION}


def test_only_what_changed_is_written(store: SqlStore) -> None:
    """A push and a renewal at the same time keep each other's words."""
    store.change_hub_subscription(None, SUBSCRIPTION)
    assert store.change_hub_subscription(SUBSCRIPTION, replace(SUBSCRIPTION, last_push=NOW))
    assert store.change_hub_subscription(SUBSCRIPTION, replace(SUBSCRIPTION, failures=3))
    assert store.hub_subscriptions()[FEED] == replace(SUBSCRIPTION, last_push=NOW, failures=3)


@pytest.mark.parametrize("now_in_the_store", [{"state": "denied"}, {"token": "another"}, None])
def test_who_is_out_of_date_writes_nothing(store: SqlStore, now_in_the_store: dict[str, str] | None) -> None:
    """The row was denied, replaced or removed since it was read."""
    store.change_hub_subscription(None, SUBSCRIPTION)
    current = None if now_in_the_store is None else replace(SUBSCRIPTION, **now_in_the_store)  # type: ignore[arg-type]
    assert store.change_hub_subscription(SUBSCRIPTION, current)
    assert not store.change_hub_subscription(SUBSCRIPTION, replace(SUBSCRIPTION, failures=9))
    assert not store.change_hub_subscription(SUBSCRIPTION, None)
    assert store.hub_subscriptions() == ({FEED: current} if current else {})


def test_a_subscription_can_be_forgotten(store: SqlStore) -> None:
    """Its token opens nothing any more."""
    store.change_hub_subscription(None, SUBSCRIPTION)
    assert store.change_hub_subscription(SUBSCRIPTION, None)
    assert store.hub_subscription_by_token(SUBSCRIPTION.token) is None


def test_feeds_with_news_are_those_with_an_unknown_entry(store: SqlStore) -> None:
    """By feed and key; however many keys a feed has."""
    store.save_poll([], [replace(ENTRY, key=str(number)) for number in range(1200)], now=NOW)
    known = [replace(ENTRY, key=str(number)) for number in range(1200)]
    assert store.feeds_with_news(known) == frozenset()
    assert store.feeds_with_news([*known, replace(ENTRY, key="new")]) == {FEED}
    elsewhere = replace(ENTRY, feed_url="https://b.example/feed", key="1")
    assert store.feeds_with_news([*known, elsewhere]) == {"https://b.example/feed"}
