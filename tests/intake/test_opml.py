"""Lists of sources, in and out."""

from __future__ import annotations

import pytest

from digest.errors import UsageError
from digest.intake.opml import read_opml, write_opml
from digest.model import Source

NESTED = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>Mine</title></head>
  <body>
    <outline text="Europe">
      <outline type="rss" text="Fanal" xmlUrl="https://fanal.example/atom"/>
      <outline text="North">
        <outline type="rss" title="Nord &amp; S\xc3\xb8" xmlUrl=" https://nord.example/rss "/>
      </outline>
    </outline>
    <outline type="rss" text="Again" xmlUrl="https://fanal.example/atom"/>
    <outline type="rss" xmlUrl="https://unnamed.example/rss"/>
    <outline type="link" text="Not a feed" url="https://link.example/"/>
  </body>
</opml>
"""


def test_feeds_are_found_at_any_depth_and_once() -> None:
    """Readers export folders in folders, and the same feed in several."""
    found = read_opml(NESTED, name="mine.opml")
    assert {(source.url, source.name) for source in found} == {
        ("https://fanal.example/atom", "Fanal"),
        ("https://nord.example/rss", "Nord & Sø"),
        ("https://unnamed.example/rss", ""),
    }


def test_order_is_kept() -> None:
    """The list is a person's: its order means something."""
    sources = [Source(f"https://{name}.example/feed", name) for name in ("c", "a", "b")]
    assert read_opml(write_opml(sources, title="x").encode(), name="x") == tuple(sources)


def test_a_feed_that_stands_there_twice_keeps_its_first_place() -> None:
    """The second mention adds nothing."""
    listed = ["https://a.example/", "https://b.example/", "https://a.example/"]
    found = read_opml(write_opml([Source(url) for url in listed], title="x").encode(), name="x")
    assert [source.url for source in found] == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize("name", ["Plain", "Käse & <b>Brot</b>", "\"double\" and 'single'", "新聞", "a\tb", "  "])
def test_what_is_written_is_read_again(name: str) -> None:
    """Names and addresses with every character that XML minds."""
    source = Source("https://a.example/feed?a=1&b=\"2\"&c='3'", name.strip(), language="en-GB")
    (found,) = read_opml(write_opml([source], title=name).encode(), name="x")
    assert (found.url, found.name) == (source.url, source.name or source.url)


@pytest.mark.parametrize(
    "body", [b"", b"no XML", b"<opml><body/></opml>", b"<html><body>x</body></html>", b"\xff\xfe\0"]
)
def test_a_file_without_feeds_is_told_apart(body: bytes) -> None:
    """Importing nothing without a word would look like success."""
    with pytest.raises(UsageError, match=r"mine\.opml: holds no feeds.*xmlUrl"):
        read_opml(body, name="mine.opml")


def test_a_declared_encoding_is_respected() -> None:
    """Old readers export Latin-1."""
    body = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><body>'
        '<outline type="rss" text="für alle" xmlUrl="https://a.example/feed"/></body></opml>'
    )
    (found,) = read_opml(body.encode("latin-1"), name="x")
    assert found.name == "für alle"
