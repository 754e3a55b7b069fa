"""The first pass over a real store: due feeds become entries, and their pages articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.intake.polling import Eagerness
from digest.model import Article, Source
from digest.pipeline.collect import MAX_ATTEMPTS, collect
from digest.pipeline.tools import PollReport, Tools
from digest.ports import FetchFailed, Request, Response
from digest.store import open_store
from digest.store.sql import SqlStore
from tests.pipeline.fakes import InlineWorkers, Shelf, StillClock, Tally

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = "https://gazette.example/feed"
PAGE = "https://gazette.example/ferry"
SOURCE = Source(FEED, name="Gazette", country="DE", language="en", weight=1.5, every_seconds=1800)
WORDS = (
    "The ferry between the two harbours sails again after a week of storms kept it at its berth, the operator said on "
    "Tuesday. Captain Ann Reed told reporters at the quay that the first crossing carried two hundred passengers, most "
    "of them islanders on their way home with a week of shopping. The line had lost forty crossings since February. "
    "Repairs to the northern pier will go on until the summer, and the evening boat stays cancelled until they end. "
    "The island council asked the ministry for help with the costs, which it puts at three million crowns."
)


class World:
    """A collect pass with everything that it is handed."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.web = Shelf()
        self.clock = StillClock(NOW)
        self.progress = Tally()

    def collect(
        self, *sources: Source, eagerness: Eagerness = Eagerness.DUE
    ) -> tuple[PollReport, tuple[tuple[str, str], ...]]:
        """One pass with a horizon of two days."""
        tools = Tools(self.store, self.web, InlineWorkers(), InlineWorkers(), self.clock, self.progress)
        return collect(sources or (SOURCE,), tools, eagerness=eagerness, horizon=2 * DAY)

    def articles(self) -> list[Article]:
        """All that are stored."""
        return list(self.store.articles_between(NOW - 1000 * DAY, NOW + 1000 * DAY))

    def article(self) -> Article:
        """The only one."""
        (found,) = self.articles()
        return found


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    store = open_store("sqlite:///digest.db", folder=tmp_path)
    yield World(store)
    store.database.engine.dispose()


def item(
    link: str = PAGE, *, title: str = "Ferry sails again", when: datetime | None = NOW, text: str = "In short."
) -> str:
    date = f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} GMT</pubDate>" if when else ""
    return f"<item><title>{title}</title><link>{link}</link>{date}<description>{text}</description></item>"


def feed(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>The Gazette</title>{''.join(items)}</channel></rss>"


def page(body: str = WORDS, *, head: str = "") -> str:
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in body.rstrip(".").split(". "))
    return (
        f"<html lang='en'><head><title>Ferry sails again</title>{head}</head>"
        f"<body><article><h1>Ferry sails again</h1>{paragraphs}</article></body></html>"
    )


