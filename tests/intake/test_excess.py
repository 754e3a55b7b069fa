"""What is not worth a parser's time: entries beyond the last that is kept, and files that are no text."""

from __future__ import annotations

import gzip

import pytest

from digest.intake.binaries import binary_kind
from digest.intake.excess import without_excess
from digest.intake.feeds import MAX_ENTRIES, FeedDocument, NotAFeedError, parse_feed, read_feed


def rss(number: int) -> bytes:
    items = "".join(f"<item><title>T{index}</title><guid>g{index}</guid></item>\n" for index in range(number))
    return f"<rss version='2.0'><channel><title>T</title>{items}<ttl>60</ttl></channel></rss>".encode()


def test_only_the_first_entries_are_left_of_a_long_feed() -> None:
    """And all that stands around them."""
    assert without_excess(rss(50), most=20) == rss(20).replace(b"</item>\n<ttl>", b"</item>\n\n<ttl>")
    assert without_excess(rss(20), most=20) == rss(20)


@pytest.mark.parametrize("rest", [b"<entry><title>cut off", b"<entry/>"])
def test_a_long_feed_that_breaks_off_is_cut_too(rest: bytes) -> None:
    """Its parser mends the end as it would have."""
    start = b"<feed><entry><id>1</id></entry>"
    assert without_excess(start + rest, most=1) in {start, start + rest}


def test_a_feed_of_too_many_entries_gives_its_first() -> None:
    """The order is the feed's; the newest stand first."""
    parsed = parse_feed(FeedDocument("https://a.example/", "application/rss+xml", rss(MAX_ENTRIES + 500)))
    assert [parsed.entries[0].title, parsed.entries[-1].title] == ["T0", f"T{MAX_ENTRIES - 1}"]
    assert parsed.ttl_seconds == 3600


def test_a_file_that_is_no_text_is_named() -> None:
    """Guessing at its encoding would take half a gigabyte."""
    assert binary_kind(rss(1)) == ""
    with pytest.raises(NotAFeedError, match="answers a gzip file"):
        read_feed(FeedDocument("https://a.example/", "application/gzip", gzip.compress(rss(1))))
