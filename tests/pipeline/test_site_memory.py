"""What the pages of a site repeat is furniture from the third page on, over a real store and over many polls."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from digest.errors import StoreError
from digest.extract.page import extract_page
from digest.model import Article, Dropped, Entry, Extraction, Source
from digest.pipeline.page import PageTask
from digest.pipeline.site_memory import drop_known_furniture
from digest.ports import WorkFailed
from digest.store import open_store
from digest.store.sql import SqlStore
from tests.pipeline.test_collect import FEED, NOW, SOURCE, World, feed, item

PROMO = "The Gazette has asked the harbour the same question every morning since the lamp was lit in 1871."
SITE = "https://gazette.example"


class FrailStore(SqlStore):
    """One whose next batch of articles is not stored, as when the process is killed there."""

    frail = False

    def save_articles(
        self, collected: Sequence[tuple[Entry, Article | None, str]], *, not_asked: Collection[tuple[str, str]] = ()
    ) -> None:
        """Once."""
        if self.frail:
            self.frail = False
            raise StoreError("store: the disk is full")
        super().save_articles(collected, not_asked=not_asked)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FrailStore]:
    opened = FrailStore(open_store("sqlite:///digest.db", folder=tmp_path).database)
    yield opened
    opened.database.engine.dispose()


@pytest.fixture
def world(store: FrailStore) -> World:
    return World(store)


def html(number: int, *, promo: str = PROMO) -> str:
    """An article of its own, with the line that no rule knows at its end."""
    places = ["quay", "pier", "market", "school", "mill", "chapel"]
    sentences = [
        f"At the {place} of island {number} the crew of boat {number} waited {number + 2} hours until the wind fell "
        f"and the harbour master of the {number}th district, Ann Reed, let them go out to the nets."
        for place in places
    ]
    paragraphs = "".join(f"<p>{line}</p>" for line in [*sentences, promo] if line)
    return f"<html lang='en'><head><title>Day {number}</title></head><body><article><h1>Day {number}</h1>{paragraphs}"


def publish(
    world: World, *numbers: int, site: str = SITE, feed_url: str = FEED, path: str = "", promo: str = PROMO
) -> None:
    """A feed of these articles, the newest first."""
    links = {number: f"{site}/{path}{number}" for number in numbers}
    for number, link in links.items():
        world.web.put(link, html(number, promo=promo))
    world.web.put(feed_url, feed(*(item(link, title=f"Day {number}", when=NOW) for number, link in links.items())))


def promoted(world: World) -> dict[str, bool]:
    """By address: whether the line still stands in the article."""
    return {article.url.removeprefix("https://"): PROMO in article.body for article in world.articles()}


def test_a_line_that_no_rule_knows_goes_from_the_third_page_on(world: World) -> None:
    """And stays away in later polls; what stands around it stays."""
    publish(world, 1, 2, 3, 4)
    world.collect()
    assert sorted(promoted(world).values()) == [False, False, True, True]
    assert {len(article.body) for article in world.articles()} == {6, 7}
    for number in (5, 6):
        world.clock.move(days=20)
        world.web.put(FEED, feed(item(f"{SITE}/{number}", when=world.clock.now)))
        world.web.put(f"{SITE}/{number}", html(number))
        world.collect()
        assert promoted(world)[f"gazette.example/{number}"] is False


def test_a_line_is_learned_over_many_polls(world: World) -> None:
    """One page each; then the third is clean."""
    for number in (1, 2, 3):
        publish(world, number)
        world.collect()
        world.clock.move(hours=1)
    assert promoted(world) == {"gazette.example/1": True, "gazette.example/2": True, "gazette.example/3": False}


def test_addresses_of_one_article_prove_nothing(world: World) -> None:
    """Two articles at five addresses are two pages."""
    publish(world, 1, 2)
    for section in ("home/", "world/"):
        publish(world, 1, 2, path=section, feed_url=f"{SITE}/{section}feed")
    world.collect(SOURCE, Source(f"{SITE}/home/feed"), Source(f"{SITE}/world/feed"))
    assert len(promoted(world)) == 6
    assert all(promoted(world).values())


def test_a_page_that_is_read_again_is_not_counted_again(world: World) -> None:
    """Another feed links to it, and it has changed altogether since."""
    publish(world, 1, 2)
    world.collect()
    other = f"{SITE}/world/feed"
    publish(world, 2, feed_url=other)
    world.web.put(f"{SITE}/2", html(9))
    world.clock.move(hours=1)
    world.collect(SOURCE, Source(other))
    assert promoted(world) == {"gazette.example/1": True, "gazette.example/2": True}


def test_sites_do_not_teach_each_other(world: World) -> None:
    """Three papers of one group, one article each; 'www.' is no other site."""
    sites = [f"https://{name}.example" for name in ("north", "south", "west")]
    for number, site in enumerate(sites):
        publish(world, number, site=site, feed_url=f"{site}/feed")
    sources = [Source(f"{site}/feed") for site in sites]
    world.collect(*sources)
    assert list(promoted(world).values()) == [True] * 3
    publish(world, 5, 6, site="https://www.north.example", feed_url=sources[0].url)
    world.clock.move(hours=1)
    world.collect(*sources)
    assert sorted(promoted(world).values()) == [False, True, True, True, True]


def test_the_feeds_own_text_neither_teaches_nor_loses_anything(world: World) -> None:
    """It is no page: what a feed repeats is what its editor wrote."""
    source = Source(FEED, full_text="feed")
    publish(world, 1, 2, 3)
    world.collect()
    texts = [item(f"{SITE}/f{number}", when=NOW, text=f"News {number}. {PROMO}") for number in range(4)]
    world.web.put(FEED, feed(*texts))
    world.clock.move(hours=1)
    world.collect(source)
    assert all(PROMO in " ".join(one.body) for one in world.articles() if "/f" in one.url)


def test_a_poll_that_is_killed_counts_no_page_twice(world: World, store: FrailStore) -> None:
    """What its pages taught is stored, its articles are not; the next poll reads the same pages."""
    publish(world, 1, 2)
    store.frail = True
    with pytest.raises(StoreError):
        world.collect()
    assert world.articles() == []
    world.clock.move(hours=1)
    world.collect()
    assert promoted(world) == {"gazette.example/1": True, "gazette.example/2": True}
    publish(world, 3)
    world.clock.move(hours=1)
    world.collect()
    assert promoted(world)["gazette.example/3"] is False


def test_a_dropped_line_says_why(store: FrailStore) -> None:
    """In the extraction, where the lines stand that rules dropped; a page that was not read is passed on."""
    tasks = [
        PageTask(f"{SITE}/{number}", "utf-8", html(number).encode(), Entry(FEED, f"{number}", "", ""), "")
        for number in range(4)
    ]
    results = [extract_page(task.body, url=task.url) for task in tasks[:3]]
    failed = WorkFailed("took too long")
    found = drop_known_furniture(tasks, [*results, failed], store=store, now=NOW)
    assert found[:2] == results[:2]
    assert found[3] is failed
    assert isinstance(found[2], Extraction)
    assert isinstance(results[2], Extraction)
    assert found[2].dropped == (*results[2].dropped, Dropped(PROMO, "site memory"))
