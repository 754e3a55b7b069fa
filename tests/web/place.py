"""A site, a feed and its hub, each a real server on loopback, and a clock that is moved by hand."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from digest.app.application import App, open_app
from digest.app.hubs import subscribe_to_hubs
from digest.intake.polling import Eagerness
from digest.model import HubSubscription
from tests.intake.web import Web, plain
from tests.pipeline.fakes import StillClock, Tally
from tests.web.hub import Hub

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
        report, _ = self.app.poller.poll(eagerness=eagerness, progress=Tally())
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


def pushed_site(folder: Path, clock: StillClock, *, feed: str, site: str = SITE, websub: str = "auto") -> App:
    """A site with one source, allowed to reach loopback."""
    file = folder / "config.yaml"
    file.write_text(CONFIG.format(feed=feed, site=site, websub=websub), encoding="utf-8")
    return replace(open_app(file), clock=clock)