class Interrupted:
    """Implements `digest.ports.Fetcher`: the person presses Ctrl-C after the first answer."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def fetch(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
        """One answer, then the signal."""
        yield next(self._shelf.fetch(requests))
        raise KeyboardInterrupt


# --- feeds -------------------------------------------------------------------------------------------------


def test_what_was_answered_before_an_interruption_is_stored(world: World) -> None:
    """The validators above all: the server must not be asked for the same again."""
    world.web.put(FEED, feed(item()), etag='"1"')
    late = Source("https://late.example/feed")
    tools = Tools(world.store, Interrupted(world.web), InlineWorkers(), InlineWorkers(), world.clock, world.progress)
    with pytest.raises(KeyboardInterrupt):
        collect((SOURCE, late), tools, eagerness=Eagerness.DUE, horizon=2 * DAY)
    states = world.store.feed_states()
    (asked,) = world.web.asked
    assert (states[asked.url].last_polled, states[asked.url].reason == "") == (NOW, asked.url == FEED)
    assert sum(state.last_polled is None for state in states.values()) == 1


def test_a_feed_becomes_articles(world: World) -> None:
    """The whole way of one entry, with what the config says of its source."""
    world.web.put(FEED, feed(item()))
    world.web.put(PAGE, page())
    report, problems = world.collect()
    assert report == PollReport(feeds=1, asked=1, new_entries=1, articles=1)
    assert problems == ()
    article = world.article()
    assert (article.url, article.title, article.kind) == (PAGE, "Ferry sails again", "article")
    assert (article.outlet, article.country, article.language, article.weight) == ("Gazette", "DE", "en", 1.5)
    assert (article.feed_url, article.published, article.collected) == (FEED, NOW, NOW)
    assert article.body[0].startswith("The ferry between the two harbours")
    assert world.store.feed_states()[FEED].title == "The Gazette"
    assert world.progress.totals == [("Polling feeds", 1), ("Reading pages", 1)]
    assert world.progress.steps == 2


def test_the_second_poll_is_conditional_and_waits_its_turn(world: World) -> None:
    """Not before the interval is over; then with the validators; an unchanged feed costs nothing more."""
    world.web.put(FEED, feed(item()), etag='"v1"')
    world.web.put(PAGE, page())
    world.collect()
    assert world.web.urls_asked() == [FEED, PAGE]
    world.clock.move(minutes=29)
    assert world.collect()[0] == PollReport(feeds=1)
    world.clock.move(minutes=1)
    assert world.collect()[0] == PollReport(feeds=1, asked=1, unchanged=1)
    assert [request.headers.get("If-None-Match") for request in world.web.asked] == ['"v1"']


def test_a_disabled_source_is_not_asked(world: World) -> None:
    """Not even by force."""
    sleeping = Source(FEED, enabled=False)
    assert world.collect(sleeping, eagerness=Eagerness.FORCE)[0].asked == 0
    assert world.web.asked == []


def test_one_dead_feed_does_not_stop_the_others(world: World) -> None:
    """Each failure is told with the source's name and a reason; the rest is collected."""
    others = {
        "https://dead.example/feed": "no such host name",
        "https://gone.example/feed": "(410)",
        "https://html.example/feed": "web page (HTML)",
        "https://json.example/feed": "JSON that cannot be read",
        "https://empty.example/feed": "the answer is empty",
        "https://lost.example/feed": "the server answers 404",
        "https://busy.example/feed": "asks to wait (429)",
    }
    world.web.fail("https://dead.example/feed", "no such host name; check the address")
    world.web.put("https://gone.example/feed", status=410)
    world.web.put("https://html.example/feed", "<!DOCTYPE html><html><body>Hello</body></html>")
    world.web.put("https://json.example/feed", '{"version": ')
    world.web.put("https://empty.example/feed", "")
    world.web.put("https://busy.example/feed", status=429, retry_after="3600")
    world.web.put(FEED, feed(item()))
    world.web.put(PAGE, page())
    sources = [Source(url, name=url.split("/")[2]) for url in others]
    report, problems = world.collect(*sources[:3], SOURCE, *sources[3:])
    assert (report.asked, report.failed, report.articles) == (8, 7, 1)
    reasons = dict(problems)
    assert set(reasons) == {source.name for source in sources}
    for source in sources:
        assert others[source.url] in reasons[source.name]
        assert world.store.feed_states()[source.url].reason == reasons[source.name]
    assert world.store.feed_states()["https://gone.example/feed"].gone


def test_a_feed_that_breaks_is_read_again_when_it_is_whole(world: World) -> None:
    """A body that could not be read must not be answered with 304 the next time."""
    world.web.put(FEED, feed(item()), etag='"good"')
    world.web.put(PAGE, page())
    world.collect()
    world.clock.move(hours=1)
    world.web.put(FEED, "<html>Down for repairs</html>", etag='"broken"')
    assert world.collect()[0].failed == 1
    world.clock.move(days=1)
    assert world.collect()[0].failed == 1
    world.clock.move(days=2)
    world.web.put(FEED, feed(item(), item("https://gazette.example/2", when=world.clock.now)), etag='"new"')
    report, problems = world.collect()
    assert (report.new_entries, problems) == (1, ())
    assert world.store.feed_states()[FEED].failures == 0


