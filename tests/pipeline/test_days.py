"""Editions day after day on a real store: what a story is called, what is new, and what editors said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.config import Newsletter, Site, Topic
from digest.config.settings import BlockSpec
from digest.curate.highlights.summary import find_numbers, find_quotes, summarise
from digest.curate.overrides import Rulings, resolve_overrides
from digest.edition.compose import Highlights
from digest.model import Article, Edition, Entry, Override, Story
from digest.pipeline.left_out import REASONS, count_reasons, find_left_out, nearest_topic
from digest.pipeline.publish import build_edition
from digest.store import open_store
from digest.store.sql import SqlStore

MORNING = datetime(2026, 5, 4, 7, tzinfo=UTC)
DAY = timedelta(days=1)
TOPICS = (Topic(name="Volcanoes", any=("volcano",)), Topic(name="Choirs", any=("choir",), min_score=0.9))
TITLES = {
    "kelmara": "Volcano Kelmara erupts above Tosaru, {n} people flee",
    "lodovia": "Parliament of Lodovia passes the pension law with {n} votes",
    "choir": "Choir of Brinna sings {n} nights in a row",
}
BODIES = {
    "ash": "The volcano Kelmara erupted above the town of Tosaru. About {n} people fled by boat, said Ilna Morat.",
    "basalt": "Boats took {n} people out of Tosaru while the volcano Kelmara threw rock, said prefect Ilna Morat.",
    "delta": "Volcano Kelmara was still glowing at noon. In Tosaru {n} beds stand ready for whoever fled, says Morat.",
    "early": "Tremors were felt in Tosaru at dawn. The volcano Kelmara then woke, and {n} people fled towards Venn.",
    "chronicle": "The parliament of Lodovia passed the pension law by {n} votes. Unions in Prell plan a strike.",
    "old": "Lodovia looks back on a pension law of which nobody thinks any more. It had {n} votes.",
    "organ": "The choir of Brinna sang for {n} nights in the old grain hall. Conductor Sela Vant thanked the baker.",
}
SYLLABLES = [
    "ba",
    "co",
    "du",
    "fe",
    "gi",
    "ho",
    "ju",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "wu",
    "xa",
    "ye",
    "zi",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store("sqlite:///digest.db", folder=tmp_path)
    yield opened
    opened.database.engine.dispose()


def write(event: str, outlet: str, *, at: datetime, number: int, country: str = "SE") -> Article:
    body = BODIES.get(outlet.rstrip("0123456789"), "")
    return Article(
        id=f"{event}-{outlet}",
        url=f"https://{outlet}.example/{event}",
        feed_url=f"https://{outlet}.example/feed",
        outlet=outlet.title(),
        title=TITLES[event].format(n=number),
        collected=at,
        published=at,
        country=country,
        language="en",
        body=tuple(part for part in body.format(n=number).split(". ") if part),
    )


def keep(store: SqlStore, *articles: Article) -> None:
    store.save_articles([(Entry(one.feed_url, one.url, one.url, one.title), one, "") for one in articles])


def build(store: SqlStore, slot: datetime, *, newsletter: Newsletter | None = None) -> Edition | None:
    return build_edition(
        store,
        newsletter=newsletter or Newsletter(min_stories=0),
        topics=TOPICS,
        site=Site(),
        slot=slot,
        now=slot,
        highlights=Highlights(summarise=summarise, find_quotes=find_quotes, find_numbers=find_numbers),
        reader=lambda _: {},
        embedder=None,
    )


def approve(store: SqlStore, slot: datetime) -> Edition:
    edition = build(store, slot)
    assert edition is not None
    store.approve_edition(edition.id)
    return edition


def holding(store: SqlStore, name: str) -> Story:
    found = store.find_story("today", name)
    assert found is not None
    return found[0]


def say(store: SqlStore, kind: str, *articles: str, others: tuple[str, ...] = (), story: str = "") -> Override:
    made = MORNING - timedelta(minutes=30)
    return store.add_override(Override(kind, articles, made, others, story))  # type: ignore[arg-type]  # a word


def noise(day: datetime) -> list[Article]:
    """The rest of the world, a thing each: without it no word is rare."""
    made = []
    for number in range(20):
        words = [f"{SYLLABLES[number]}{one}{two}" for one in SYLLABLES[:4] for two in SYLLABLES[4:9]]
        name = f"noise{day:%d}{number}"
        made.append(
            replace(
                write("choir", "organ", at=day - timedelta(hours=6), number=number),
                id=name,
                url=f"https://{name}.example/",
                outlet=name,
                title=" ".join(words[:6]).title(),
                body=(" ".join(words),),
            )
        )
    return made


@pytest.fixture
def first_day(store: SqlStore) -> SqlStore:
    """Two newsrooms on the volcano, one on the pensions."""
    hours = [MORNING - timedelta(hours=hour) for hour in (5, 4, 3)]
    keep(
        store,
        write("kelmara", "ash", at=hours[0], number=1200, country="FR"),
        write("kelmara", "basalt", at=hours[1], number=1200),
        write("lodovia", "chronicle", at=hours[2], number=88),
        *noise(MORNING),
        *noise(MORNING + DAY),
    )
    return store


def test_a_story_is_known_again_although_none_of_its_articles_is_left_in_the_window(first_day: SqlStore) -> None:
    """A window of a day shares nothing with yesterday's: what was printed stands beside it as a reminder."""
    approve(first_day, MORNING)
    before = holding(first_day, "kelmara-ash").id
    keep(first_day, write("kelmara", "delta", at=MORNING + timedelta(hours=20), number=3400, country="JP"))
    second = build(first_day, MORNING + DAY)
    story = holding(first_day, "kelmara-delta")
    assert (story.id, story.status) == (before, "update")
    assert [article.id for article in story.articles] == ["kelmara-delta"]
    assert story.changes is not None
    assert story.changes.since == MORNING
    assert (story.changes.voices, story.changes.countries, story.changes.heard) == (("Delta",), ("JP",), 2)
    assert story.changes.numbers == ("3400",)
    assert second is not None
    assert before in second.stories


