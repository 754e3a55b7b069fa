"""Feeds that are pushed: our site, a feed and its hub, each a real server on loopback."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from digest.app import App, open_app
from digest.app.collecting import poll
from digest.app.hubs import hub_watch, subscribe_to_hubs
from digest.intake.polling import Eagerness
from digest.intake.websub import DENIED_REST, FALLBACK_EVERY
from digest.model import HubSubscription
from tests.intake.web import Web, plain, serve
from tests.pipeline.fakes import StillClock, Tally
from tests.web.conftest import running
from tests.web.hub import CHALLENGE, Hub, run_hub

START = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
SITE = "https://news.example"
HALF_AN_HOUR = {"minutes": 31}
CONFIG = """
sources: [{{url: "{feed}", name: Gazette, full_text: feed, every: 30m}}]
site: {{url: "{site}"}}
http: {{allow_private: [127.0.0.1/32], max_bytes: 20000, websub: {websub}}}
"""


@dataclass(slots=True)
class Place:
    """A site with one source, whose feed names a hub."""

    app: App
    clock: StillClock
    web: Web
    hub: Hub

    @property
    def feed(self) -> str:
        """The address of the feed."""
        return self.web.url("/feed")

    @property
    def topic(self) -> str:
        """The address under which the hub knows the feed."""
        return self.web.url("/feed?self")

    def publish(self, *keys: str) -> None:
        """Put a feed with these entries on its server."""
        self.web.answers["/feed"] = plain(self.document(*keys))

    def document(self, *keys: str, **more: object) -> bytes:
        """A JSON Feed that names its hub and itself."""
        items = [{"id": key, "url": f"{SITE}/{key}", "title": key, "content_text": f"{key}. " * 90} for key in keys]
        hubs = [{"type": "WebSub", "url": self.hub.address}]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": items}
        return json.dumps(feed | {"hubs": hubs, "feed_url": self.topic} | more).encode()

    def poll(self, eagerness: Eagerness = Eagerness.DUE) -> int:
        """One pass; how many feeds were asked."""
        report, _ = poll(self.app, eagerness=eagerness, progress=Tally())
        return report.asked

    def ask_hubs(self) -> int:
        """One pass, and what the hub does after it; how many requests went out."""
        report = subscribe_to_hubs(self.app)
        self.hub.settle()
        return report.asked

    def subscribe(self) -> HubSubscription:
        """Poll the feed, and subscribe at the hub that it names."""
        self.publish("old")
        self.poll()
        self.ask_hubs()
        assert self.subscription.state == "verified"
        return self.subscription

    @property
    def subscription(self) -> HubSubscription:
        """As it is stored."""
        return self.app.store.hub_subscriptions()[self.feed]

    @property
    def callback(self) -> str:
        """Where the hub calls."""
        return f"{SITE}/websub/{self.subscription.token}"

    def keys(self) -> set[str]:
        """The entries of the feed, by key."""
        return {key for key in ("old", "new", "newer") if self.app.store.entry_fates(f"{SITE}/{key}")}

    def pushed(self, *keys: str) -> None:
        """Let the hub push these, and wait until that is stored."""
        before = self.subscription.last_push
        self.clock.move(seconds=1)
        assert self.hub.distribute(self.document(*keys)) == [202]
        assert eventually(lambda: self.subscription.last_push != before)


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether it comes true within twenty seconds."""
    for _ in range(400):
        if condition():
            return True
        threading.Event().wait(0.05)
    return False


def made(folder: Path, clock: StillClock, *, feed: str, site: str = SITE, websub: str = "auto") -> App:
    file = folder / "config.yaml"
    file.write_text(CONFIG.format(feed=feed, site=site, websub=websub), encoding="utf-8")
    return replace(open_app(file), clock=clock)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    clock = StillClock(START)
    with serve() as web, run_hub() as hub:
        app = made(tmp_path, clock, feed=web.url("/feed"))
        with running(app) as address:
            hub.reach[SITE] = address
            yield Place(app, clock, web, hub)


# --- subscribing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("habit", ["verify", "verify first"])
def test_a_poll_finds_the_hub_and_the_hub_verifies_us(place: Place, habit: str) -> None:
    """Some hubs verify before they answer the request."""
    place.hub.habit = habit  # type: ignore[assignment]
    place.publish("old")
    assert place.poll() == 1
    assert place.subscription.state == "offered"
    assert place.ask_hubs() == 1
    found = place.subscription
    assert (found.state, found.hub, found.topic) == ("verified", place.hub.address, place.topic)
    assert (found.lease_until, found.failures) == (START + timedelta(seconds=place.hub.lease), 0)
    (form,) = place.hub.asked
    assert form["hub.callback"] == place.callback
    assert form["hub.secret"] == found.secret != found.token
    assert len(found.token) >= 22  # 128 bits in base64
    assert found.token not in repr(found)
    assert found.secret not in repr(found)
    assert place.ask_hubs() == 0


def test_link_headers_are_believed_before_the_body(place: Place) -> None:
    """WebSub 4."""
    links = f'<{place.hub.address}>; rel="hub", <{place.web.url("/from-header")}>; rel="self"'
    body = place.document("old", hubs=[{"type": "WebSub", "url": "http://127.0.0.1:9/"}])
    place.web.answers["/feed"] = plain(body, headers={"Link": links})
    place.poll()
    assert (place.subscription.hub, place.subscription.topic) == (place.hub.address, place.web.url("/from-header"))


