"""Bytes become entries: each file in feeds/ (x.xml, x.jsonfeed ...) stands beside what it says (x.json)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from digest.intake.feeds import MAX_ENTRIES, FeedDocument, NotAFeedError, ParsedFeed, parse_feed

FOLDER = Path(__file__).parent / "feeds"
FEEDS = sorted(file for file in FOLDER.iterdir() if file.suffix != ".json")
URL = "https://feeds.example/world/feed"


def parse(body: bytes, content_type: str = "") -> ParsedFeed:
    return parse_feed(FeedDocument(URL, content_type, body))


def as_json(body: bytes) -> Any:
    """What a feed says, without what it leaves out; the reason, when it is none."""
    try:
        parsed = parse(body)
    except NotAFeedError as error:
        return {"not_a_feed": str(error)}
    said = asdict(parsed) | {"entries": [_without_gaps(asdict(entry)) for entry in parsed.entries]}
    return json.loads(json.dumps(_without_gaps(said), default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    assert isinstance(value, datetime)
    return value.isoformat()


def _without_gaps(value: dict[str, Any]) -> dict[str, Any]:
    assert value.pop("feed_url", URL) == URL
    return {name: item for name, item in value.items() if item or name == "entries"}


@pytest.mark.parametrize("file", FEEDS, ids=lambda file: file.stem)
def test_a_feed_says_what_stands_beside_it(file: Path) -> None:
    """A new case is two files and no code."""
    expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert as_json(file.read_bytes()) == expected


@pytest.mark.parametrize("file", FEEDS, ids=lambda file: file.stem)
def test_the_content_type_decides_nothing(file: Path) -> None:
    """Half of all feeds are served as something else."""
    for content_type in ("text/html; charset=utf-8", "text/plain", "application/octet-stream", "nonsense"):
        try:
            parsed = parse(file.read_bytes(), content_type)
        except NotAFeedError:
            continue
        assert len(parsed.entries) == len(parse(file.read_bytes()).entries)


def test_dates_are_aware_and_in_utc() -> None:
    """Whatever zone the feed writes them in."""
    body = (FOLDER / "rss20.xml").read_bytes()
    assert parse(body).entries[0].published == datetime(2026, 3, 4, 5, 0, tzinfo=UTC)


def test_a_very_long_feed_is_cut() -> None:
    """The rest of it is old news."""
    item = "<item><title>n</title><link>https://a.example/{}</link></item>"
    items = "".join(item.format(number) for number in range(MAX_ENTRIES + 5))
    assert len(parse(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()).entries) == MAX_ENTRIES


def test_deep_json_is_not_a_feed() -> None:
    """A hundred thousand brackets must not end the process."""
    body = b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000
    with pytest.raises(NotAFeedError, match="JSON that cannot be read"):
        parse(body)


def test_a_url_in_the_body_is_never_opened() -> None:
    """The parser would fetch a string that looks like an address."""
    with pytest.raises(NotAFeedError):
        parse(b"file:///etc/passwd")


@pytest.mark.parametrize("encoding", [b"\xbbS\x81\xab", b"utf\x00-8"])
def test_a_name_that_breaks_the_parser_is_not_a_feed(encoding: bytes) -> None:
    """Whatever feedparser raises, one feed alone has failed."""
    with pytest.raises(NotAFeedError, match="breaks the feed parser"):
        parse(b"<?xml version='1.0' encoding='" + encoding + b"'?><rss><channel><title>t</title>")


def test_a_long_feed_says_the_same_to_every_reader() -> None:
    """What follows its last entry is read, however many were cut."""
    items = "".join(f"<item><title>n{number}</title></item>" for number in range(MAX_ENTRIES + 5))
    parsed = parse(f"<rss version='2.0'><channel>{items}<title>Late</title></channel></rss>".encode())
    assert (parsed.title, len(parsed.entries)) == ("Late", MAX_ENTRIES)
