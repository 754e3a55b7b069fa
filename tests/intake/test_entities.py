"""Entity bombs are told by their declarations."""

from __future__ import annotations

import pytest

from digest.intake.entities import is_entity_bomb
from digest.intake.feeds import FeedDocument, NotAFeedError, read_feed

LAUGHS = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">'


def feed(declarations: str) -> bytes:
    items = "<rss version='2.0'><channel><title>T</title><item><title>&b;</title></item></channel></rss>"
    return f'<?xml version="1.0"?>\n<!DOCTYPE rss [{declarations}]>{items}'.encode()


@pytest.mark.parametrize(
    ("declarations", "bomb"),
    [
        ("", False),
        (LAUGHS, True),
        (f"<!ENTITY q '{'q' * 1001}'>", True),
        ('<!ENTITY brand "Acme &amp; Sons &#8211; &lt;">', False),
        ('<!ENTITY nbsp "&#160;"><!ENTITY eacute "&#233;">', False),
        ('<!ENTITY xxe SYSTEM "file:///etc/passwd">', False),
        ('<!ENTITY % all SYSTEM "http://192.0.2.1/x.dtd"> %all;', False),
        ("<!ENTITY " * 5000, False),
    ],
)
def test_a_bomb_is_told_by_its_declarations(declarations: str, *, bomb: bool) -> None:
    """Entities that stand for a name or a letter are what real feeds declare."""
    assert is_entity_bomb(feed(declarations)) is bomb


def test_a_bomb_is_no_feed() -> None:
    """With a reason for a person."""
    with pytest.raises(NotAFeedError, match="declares entities that would blow it up"):
        read_feed(FeedDocument("https://a.example/", "application/xml", feed(LAUGHS)))