def test_a_hub_at_a_private_address_is_refused(place: Place) -> None:
    """A feed must not make us post to a machine that only we can reach."""
    with run_hub(host="127.0.0.2") as inside:
        place.web.answers["/feed"] = plain(place.document("old", hubs=[{"type": "WebSub", "url": inside.address}]))
        place.poll()
        assert place.ask_hubs() == 1
        assert inside.asked == []
    assert place.subscription.state == "failed"
    assert place.subscription.reason.startswith("127.0.0.2 is a private address")


def test_a_hub_that_fails_is_asked_again_later(place: Place) -> None:
    """And the feed is polled as if there were no hub."""
    place.publish("old")
    place.poll()
    place.hub.habit = "refuse"
    assert place.ask_hubs() == 1
    assert (place.subscription.state, place.subscription.reason) == ("failed", "the hub answers 500")
    assert place.ask_hubs() == 0
    place.clock.move(minutes=11)
    place.hub.habit = "verify"
    assert place.ask_hubs() == 1
    assert place.subscription.state == "verified"


def test_a_denial_holds_for_a_week(place: Place) -> None:
    """Then the hub may have changed its mind."""
    place.publish("old")
    place.poll()
    place.hub.habit = "deny"
    place.ask_hubs()
    assert (place.subscription.state, place.subscription.reason) == ("denied", "subscribers only")
    place.clock.move(days=DENIED_REST.days, seconds=-1)
    assert place.ask_hubs() == 0
    place.clock.move(seconds=1)
    place.hub.habit = "verify"
    assert place.ask_hubs() == 1
    assert place.subscription.state == "verified"


def test_a_subscription_is_renewed_before_its_lease_ends(place: Place) -> None:
    """Under the same token, and alive all the while."""
    before = place.subscribe()
    place.clock.move(days=7)
    assert place.ask_hubs() == 0
    place.clock.move(hours=13)
    assert place.ask_hubs() == 1
    after = place.subscription
    assert after.lease_until == place.clock.now + timedelta(days=10)
    assert (after.token, after.state, len(place.hub.subscribers)) == (before.token, "verified", 1)


def test_a_lease_that_nobody_renews_runs_out(place: Place) -> None:
    """The feed is polled again as before, and the hub asked again now and then."""
    place.subscribe()
    place.pushed("old", "new")
    place.hub.habit = "silent"
    place.clock.move(days=8)
    assert place.ask_hubs() == 1
    assert place.subscription.state == "verified"
    place.clock.move(days=2)
    place.ask_hubs()
    assert (place.subscription.state, place.subscription.trusted) == ("requested", False)
    assert place.poll() == 1
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 1


def test_the_hub_of_a_removed_source_is_told(place: Place, tmp_path: Path) -> None:
    """It confirms, and its pushes find nobody any more."""
    place.subscribe()
    callback = place.callback
    without = made(tmp_path, place.clock, feed="http://127.0.0.1:9/other")
    assert subscribe_to_hubs(without).asked == 1
    place.hub.settle()
    assert place.hub.asked[-1]["hub.mode"] == "unsubscribe"
    assert place.hub.subscribers == {}
    assert place.app.store.hub_subscriptions() == {}
    assert place.hub.push(callback, b"{}", {}) == 404


def test_websub_can_be_switched_off(place: Place, tmp_path: Path) -> None:
    """What was subscribed is ended, and polls learn of no hubs."""
    place.subscribe()
    off = made(tmp_path, place.clock, feed=place.feed, websub="off")
    assert hub_watch(off) is None
    assert subscribe_to_hubs(off).asked == 1
    place.hub.settle()
    place.clock.move(hours=1)
    poll(off, eagerness=Eagerness.DUE, progress=Tally())
    assert off.store.hub_subscriptions() == {}


@pytest.mark.parametrize(
    "site", ["http://127.0.0.1:8025", "http://localhost", "https://10.1.2.3", "https://desk.local"]
)
def test_a_site_that_no_hub_can_reach_asks_none(tmp_path: Path, site: str) -> None:
    """Its callbacks would lead nowhere."""
    assert hub_watch(made(tmp_path, StillClock(START), feed="https://a.example/f", site=site)) is None


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


# --- polling as the fallback -------------------------------------------------------------------------------


def test_a_hub_is_trusted_when_it_has_sent_something(place: Place) -> None:
    """Then its feed is asked every six hours, unless a person asks."""
    place.subscribe()
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 1
    place.publish("old", "new")
    place.pushed("old", "new")
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 0
    assert place.poll(Eagerness.NOW) == 1
    place.clock.move(seconds=FALLBACK_EVERY.total_seconds() - 1)
    assert place.poll() == 0
    place.clock.move(seconds=1)
    assert place.poll() == 1
    assert place.subscription.trusted


def test_a_hub_that_keeps_news_to_itself_is_not_trusted_until_it_speaks_again(place: Place) -> None:
    """The fallback finds an entry that was not pushed."""
    place.subscribe()
    place.pushed("old", "new")
    place.publish("old", "new", "newer")
    place.clock.move(hours=7)
    assert place.poll() == 1
    assert (place.subscription.state, place.subscription.trusted) == ("verified", False)
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 1
    place.pushed("newer")
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 0