def test_a_moved_feed_keeps_its_entries(world: World) -> None:
    """They belong to the source as configured, wherever redirects lead."""
    world.web.put(FEED, feed(item()), redirected_to="https://new.example/feed")
    world.web.put(PAGE, page())
    world.collect()
    assert world.article().feed_url == FEED
    world.clock.move(hours=1)
    assert world.collect()[0].new_entries == 0


def test_a_web_page_in_a_feeds_place_is_searched_for_feeds(world: World) -> None:
    """The reason names them: the address in the config is that of the home page."""
    world.web.put(FEED, "<!DOCTYPE html><html><link rel=alternate type=application/rss+xml href=/news.xml>")
    _, problems = world.collect()
    reason = "answers a web page (HTML), not a feed; found these feeds on the page: https://gazette.example/news.xml"
    assert problems == (("Gazette", reason),)
    assert world.store.feed_states()[FEED].reason == reason


def test_a_failing_feed_is_told_of_once(world: World) -> None:
    """It counts at every poll, but is warned of when it begins to fail."""
    world.web.put(FEED, status=500)
    assert world.collect()[1] == (("Gazette", "the server answers 500"),)
    report, problems = world.collect(eagerness=Eagerness.FORCE)
    assert (report.failed, problems) == (1, ())


def test_what_a_feed_asks_holds_after_an_unchanged_answer(world: World) -> None:
    """The ttl of the body that came before."""
    world.web.put(FEED, feed("<ttl>120</ttl>", item()), etag='"v1"')
    world.web.put(PAGE, page())
    world.collect()
    world.clock.move(hours=2)
    assert world.collect(eagerness=Eagerness.NOW)[0].unchanged == 1
    world.clock.move(minutes=119)
    assert world.collect(eagerness=Eagerness.NOW)[0].asked == 0


def test_the_rhythm_of_a_feed_is_learned(world: World) -> None:
    """From the dates of its entries; what is known is shown by `sources list`."""
    world.web.put(FEED, feed(*(item(f"{PAGE}-{day}", when=NOW - day * DAY) for day in range(8))))
    world.collect()
    state = world.store.feed_states()[FEED]
    assert (state.gap_seconds, state.last_entry) == (DAY.total_seconds(), NOW)
    assert state.next_poll == NOW + timedelta(hours=12)


def test_the_back_catalogue_of_a_new_feed_is_not_read(world: World) -> None:
    """Of undated entries ten are news; later ones are news whatever the feed's length, and dated ones for two days."""
    links = [f"{PAGE}-{number}" for number in range(15)]
    world.web.put(FEED, feed(*(item(link, when=None) for link in links)))
    assert world.collect()[0].new_entries == 15
    assert world.web.urls_asked() == sorted([FEED, *links[:10]])
    assert {fate for _, fate in world.store.entry_fates(links[14])} == {"back catalogue"}
    world.clock.move(hours=1)
    world.web.put(FEED, feed(*(item(f"{link}-new", when=None) for link in links)))
    world.collect()
    assert len([url for url in world.web.urls_asked() if url.endswith("-new")]) == 15


