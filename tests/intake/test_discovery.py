"""Which feeds a web page names."""

from __future__ import annotations

import pytest

from digest.intake.discovery import MAX_FOUND, FoundFeed, describe_feeds, find_feeds
from digest.intake.pages import is_web_page

HOME = "https://a.example/news/"


def found(html: str) -> list[tuple[str, str, str]]:
    return [(feed.url, feed.title, feed.kind) for feed in find_feeds(html.encode(), url=HOME)]


@pytest.mark.parametrize(
    ("tag", "feed"),
    [
        ("<link rel=alternate type=application/rss+xml href=/feed title='A &amp; B'>", ("/feed", "A & B", "RSS")),
        (
            "<LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF='x.atom'/>",
            ("/news/x.atom", "", "Atom"),
        ),
        ("<link rel='alternate' type='application/feed+json' href='//a.example/f.json'>", ("/f.json", "", "JSON Feed")),
        ("<a href='/rss.xml'>RSS</a>", ("/rss.xml", "", "link")),
        ("<a href='/world/feed/'>RSS</a>", ("/world/feed/", "", "link")),
        ("<base href='/de/'><a href='index.rdf'>RSS</a>", ("/de/index.rdf", "", "link")),
    ],
)
def test_a_feed_that_a_page_links_to_is_found(tag: str, feed: tuple[str, str, str]) -> None:
    """Declared in the head, or a link whose address ends like a feed's."""
    assert found(f"<html><head>{tag}</head>") == [(f"https://a.example{feed[0]}", *feed[1:])]


@pytest.mark.parametrize(
    "tag",
    [
        "<link rel=stylesheet type=application/rss+xml href=/feed>",
        "<link rel=alternate type=text/html href=/feed>",
        "<link rel=alternate type=application/rss+xml>",
        "<link rel=alternate type=application/rss+xml href='javascript:x'>",
        "<!-- <link rel=alternate type=application/rss+xml href=/feed> -->",
        "<a href='/about/feedback'>Write to us</a>",
        "<a href='https://elsewhere.example/feed'>Friends</a>",
        "<a href='/feeds-of-the-birds'>Birds</a>",
    ],
)
def test_other_links_are_none(tag: str) -> None:
    """And no address is guessed."""
    assert found(f"<html>{tag}") == []


def test_feeds_of_articles_come_first() -> None:
    """Blogs name the feed of their comments beside it; links of the body come after the head's; each is named once."""
    feeds = found(
        "<link rel=alternate type=application/rss+xml href=/comments/feed title='Comments'>"
        "<a href=/all.rss>All</a><a href=/feed>Feed</a>"
        "<link rel=alternate type=application/rss+xml href=/feed title=News>"
    )
    assert feeds == [
        ("https://a.example/feed", "News", "RSS"),
        ("https://a.example/all.rss", "", "link"),
        ("https://a.example/comments/feed", "Comments", "RSS"),
    ]


@pytest.mark.parametrize("part", ["<a ", "<", "<!--", "<link rel='", "<a x=1 ", "&#x", "<a href=/feed>"])
def test_a_hostile_page_is_read_to_its_end(part: str) -> None:
    """A megabyte of one thing, with no end."""
    assert len(find_feeds((part * 400_000).encode(), url=HOME)) <= MAX_FOUND


def test_feeds_are_named_on_one_line() -> None:
    """Three at most, and how many more."""
    feeds = [FoundFeed(f"https://a.example/{number}", "", "RSS") for number in range(5)]
    assert describe_feeds(feeds[:1]) == "https://a.example/0"
    assert describe_feeds(feeds).endswith("https://a.example/2 and 2 more")


@pytest.mark.parametrize(
    ("body", "page"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf \n<HTML lang=de>", True),
        (b"<?xml version='1.0'?><html xmlns='x'>", True),
        (b"<rss><channel><description>&lt;html>", False),
        (b"<?xml version='1.0'?><feed><title><html></title>", False),
        (b"{}", False),
        (b"", False),
    ],
)
def test_a_web_page_is_told_from_a_feed(body: bytes, *, page: bool) -> None:
    """By how it begins."""
    assert is_web_page(body) is page