def test_building_the_same_slot_again_changes_nothing(first_day: SqlStore) -> None:
    """Neither names nor news: a draft is no edition that readers saw."""
    first = build(first_day, MORNING)
    stories = list(first_day.stories("today"))
    assert build(first_day, MORNING) == first
    assert list(first_day.stories("today")) == stories
    assert {story.status for story in stories} == {"new"}


def test_stories_that_no_edition_prints_keep_their_names_from_run_to_run(first_day: SqlStore) -> None:
    """An earlier article that comes late would give the story another name by itself."""
    build(first_day, MORNING)
    before = holding(first_day, "kelmara-basalt").id
    keep(first_day, write("kelmara", "early", at=MORNING - timedelta(hours=9), number=1200))
    build(first_day, MORNING + timedelta(hours=1))
    assert holding(first_day, "kelmara-early").id == before


def test_a_printed_story_without_news_is_left_out_and_a_pinned_one_is_not(first_day: SqlStore) -> None:
    """With the reason for the one, and the editor's word for the other."""
    approve(first_day, MORNING)
    later = MORNING + timedelta(hours=1)
    build(first_day, later)
    built = first_day.last_build("today")
    assert built is not None
    assert built.left_out["repeats"] >= 2
    say(first_day, "pin", "kelmara-ash")
    edition = build(first_day, later)
    assert edition is not None
    assert holding(first_day, "kelmara-ash").id in edition.stories


def test_what_editors_said_outlives_every_rerun(first_day: SqlStore) -> None:
    """Merged, kept apart and banned, whatever comes in."""
    say(first_day, "merge", "kelmara-ash", others=("lodovia-chronicle",))
    say(first_day, "split", "kelmara-basalt", others=("kelmara-ash",))
    for hour in (0, 1, 2):
        keep(first_day, write("choir", f"organ{hour}", at=MORNING - timedelta(hours=hour), number=20 + hour))
        build(first_day, MORNING + timedelta(hours=hour))
        assert holding(first_day, "kelmara-ash").id == holding(first_day, "lodovia-chronicle").id
        assert holding(first_day, "kelmara-basalt").id != holding(first_day, "kelmara-ash").id
    ban = say(first_day, "ban", "kelmara-basalt")
    build(first_day, MORNING)
    assert first_day.find_story("today", "kelmara-basalt") is None
    first_day.remove_override(ban.id)
    build(first_day, MORNING)
    assert holding(first_day, "kelmara-basalt").lead.id == "kelmara-basalt"