def test_a_retitled_entry_is_the_same_entry(world: World) -> None:
    """Its words change, its page is asked for under the conditions of the first time, nothing is doubled."""
    world.web.put(FEED, feed(item()))
    world.web.put(PAGE, page(), etag='"1"')
    world.collect()
    body = world.article().body
    world.web.asked.clear()
    world.clock.move(hours=1)
    world.web.put(FEED, feed(item(title="Ferry sails at last")))
    assert world.collect()[0].new_entries == 0
    assert [validators(request) for request in world.web.asked if request.url == PAGE] == [('"1"', "")]
    assert [(entry.title, fate) for entry, fate in world.store.entry_fates(PAGE)] == [("Ferry sails at last", "ok")]
    assert (world.article().title, world.article().body) == ("Ferry sails at last", body)
    world.clock.move(hours=1)
    world.web.put(FEED, feed(item(title="Ferry sails for good")))
    world.web.put(PAGE, page(f"{WORDS} Tickets are sold from Monday."), etag='"2"')
    world.collect()
    assert world.article().title == "Ferry sails for good"
    assert world.article().body[-1] == "Tickets are sold from Monday."


# --- pages -------------------------------------------------------------------------------------------------


def test_a_page_is_read_once(world: World) -> None:
    """Also when its feed is polled again."""
    world.web.put(FEED, feed(item()))
    world.web.put(PAGE, page())
    world.collect()
    world.clock.move(hours=1)
    world.web.urls_asked()
    world.collect()
    assert world.web.urls_asked() == [FEED]


@pytest.mark.parametrize("failure", ["status", "no answer", "not text", "empty"])
def test_a_page_that_fails_leaves_the_feeds_words_and_is_tried_again(world: World, failure: str) -> None:
    """A stub today, the article when the page is back; three times, then no more."""
    world.web.put(FEED, feed(item(text="Boats sail again from Friday.")))
    if failure == "status":
        world.web.put(PAGE, "Sorry", status=503)
    elif failure == "no answer":
        world.web.fail(PAGE, "the server took too long to answer")
    elif failure == "not text":
        world.web.put(PAGE, "%PDF", content_type="application/pdf")
    else:
        world.web.put(PAGE, " ")
    for _ in range(MAX_ATTEMPTS):
        report, _ = world.collect()
        assert (report.articles, report.pages_failed) == (1, 1)
        article = world.article()
        assert (article.kind, article.body) == ("stub", ("Boats sail again from Friday.",))
        assert (article.title, article.url, article.origins["body"]) == ("Ferry sails again", PAGE, "feed")
        world.clock.move(hours=1)
    world.web.urls_asked()
    world.collect()
    assert world.web.urls_asked() == [FEED]


def test_a_page_that_comes_back_replaces_its_stub(world: World) -> None:
    """At its own address, which a redirect or the page itself may tell: no stub stays beside it."""
    world.web.put(FEED, feed(item("https://links.example/go?id=7")))
    world.web.put("https://links.example/go?id=7", status=503)
    world.collect()
    assert world.article().kind == "stub"
    world.web.put("https://links.example/go?id=7", page(), redirected_to=PAGE)
    world.clock.move(minutes=10)
    world.collect()
    assert (world.article().kind, world.article().url) == ("article", PAGE)
    world.clock.move(minutes=10)
    assert world.collect()[0] == PollReport(feeds=1)


def validators(request: Request) -> tuple[str, str]:
    return request.headers.get("If-None-Match", ""), request.headers.get("If-Modified-Since", "")


def test_a_page_asked_again_sends_its_validators_and_keeps_its_stub(world: World) -> None:
    """It said that it is not there; a 304 means that it still does: the words of the feed, new ones too, stand in."""
    world.web.put(FEED, feed(item(text="Boats sail again from Friday.")))
    world.web.put(PAGE, "<title>Page not found | Gazette</title><p>Sorry.", etag='"1"', last_modified="yesterday")
    world.collect()
    world.web.put(FEED, feed(item(text="Boats sail again from Monday.")))
    world.clock.move(hours=1)
    world.web.asked.clear()
    report, _ = world.collect()
    (asked,) = [request for request in world.web.asked if request.url == PAGE]
    assert validators(asked) == ('"1"', "yesterday")
    assert (report.articles, report.pages_failed) == (1, 1)
    assert world.article().body == ("Boats sail again from Monday.",)
    ((_, fate),) = world.store.entry_fates(PAGE)
    assert fate == "the page says that it does not exist, though it answers 200"
    world.web.put(PAGE, page(), etag='"2"')
    world.clock.move(hours=1)
    assert world.collect()[0].pages_failed == 0
    assert world.article().kind == "article"


