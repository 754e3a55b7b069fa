"""A real server on loopback over a store with one approved edition and one draft."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn

from digest.app.application import App, open_app
from digest.app.publishing import build
from digest.model import Article, Subscriber
from digest.store.sql import SqlStore
from digest.urls import stable_id
from digest.web import build_site
from tests.intake.web import serve
from tests.pipeline.fakes import StillClock
from tests.web.hub import run_hub
from tests.web.place import SITE, START, Place, pushed_site

NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
CONFIG = """
sources: [{url: https://a.example/feed, name: The Harbour Post, country: GB, language: en}]
site: {name: Test Site, url: https://news.example, postal_address: 1 Test Lane}
topics: [{name: Ports, any: [harbour]}]
newsletters: [{name: today, blocks: [{lead: 1}, {topics: 3}, {briefs: 5}, latest]}]
"""


@dataclass(frozen=True)
class Answer:
    """What a GET or POST gave."""

    status: int
    headers: dict[str, str]
    text: str


Ask = Callable[..., Answer]


def article(number: int, title: str) -> Article:
    url = f"https://a.example/{number}"
    return Article(
        id=stable_id(url),
        url=url,
        feed_url="https://a.example/feed",
        outlet="The Harbour Post",
        country="GB",
        language="en",
        title=title,
        collected=NOW,
        published=NOW - timedelta(hours=number),
        standfirst=f"{title}, and why it matters to the people of the harbour and to everybody who lives from it.",
        body=(f"{title}. The harbour board said on Tuesday that {number}00 ships were waiting.",) * 3,
    )


def fill(store: SqlStore) -> None:
    from digest.model import Entry  # noqa: PLC0415

    entries = [Entry("https://a.example/feed", str(n), f"https://a.example/{n}", "t") for n in range(1, 4)]
    titles = ("Cranes stand still in the harbour", "Bakers of the old town raise prices", "<b>Bold</b> & {{ 7*7 }}")
    store.save_poll([], entries, now=NOW)
    store.save_articles(
        [(entry, article(n, title), "") for n, (entry, title) in enumerate(zip(entries, titles, strict=True), start=1)]
    )


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An application whose clock stands still."""
    return made(tmp_path, CONFIG)


@pytest.fixture
def loopback_app(tmp_path: Path) -> App:
    """The same before it has a public address."""
    return made(tmp_path, CONFIG.replace("https://news.example", "http://127.0.0.1:8025"))


def made(folder: Path, config: str) -> App:
    """An application with an approved edition and a subscriber."""
    file = folder / "config.yaml"
    file.write_text(config, encoding="utf-8")
    found = replace(open_app(file), clock=lambda: NOW)
    fill(found.store)
    newsletter = found.newsletter("today")
    first = build(found, newsletter, slot=NOW - timedelta(hours=2))
    assert first is not None
    found.store.approve_edition(first.id)
    found.store.add_subscribers([Subscriber("ann@reader.example", "today", token="t" * 32)])
    return found


@pytest.fixture
def ask(app: App) -> Iterator[Ask]:
    """Ask the served site for a path."""
    with served(app) as get:
        yield get


@contextmanager
def running(app: App) -> Iterator[str]:
    """Serve the site while the block runs; gives its address."""
    config = uvicorn.Config(build_site(app, desk=True), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def served(app: App) -> Iterator[Ask]:
    """Serve the site while the block runs; gives the way to ask it for a path."""

    def get(path: str, *, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
        data = b"List-Unsubscribe=One-Click" if method == "POST" else None
        request = urllib.request.Request(f"{address}{path}", data, headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read().decode())

    with running(app) as address:
        yield get


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A site whose one feed has a hub."""
    clock = StillClock(START)
    with serve() as web, run_hub() as hub:
        app = pushed_site(tmp_path, clock, feed=web.url("/feed"))
        with running(app) as address:
            hub.reach[SITE] = address
            yield Place(app, clock, web, hub)
