"""What hubs may make our site do: confirm what it asked for, and take what they have signed."""

from __future__ import annotations

import http.client
import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.web.hub import CHALLENGE
from tests.web.place import HALF_AN_HOUR, SITE, START, Place, eventually

# --- verification ------------------------------------------------------------------------------------------


def test_the_challenge_comes_back_as_text_that_no_browser_runs(place: Place) -> None:
    """Who knows the token still must not make our site print markup."""
    place.subscribe()
    query = {"hub.mode": "subscribe", "hub.topic": place.topic, "hub.challenge": "<script>alert(1)</script>"}
    status, body, headers = place.hub.call(place.callback, query)
    assert (status, body) == (200, "<script>alert(1)</script>")
    assert headers["content-type"].startswith("text/plain")
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "change",
    [
        {"hub.topic": "https://elsewhere.example/feed"},
        {"hub.topic": ""},
        {"hub.mode": "unsubscribe"},
        {"hub.mode": "publish"},
        {"hub.mode": ""},
        {"hub.challenge": ""},
        {"hub.challenge": "x" * 3000},
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed(place: Place, change: dict[str, str]) -> None:
    """Another topic, another mode, nothing to echo."""
    before = place.subscribe()
    query = {"hub.mode": "subscribe", "hub.topic": place.topic, "hub.challenge": CHALLENGE, "hub.lease_seconds": "5"}
    status, body, _ = place.hub.call(place.callback, query | change)
    assert (status, body) == (404, "")
    assert place.subscription == before


@pytest.mark.parametrize("mode", ["subscribe", "unsubscribe", "denied"])
def test_a_wrong_token_opens_nothing(place: Place, mode: str) -> None:
    """Not even with the right topic; nor may a hub speak before it was asked."""
    query = {"hub.mode": mode, "hub.topic": place.topic, "hub.challenge": CHALLENGE}
    place.publish("old")
    place.poll()
    offered = place.subscription
    assert place.hub.call(place.callback, query)[0] == 404
    assert place.hub.call(f"{SITE}/websub/{'x' * 43}", query)[0] == 404
    assert place.hub.push(f"{SITE}/websub/{'x' * 43}", b"{}", {}) == 404
    assert place.hub.push(place.callback, b"{}", {}) == 404
    assert place.subscription == offered


# --- pushes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["sha1", "sha512"])
def test_a_push_becomes_entries_of_its_feed(place: Place, method: str) -> None:
    """Whatever address it claims to be from; the next poll reads the pages, and asks no feed for it."""
    place.subscribe()
    body = place.document("old", "new", feed_url="https://elsewhere.example/feed")
    assert place.hub.distribute(body, method=method) == [202]
    assert eventually(lambda: place.keys() == {"old", "new"})
    ((entry, _),) = place.app.store.entry_fates(f"{SITE}/new")
    assert entry.feed_url == place.feed
    assert eventually(lambda: place.subscription.trusted)
    assert place.subscription.last_push == START
    assert place.subscription.topic == place.topic
    assert place.poll() == 0
    articles = place.app.store.articles_between(START - timedelta(days=1), START + timedelta(days=1))
    assert {article.title for article in articles} == {"old", "new"}
    assert {article.outlet for article in articles} == {"Gazette"}


def test_a_pushed_rss_feed_is_read_in_a_worker(place: Place) -> None:
    """As that of a poll: relative links start at the topic."""
    place.subscribe()
    item = "<item><title>Ferry</title><link>/ferry</link></item>"
    body = f"<rss version='2.0'><channel><title>G</title>{item}</channel></rss>".encode()
    assert place.hub.distribute(body, kind="application/rss+xml") == [202]
    assert eventually(lambda: place.subscription.trusted)
    ((entry, _),) = place.app.store.entry_fates(place.web.url("/ferry"))
    assert entry.feed_url == place.feed


def test_a_push_with_a_wrong_signature_is_answered_and_ignored(place: Place) -> None:
    """WebSub 7.1: whoever guesses learns nothing."""
    place.subscribe()
    body = place.document("new")
    assert place.hub.distribute(body, secret="guessed") == [202]
    assert place.hub.push(place.callback, body, {}) == 202
    assert place.hub.push(place.callback, body, {"X-Hub-Signature": "md5=00"}) == 202
    place.pushed("newer")
    assert place.keys() == {"old", "newer"}


def test_a_push_is_not_larger_than_an_answer_may_be(place: Place) -> None:
    """With its length announced or not, signed or not; the limit is that of polls."""
    place.subscribe()
    assert place.hub.distribute(b"x" * 20_001) == [413]
    parts = urlsplit(place.hub.reach[SITE])
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    path = f"/websub/{place.subscription.token}"
    connection.request("POST", path, iter([b"x" * 10_000] * 3), {"X-Hub-Signature": "sha1=0"}, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()
    assert place.hub.push(place.callback, b"x", {"Content-Encoding": "gzip"}) == 415
    assert place.subscription.last_push is None


def test_a_push_that_is_no_feed_earns_no_trust(place: Place) -> None:
    """The feed is polled for what the hub meant."""
    place.subscribe()
    place.pushed("new")
    assert place.subscription.trusted
    assert place.hub.distribute(b"hello", kind="text/plain") == [202]
    assert eventually(lambda: not place.subscription.trusted)
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 1


def test_many_pushes_at_once_are_stored_or_sent_back(place: Place) -> None:
    """A hub that is told 503 comes again; nothing is lost on the way."""
    place.subscribe()
    statuses: list[int] = []
    bodies = [place.document("new" if number % 2 else "newer") for number in range(40)]
    threads = [threading.Thread(target=lambda one=one: statuses.extend(place.hub.distribute(one))) for one in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {202, 503}
    assert eventually(lambda: place.keys() == {"old", "new", "newer"})
