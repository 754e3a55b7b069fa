"""One spelling for each page, and nothing but the web."""

from __future__ import annotations

import pytest

from digest.urls import absolute_url, ascii_url, canonical_url, host_of, stable_id


@pytest.mark.parametrize(
    ("spelling", "page"),
    [
        ("HTTP://Example.COM:80/a#frag", "http://example.com/a"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("  https://example.com./a  ", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/?UTM_Source=x&utm_medium=y&fbclid=z&id=7", "https://example.com/?id=7"),
        ("https://example.com/?source=rss", "https://example.com/"),
        ("https://example.com/?source=print", "https://example.com/?source=print"),
        ("https://example.com/?a=&b", "https://example.com/?a=&b="),
        ("https://bücher.example/straße?q=ü", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("https://example.com/%D0%BD%2F", "https://example.com/%D0%BD%2F"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://user:secret@example.com/x", "https://example.com/x"),
    ],
)
def test_a_page_has_one_spelling(spelling: str, page: str) -> None:
    """Case, default ports, fragments, tracking and the order of parameters do not make another page."""
    assert canonical_url(spelling) == page
    assert canonical_url(page) == page


def test_bytes_of_an_older_encoding_survive() -> None:
    """%E9 is Latin-1 for é: turned into U+FFFD it would be the address of another page."""
    assert canonical_url("https://example.com/?q=%E9t%E9") == "https://example.com/?q=%E9t%E9"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/a",
        "//example.com/a",
        "ftp://example.com/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:ann@example.com",
        "https://",
        "https://[::1",
        "https://example.com:99999/",
        "https://example.com:port/",
        f"https://{'a' * 70}ü.example/",
        f"https://example.com/{'a' * 2000}",
        "https://example.com/\ud800",
    ],
)
def test_what_is_no_page_has_no_spelling(text: str) -> None:
    """Never an exception: addresses come from strangers."""
    assert canonical_url(text) == ""


@pytest.mark.parametrize(
    ("link", "seen"),
    [
        ("/x", "https://a.example/x"),
        ("x", "https://a.example/b/x"),
        ("?p=2", "https://a.example/b/c?p=2"),
        ("//cdn.example/i.png", "https://cdn.example/i.png"),
        (" http://b.example/y ", "http://b.example/y"),
        ("HTTPS://B.example/", "https://B.example/"),
        ("", "https://a.example/b/c"),
        ("mailto:ann@example.com", ""),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:image/png;base64,AA", ""),
        ("file:///etc/passwd", ""),
        ("http://[bad", ""),
    ],
)
def test_links_are_seen_from_their_page(link: str, seen: str) -> None:
    """Relative ones are joined; what leaves the web is refused."""
    assert absolute_url(link, base="https://a.example/b/c") == seen


@pytest.mark.parametrize(
    ("url", "travels"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1"),
        ("https://bücher.example:8080/a b/ä", "https://xn--bcher-kva.example:8080/a%20b/%C3%A4"),
        ("https://a.example/%20%zz?q=[1]|ü", "https://a.example/%20%zz?q=[1]|%C3%BC"),
        ("https://ann:pw@bücher.example/", "https://ann:pw@xn--bcher-kva.example/"),
        ("https://a.example/\0", "https://a.example/%00"),
        ("https://a\0.example/", ""),
        ("https://a.example/\ud800", ""),
        ("https://[bad/", ""),
        ("file:///etc/passwd", ""),
        ("no address", ""),
    ],
)
def test_an_address_travels_in_ascii(url: str, travels: str) -> None:
    """What editors paste into feeds (spaces, umlauts) is sent the way browsers send it."""
    assert ascii_url(url) == travels


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.com:80/x", "example.com"),
        ("https://news.example/", "news.example"),
        ("no address", ""),
        ("http://[", ""),
    ],
)
def test_the_host_is_plain(url: str, host: str) -> None:
    """An outlet without a name is called by its host."""
    assert host_of(url) == host


def test_an_id_is_the_same_everywhere() -> None:
    """Ids are stored: they must not depend on the process (as hash() does) or fail on odd text."""
    assert stable_id("https://a.example/") == "7d66b0a91a9fee3c"
    assert len({stable_id(text) for text in ("", "a", "b", "\ud800")}) == 4
