"""The whole room on the sample newsroom: invented articles in ten languages, one folder an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from digest.config.settings import Topic
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.stories.gather import cluster_stories
from digest.curate.topics.filing import match_topics
from digest.curate.topics.warnings import topic_warnings
from digest.model import Article, Image, Story, Voice
from digest.sample.newsroom import Piece, load_newsroom
from tests.curate.conftest import NOON

CONFIG = Path(__file__).parents[2] / "config.yaml"
WAR = "Israel-Palestine war"
OF_THE_WAR = {
    "01-rafah-crossing-reopens",
    "02-burin-olive-ruling",
    "03-cairo-exchange-talks",
    "04-knesset-service-bill",
    "05-argentina-looks-at-the-war",
}


@dataclass(frozen=True)
class Sorted:
    """The newsroom's pieces by id, and what the room made of them."""

    pieces: dict[str, Piece]
    articles: tuple[Article, ...]
    voices: tuple[Voice, ...]
    stories: tuple[Story, ...]


def _article(piece: Piece, now: datetime) -> Article:
    picture = piece.picture
    return Article(
        id=piece.name,
        url=f"https://{piece.outlet.id}.example/{piece.slug}",
        feed_url=f"https://{piece.outlet.id}.example/feed",
        outlet=piece.outlet.name,
        title=piece.title,
        collected=now,
        published=piece.published,
        country=piece.outlet.country,
        language=piece.outlet.language,
        weight=piece.outlet.weight,
        standfirst=piece.standfirst,
        kicker=piece.kicker,
        authors=piece.authors,
        dateline=piece.dateline,
        genre=piece.genre,
        image=Image(url=picture.motif, alt=picture.alt) if picture else None,
        body=tuple(block.text for block in piece.body if block.kind == "paragraph"),
    )


def _sort(articles: Iterable[Article], pieces: dict[str, Piece]) -> Sorted:
    articles = tuple(articles)
    voices, links = fold_duplicates(articles)
    return Sorted(pieces, articles, voices, cluster_stories(articles, voices=voices, duplicate_links=links))


@pytest.fixture(scope="module")
def newsroom() -> Sorted:
    pieces = {piece.name: piece for piece in load_newsroom(NOON).pieces}
    return _sort((_article(piece, NOON) for piece in pieces.values()), pieces)


def test_every_wire_copy_folds_into_its_wire(newsroom: Sorted) -> None:
    """A copy is in its wire's voice, the wire is the original, and nothing else is folded."""
    home = {member: voice.original for voice in newsroom.voices for member in (voice.original, *voice.copies)}
    copies = {piece.name: piece.copy_of for piece in newsroom.pieces.values() if piece.copy_of}
    assert copies
    assert {name: home[name] for name in copies} == copies
    assert sum(len(voice.copies) for voice in newsroom.voices) == len(copies)


def test_stories_are_events(newsroom: Sorted, record_property: Callable[[str, object], None]) -> None:
    """Pairs of articles in one story are nearly always of one event, and most pairs of an event meet."""
    gold = {name: piece.event for name, piece in newsroom.pieces.items() if piece.kind != "noise"}
    told = {article.id: story.id for story in newsroom.stories for article in story.articles}
    right = together = same = 0
    for left, right_name in combinations(sorted(gold), 2):
        is_gold, is_told = gold[left] == gold[right_name], told[left] == told[right_name]
        right, together, same = right + (is_gold and is_told), together + is_told, same + is_gold
    record_property("pair_precision", right / together)
    record_property("pair_recall", right / same)
    assert right / together >= 0.97
    assert right / same >= 0.80


def test_no_noise_in_a_story_of_an_event(newsroom: Sorted) -> None:
    """Horoscopes and recipes stay alone."""
    for story in newsroom.stories:
        kinds = {newsroom.pieces[article.id].kind for article in story.articles}
        assert "noise" not in kinds or len(story.articles) == 1


def test_leads_are_reports(newsroom: Sorted) -> None:
    """No story with a report is led by an opinion or a correction."""
    for story in newsroom.stories:
        kinds = {newsroom.pieces[article.id].kind for article in story.articles}
        if kinds & {"report", "wire"}:
            assert newsroom.pieces[story.lead.id].kind not in {"opinion", "correction", "noise"}


def test_the_war_is_under_its_topic(newsroom: Sorted) -> None:
    """With the topics of the example config every event of the war is filed there, and no other event is."""
    topics = [Topic(**entry) for entry in yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["topics"]]
    assert topic_warnings(topics) == ()
    for story in match_topics(newsroom.stories, topics):
        event = newsroom.pieces[story.lead.id].event
        assert (WAR in {match.topic for match in story.topics}) == (event in OF_THE_WAR), (event, story.topics)


def test_order_does_not_matter(newsroom: Sorted) -> None:
    """The same newsroom in any order gives the same stories."""
    assert _sort((*newsroom.articles[50::-1], *newsroom.articles[51:]), newsroom.pieces).stories == newsroom.stories