def test_an_unchanged_page_of_a_second_feed_is_not_read_again(world: World) -> None:
    """Its article is the one that we have, and both entries lead to it."""
    other = "https://gazette.example/world/feed"
    world.web.put(FEED, feed(item()))
    world.web.put(PAGE, page(), etag='"1"')
    world.collect()
    first = world.article()
    world.web.put(other, feed(item()))
    world.clock.move(hours=1)
    report, _ = world.collect(SOURCE, Source(other, name="Another"))
    assert validators(world.web.asked[-1]) == ('"1"', "")
    assert (report.new_entries, report.articles, report.pages_failed) == (1, 0, 0)
    assert world.article() == first
    assert [fate for _, fate in world.store.entry_fates(PAGE)] == ["ok", "ok"]
    world.web.urls_asked()
    world.collect(SOURCE, Source(other))
    assert PAGE not in world.web.urls_asked()


def test_a_304_that_nobody_asked_for_is_no_page(world: World) -> None:
    """A broken server."""
    world.web.put(FEED, feed(item()))
    world.web.put(PAGE, status=304)
    assert world.collect()[0].pages_failed == 1
    ((_, fate),) = world.store.entry_fates(PAGE)
    assert fate == "the page answers 304"


def test_huge_validators_are_not_sent_back(world: World) -> None:
    """They would make a request that no server takes."""
    world.web.put(FEED, feed(item()))
    world.web.put(PAGE, " ", etag='"' + "x" * 60_000 + '"')
    world.collect()
    world.clock.move(hours=1)
    world.collect()
    assert validators(world.web.asked[-1]) == ("", "")


def test_a_host_that_wants_quiet_costs_no_attempt(world: World) -> None:
    """The feed's words stand in until the page may be asked for, however long that takes."""
    world.web.put(FEED, feed(item(text="Boats sail again from Friday.")))
    world.web.answers[PAGE] = FetchFailed("", PAGE, "gazette.example asked to be left alone", asked=False)
    for _ in range(MAX_ATTEMPTS + 2):
        assert world.collect()[0].pages_failed == 1
        world.clock.move(hours=1)
    world.web.put(PAGE, page())
    world.collect()
    assert world.article().kind == "article"


def test_a_page_that_says_it_is_not_there_leaves_the_feeds_words(world: World) -> None:
    """A soft 404 is not an article."""
    world.web.put(FEED, feed(item(text="Boats sail again from Friday.")))
    world.web.put(PAGE, "<html><title>Page not found | Gazette</title><p>Sorry.</html>")
    assert world.collect()[0].pages_failed == 1
    assert world.article().body == ("Boats sail again from Friday.",)
    ((_, fate),) = world.store.entry_fates(PAGE)
    assert fate == "the page says that it does not exist, though it answers 200"


def test_a_source_that_gives_its_full_text_is_not_fetched(world: World) -> None:
    """`full_text: feed`: its own words are the article."""
    paragraphs = "".join(f"&lt;p&gt;{sentence}.&lt;/p&gt;" for sentence in WORDS.rstrip(".").split(". "))
    world.web.put(FEED, feed(item(text=paragraphs)))
    world.collect(Source(FEED, name="Gazette", full_text="feed"))
    assert world.web.urls_asked() == [FEED]
    assert world.article().kind == "article"
    assert " ".join(world.article().body) == WORDS


def test_a_feed_that_carries_more_than_its_page_is_believed(world: World) -> None:
    """Behind a wall the page shows one sentence; the feed has all of it."""
    world.web.put(FEED, feed(item(text=WORDS)))
    world.web.put(PAGE, page("Log in to read on."))
    world.collect()
    assert (world.article().kind, world.article().body) == ("article", (WORDS,))


