"""The feeds of the newsroom: each is well-formed, and lists what its outlet printed."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import pytest

from digest.sample.addresses import feed_link
from digest.sample.directory import render_opml, source_entries
from digest.sample.feeds import FORMATS, render_feed
from digest.sample.habits import habits_of
from digest.sample.newsroom import Newsroom, Outlet, parse_outlets
from digest.sample.resources import Site

BASE = "http://news.test"
VERSIONS = {"rss2": "rss20", "atom": "atom10", "rss1": "rss10"}


def xml_entries(newsroom: Newsroom, outlet: Outlet) -> list[Any]:
    feed = render_feed(outlet, pieces=newsroom.pieces_of(outlet), base_url=BASE)
    parsed = feedparser.parse(feed.body, response_headers={"content-type": feed.content_type})
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == VERSIONS[outlet.feed]
    assert parsed.feed.title == outlet.name
    return list(parsed.entries)


def json_items(newsroom: Newsroom, outlet: Outlet) -> list[dict[str, Any]]:
    feed = render_feed(outlet, pieces=newsroom.pieces_of(outlet), base_url=BASE)
    document = json.loads(feed.body)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert all("content_html" in item or "content_text" in item for item in document["items"])
    return list(document["items"])


def test_every_format_is_published(newsroom: Newsroom) -> None:
    """The outlets use every format there is a file for, and no other."""
    assert {outlet.feed for outlet in newsroom.outlets} == set(FORMATS)


def test_xml_feeds_list_the_pieces_of_their_outlet(newsroom: Newsroom) -> None:
    """Each XML feed is read by feedparser without complaint: same titles, links, days, authors and summaries."""
    for outlet in newsroom.outlets:
        if outlet.feed == "json":
            continue
        pieces = newsroom.pieces_of(outlet)
        entries = xml_entries(newsroom, outlet)
        assert [entry.title for entry in entries] == [piece.title for piece in pieces]
        assert [entry.link for entry in entries] == [feed_link(piece, base_url=BASE) for piece in pieces]
        for entry, piece in zip(entries, pieces, strict=True):
            stamp = entry.get("published_parsed") or entry.updated_parsed
            assert tuple(stamp)[:6] == piece.published.timetuple()[:6]
            assert [author.name for author in entry.get("authors", []) if author] == list(piece.authors)
            assert piece.standfirst in entry.get("summary", "") or "content" in entry


def test_json_feeds_list_the_pieces_of_their_outlet(newsroom: Newsroom) -> None:
    """Each JSON feed holds the same titles and links as its outlet's pieces, and a text for each."""
    for outlet in newsroom.outlets:
        if outlet.feed == "json":
            pieces = newsroom.pieces_of(outlet)
            found = [(item["title"], item["url"]) for item in json_items(newsroom, outlet)]
            assert found == [(piece.title, feed_link(piece, base_url=BASE)) for piece in pieces]


def test_whole_articles_stand_in_the_feeds_that_carry_them(newsroom: Newsroom) -> None:
    """A feed with full texts, or of a page that is only a script, holds the last words of the article."""
    for outlet in newsroom.outlets:
        feed = render_feed(outlet, pieces=newsroom.pieces_of(outlet), base_url=BASE)
        text = feed.body.decode()
        for piece in newsroom.pieces_of(outlet):
            if habits_of(outlet.id).full_text or piece.broken == "empty-shell":
                assert piece.body[-1].text.split()[-1].strip(".”\"'") in text


def test_ids_are_unique_and_outlive_tracking(newsroom: Newsroom) -> None:
    """No two entries share an id, and no id carries tracking parameters."""
    ids = [
        str(entry.get("id", ""))
        for outlet in newsroom.outlets
        for entry in (json_items if outlet.feed == "json" else xml_entries)(newsroom, outlet)
        if outlet.feed != "rss1"
    ]
    assert len(ids) == len(set(ids))
    assert not [entry_id for entry_id in ids if "?" in entry_id]


@pytest.mark.parametrize("feed_format", sorted(FORMATS))
def test_an_outlet_without_pieces_has_a_feed(feed_format: str) -> None:
    """A paper on its first day publishes an empty feed."""
    text = 'name="L & Co"\ncountry="NG"\ncity="Lagos"\nlanguage="en"\nfurniture="wire"\ntagline="<t>"\n'
    outlet = parse_outlets(f'[lantern]\nfeed="{feed_format}"\n{text}')["lantern"]
    assert b"L &amp; Co" in render_feed(outlet, pieces=[], base_url=BASE).body.replace(b'"L & Co"', b"L &amp; Co")


def test_sources_and_opml_name_every_feed(newsroom: Newsroom) -> None:
    """The list for a config file and the OPML lead to feeds that exist."""
    site = Site(newsroom, base_url=BASE)
    entries = source_entries(newsroom, BASE)
    opml = render_opml(newsroom, BASE).decode()
    assert len(entries) == len(newsroom.outlets)
    for entry in entries:
        assert set(entry) - {"owner", "weight"} == {"url", "name", "country", "language"}
        assert site.find(entry["url"].removeprefix(BASE)) is not None
        assert f'xmlUrl="{entry["url"]}"' in opml