def test_a_banned_story_stays_banned_on_the_next_day(first_day: SqlStore) -> None:
    """New articles on the event join it: nothing of them is printed, and each is listed."""
    build(first_day, MORNING)
    say(first_day, "ban", "kelmara-ash", "kelmara-basalt", story=holding(first_day, "kelmara-ash").id)
    keep(first_day, write("kelmara", "delta", at=MORNING + timedelta(hours=20), number=3400))
    edition = build(first_day, MORNING + DAY)
    assert holding(first_day, "kelmara-delta").banned
    assert edition is not None
    assert holding(first_day, "kelmara-delta").id not in edition.stories
    built = first_day.last_build("today")
    assert built is not None
    assert built.left_out["banned"] == 1


def test_overrides_that_contradict_each_other_are_told_by_the_build(first_day: SqlStore) -> None:
    """The later one holds."""
    say(first_day, "merge", "kelmara-ash", others=("lodovia-chronicle",))
    say(first_day, "split", "kelmara-ash", others=("lodovia-chronicle",))
    build(first_day, MORNING)
    built = first_day.last_build("today")
    assert built is not None
    assert [line.partition(" (")[0] for line in built.conflicts] == ["override 1"]


def test_every_article_is_printed_or_has_a_reason(first_day: SqlStore) -> None:
    """None vanishes, whatever becomes of it."""
    copy = write("kelmara", "copyist", at=MORNING - timedelta(hours=2), number=1200)
    ash = first_day.articles_by_id(["kelmara-ash"])[0]
    keep(
        first_day,
        write("choir", "organ", at=MORNING - timedelta(hours=1), number=20),
        replace(copy, body=ash.body),
        write("lodovia", "old", at=MORNING - timedelta(days=9), number=1),
    )
    say(first_day, "ban", "lodovia-chronicle")
    say(first_day, "ban", "kelmara-ash", "kelmara-basalt", story=holding_after_build(first_day))
    edition = build(first_day, MORNING, newsletter=Newsletter(min_stories=0, blocks=(BlockSpec(kind="topics"),)))
    built = first_day.last_build("today")
    assert built is not None
    stories = first_day.stories("today")
    left_out = find_left_out(
        stories,
        articles=first_day.articles_between(built.start, built.end),
        edition=edition,
        rulings=resolve_overrides(first_day.overrides(), newsletter="today"),
        nearest={story.id: nearest_topic(story, TOPICS) for story in stories if not story.topics},
    )
    printed = {one for ids in edition.stories.values() for one in ids} if edition else set()
    everything = {article.id for article in first_day.articles_between(built.start, built.end)}
    assert {one.article.id for one in left_out} | printed == everything
    assert {one.article.id: one.reason for one in left_out if not one.article.id.startswith("noise")} == {
        "lodovia-chronicle": "banned",
        "kelmara-ash": "banned",
        "kelmara-basalt": "banned",
        "kelmara-copyist": "copy",
        "choir-organ": "no topic",
    }
    details = {one.article.id: one.detail for one in left_out}
    assert "best Choirs" in details["choir-organ"]
    assert "of .90: any: 'choir' in title" in details["choir-organ"]
    assert "a copy of Ash: " in details["kelmara-copyist"]
    assert built.left_out == count_reasons(left_out)
    assert set(built.left_out) <= set(REASONS)


def holding_after_build(store: SqlStore) -> str:
    build(store, MORNING)
    return holding(store, "kelmara-ash").id


def test_too_few_stories_is_a_reason_too(first_day: SqlStore) -> None:
    """The build is known although it made no edition."""
    assert build(first_day, MORNING, newsletter=Newsletter(min_stories=99)) is None
    built = first_day.last_build("today")
    assert built is not None
    assert (built.edition, built.left_out) == (0, {"no edition": built.articles})


def test_nothing_has_no_reasons() -> None:
    """An empty window."""
    assert find_left_out([], articles=[], edition=None, rulings=Rulings()) == ()