def test_old_entries_are_remembered_but_not_fetched(world: World) -> None:
    """No edition would print them: a new feed with a year of entries costs one request."""
    old = item("https://gazette.example/old", title="Old", when=NOW - 3 * DAY)
    undated = item("https://gazette.example/undated", title="Undated", when=None)
    world.web.put(FEED, feed(old, undated, item()))
    world.web.put(PAGE, page())
    report, _ = world.collect()
    assert (report.new_entries, report.articles) == (3, 2)
    assert world.web.urls_asked() == [FEED, PAGE, "https://gazette.example/undated"]
    assert world.collect(eagerness=Eagerness.FORCE)[0].new_entries == 0


@pytest.mark.parametrize("days", [1, 400])
def test_a_date_in_the_future_is_taken_as_now(world: World, days: int) -> None:
    """Else a wrong clock would put an entry on top for a day, or keep it out of every edition."""
    world.web.put(FEED, feed(item(when=NOW + days * DAY)))
    world.web.put(PAGE, page())
    world.collect()
    assert world.article().published == NOW
    assert "in the future" in world.article().origins["published"]


def test_an_undated_entry_takes_the_pages_date_or_now(world: World) -> None:
    """And says which."""
    dated = "<meta property='article:published_time' content='2026-03-03T20:00:00+01:00'>"
    world.web.put(FEED, feed(item(when=None), item("https://gazette.example/2", title="Two", when=None)))
    world.web.put(PAGE, page(head=dated))
    world.web.put("https://gazette.example/2", page(WORDS.replace("ferry", "train")))
    world.collect()
    found = {article.url: article for article in world.articles()}
    assert found[PAGE].published == datetime(2026, 3, 3, 19, 0, tzinfo=UTC)
    second = found["https://gazette.example/2"]
    assert (second.published, second.origins["published"]) == (NOW, "nobody says: taken as first seen")


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://gazette.example/news/ferry", "https://gazette.example/news/ferry"),
        ("/news/ferry?utm_source=x", "https://gazette.example/news/ferry"),
        ("https://www.gazette.example/ferry-2", "https://www.gazette.example/ferry-2"),
        ("https://famous.example/story", PAGE),
        ("https://gazette.example.evil.example/", PAGE),
        ("javascript:alert(1)", PAGE),
        ("", PAGE),
    ],
)
def test_a_page_may_name_its_address_but_not_on_another_host(world: World, canonical: str, url: str) -> None:
    """Else anyone could pose as another paper, or take its articles' place in the store."""
    world.web.put(FEED, feed(item()))
    world.web.put(PAGE, page(head=f"<link rel='canonical' href='{canonical}'>"))
    world.collect()
    assert world.article().url == url


def test_two_feeds_with_one_page_make_one_article(world: World) -> None:
    """Tracking parameters do not make another page."""
    other = "https://gazette.example/world/feed"
    world.web.put(FEED, feed(item(f"{PAGE}?utm_source=rss")))
    world.web.put(other, feed(item(f"{PAGE}?utm_source=world")))
    for link in (f"{PAGE}?utm_source=rss", f"{PAGE}?utm_source=world"):
        world.web.put(link, page())
    report, _ = world.collect(SOURCE, Source(other))
    assert report.new_entries == 2
    assert world.article().url == PAGE


def test_hostile_words_stay_words(world: World) -> None:
    """Markup in titles and pages does not reach the store."""
    world.web.put(FEED, feed(item(title="&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;Ferry&lt;/b&gt;")))
    world.web.put(PAGE, page(WORDS + " <script>alert(2)</script><svg onload=alert(3)></svg>"))
    world.collect()
    article = world.article()
    assert article.title == "Ferry"
    assert not any("alert" in line for line in (*article.body, article.standfirst))
