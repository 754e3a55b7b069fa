"""The fast reader agrees with feedparser or leaves the feed to it: on every case in feeds/ and mutations of them."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.intake.feeds import (
    FeedDocument,
    NotAFeedError,
    ParsedFeed,
    make_feed,
    parse_feed,
    parse_quickly,
    read_thoroughly,
)
from digest.intake.markup import is_tame, plain_start
from digest.sanitize import plain_lines, plain_text

FOLDER = Path(__file__).parent / "feeds"
FEEDS = sorted(file for file in FOLDER.iterdir() if file.suffix != ".json")
URL = "https://feeds.example/world/feed"
MUTATIONS = 40
"""Of each case."""
# What a slip of a pen or of a program puts into feeds.
TOKENS = [
    *(b"&", b"&nbsp;", b"&amp;", b"&#8217;", b"<", b">", b'"', b"'", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"</p>"),
    *(b"<p>", b"<br/>", b"<b title='x>y'>", b"<script>", b"\xc3\xa9", b"\xe9", b"\x00", b"\xc2\x92", b" ", b"\n"),
    *(b"<item>", b"</item>", b"<title>", b"<title>New</title>", b"<dc:date>2026-01-02</dc:date>", b"<link/>"),
    *(b"<summary>More</summary>", b"<guid>17</guid>", b'<link rel="enclosure" href="a.png" type="image/png"/>'),
    *(b' xml:base="https://deep.example/"', b' type="html"', b' isPermaLink="false"', b"<source><title>s</title>"),
    *(b"<media:title>Inner</media:title>", b"<author><name>N</name></author>", b"<description>d</description>"),
]


def document(body: bytes, content_type: str = "") -> FeedDocument:
    return FeedDocument(URL, content_type, body)


def by_feedparser(feed: FeedDocument) -> ParsedFeed | None:
    try:
        return make_feed(read_thoroughly(feed), feed)
    except NotAFeedError:
        return None


def as_read(parsed: ParsedFeed | None) -> Any:
    """A feed as a reader sees it: of the text its words alone, for one parser keeps markup that the other drops."""
    if parsed is None:
        return None
    entries = [replace(entry, content=" ".join(plain_lines(entry.content))) for entry in parsed.entries]
    return replace(parsed, entries=tuple(entries))


def mutated(body: bytes, chance: random.Random) -> bytes:
    """One to three slips: a piece lost, doubled or moved, or a token put in."""
    for _ in range(chance.randint(1, 3)):
        start, elsewhere = chance.randrange(len(body) + 1), chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.randint(1, 40))
        body = chance.choice(
            [
                body[:start] + body[end:],
                body[:start] + body[start:end] + body[start:],
                body[:elsewhere] + body[start:end] + body[elsewhere:],
                body[:start] + chance.choice(TOKENS) + body[start:],
                body[:start] + chance.choice(TOKENS) + body[start:],
            ]
        )
    return body


@pytest.mark.parametrize("file", FEEDS, ids=lambda file: file.stem)
def test_a_feed_says_the_same_to_both_readers(file: Path) -> None:
    """Whatever the server called it."""
    for content_type in ("", "application/xml", "text/xml", "text/html; charset=utf-8", "application/rss+xml"):
        feed = document(file.read_bytes(), content_type)
        quick = parse_quickly(feed)
        assert quick is None or as_read(quick) == as_read(by_feedparser(feed))


def test_most_cases_are_read_quickly() -> None:
    """A fast path that answers nothing agrees with everything."""
    whole = [file for file in FEEDS if by_feedparser(document(file.read_bytes())) is not None]
    quick = [file for file in whole if parse_quickly(document(file.read_bytes())) is not None]
    assert len(quick) > 0.8 * len(whole)


@pytest.mark.parametrize("file", FEEDS, ids=lambda file: file.stem)
def test_a_broken_feed_says_the_same_to_both_readers(file: Path) -> None:
    """And never breaks the fast one, nor the one of the worker, which asks feedparser for single parts."""
    for seed in range(MUTATIONS):
        feed = document(mutated(file.read_bytes() or b" ", random.Random(f"{file.name} {seed}")))  # noqa: S311
        expected = as_read(by_feedparser(feed))
        quick = parse_quickly(feed)
        assert quick is None or as_read(quick) == expected, feed.body
        if expected is not None:
            assert as_read(parse_feed(feed)) == expected, feed.body


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
        b'<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd"><rss><channel><title>t</title></channel></rss>',
        b"<rss><channel>" + b"<a>" * 200 + b"</a>" * 200 + b"</channel></rss>",
        b"<rss><channel>" + b"<item><title>t</title></item>" * 2001 + b"</channel></rss>",
        b"<rss><channel><title>" + b"x" * 3_000_000 + b"</title></channel></rss>",
        b"<?xml version='1.0' encoding='punycode'?><rss><channel><title>t-a</title></channel></rss>",
        b"<rss><channel><title>t</title>",
        b"<rss xmlns:x='http://x.example/a\nb'><channel><item><x:link href='/1'/></item></channel></rss>",
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b"",
    ],
)
def test_hostile_and_foreign_bytes_are_left_to_a_worker(body: bytes) -> None:
    """The main process does not try."""
    assert parse_quickly(document(body)) is None


def test_a_table_of_ten_thousand_nested_elements_is_for_a_worker() -> None:
    """To strip it takes a tree, and that takes time as the square of its depth."""
    table = f"<table>{'<div>' * 10_000}words"
    body = f"<rss><channel><item><title>t</title><description><![CDATA[{table}]]></description></item></channel></rss>"
    assert parse_quickly(document(body.encode())) is None


@pytest.mark.parametrize(
    ("markup", "tame"),
    [
        ("<p>a<br/>b</p>", True),
        ("<script src='x'></script>", True),
        ("1 < 2 &amp; c & d", True),
        ("<p><b", False),
        ("&nosuch;", False),
        ("words</applet> lost by a sanitiser", False),
        ("<iframe src='x'><b>words</b></iframe>", False),
        ("<<b>p>", False),
        ("<script>a<b</script>", False),
    ],
)
def test_tame_markup_is_told_apart(markup: str, tame: bool) -> None:  # noqa: FBT001
    """Where every reader agrees, no sanitiser is needed."""
    assert is_tame(markup) is tame


def test_random_markup_has_the_words_of_the_cleaner() -> None:
    """Pieces that matter to HTML, in any order."""
    chance = random.Random(7)  # noqa: S311
    pieces = ["<p>", "</p>", "<b a='1'>", "<i", ">", "&amp;", "&", "&#160;", "&lt;", "x", " ", "<!--", "-->", "<td>"]
    pieces += ["<br/>", "<script>", "</script>", "<svg>", "</svg>", "\n", "é", "\u2003", "<title>", "</title>", '"']
    for _ in range(3000):
        markup = "".join(chance.choices(pieces, k=chance.randint(1, 12)))
        assert plain_start(markup, letters=10_000) == plain_text(markup), markup


def test_the_start_of_random_markup_is_that_of_its_words() -> None:
    """However small the pieces in which it is read."""
    chance = random.Random(8)  # noqa: S311
    pieces = ["<p>", "</p>", "<a b='c d' e>", "<!-- c -->", "&amp;", "&", "word", " ", "<table>", "<td>", "</table>"]
    pieces += ["<iframe src='x'>", "</iframe>", "<select>", "<li>", "\u2003", "<b>", "</b>", "<", "'", '"', "="]
    for _ in range(3000):
        markup = "".join(chance.choices(pieces, k=chance.randint(1, 14)))
        piece, letters = chance.choice((1, 3, 10)), chance.choice((0, 3, 9))
        assert plain_start(markup, letters=letters, piece=piece) == plain_text(markup)[:letters], markup


def test_the_main_process_never_loads_feedparser() -> None:
    """Nor anything else that is slow to import."""
    feed = (FOLDER / "rss20.xml").read_bytes()
    script = (
        "import sys\n"
        "from digest.intake.feeds import FeedDocument, parse_quickly\n"
        "assert parse_quickly(FeedDocument('', '', sys.stdin.buffer.read())) is not None\n"
        "print({'feedparser', 'rich', 'pydantic', 'lxml'} & sys.modules.keys())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], input=feed, capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"
