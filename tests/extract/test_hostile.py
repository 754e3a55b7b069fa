"""Input that means harm, or was made without care: an extraction or an ExtractError, never anything else."""

from __future__ import annotations

from contextlib import suppress

import pytest

from digest.errors import ExtractError
from digest.extract.dump import extract_dump
from digest.extract.page import MOST_BYTES, extract_page
from digest.extract.readers import extract_any

STORY = "<p>The bridge over the Tarn opened on Monday after nine years of delay, and nobody came but the mayor.</p>"
PAGE = f"<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1>{STORY * 3}</body></html>"

HOSTILE = {
    "empty": b"",
    "blank": b" \n\t ",
    "zeros": b"\x00" * 1000,
    "binary": bytes(range(256)) * 50,
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20,
    "deep": b"<html><body>" + b"<div>" * 20_000 + b"text" + b"</div>" * 20_000,
    "deep lists": b"<html><body>" + b"<ul><li>" * 5_000 + b"deep",
    "unclosed": b"<html><head><title>x<body><p>" + b"<a href=" * 5_000,
    "attributes": b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">text</p>",
    "entities": b"<html><body><p>" + b"&lt;&#0;&#xffffffff;&bogus;" * 5_000 + b"</p>",
    "nested json": b'<html><script type="application/ld+json">' + b"[" * 50_000 + b"</script><p>x</p></html>",
    "odd json": b'<html><script type="application/ld+json">{"@type":["NewsArticle",3],"headline":{"a":[1]},'
    b'"author":[null,7,{"name":{}}],'
    b'"image":[[]],"datePublished":[9e99],"@id":[1]}</script><title>Odd</title><p>x</p></html>',
    "surrogates": "<html><title>\ud800 x</title><p>\udfff</p></html>".encode("utf-8", "surrogatepass"),
    "comment": b"<!--" + b"-" * 100_000,
    "long line": b"word " * 200_000,
    "many lines": b"Title of a thing\n\nShort.\n" * 5_000,
    "frames": b"<html><frameset><frame src=x></frameset></html>",
    "bad address": b'<html><link rel=canonical href="http://[::bad"><meta property="og:image" content="http://[bad">'
    b"<title>Title</title><p>x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_gives_an_extraction_or_an_extract_error(name: str) -> None:
    with suppress(ExtractError):
        assert extract_any(HOSTILE[name], url="https://news.example/x", name=name)


@pytest.mark.parametrize("data", [b"", "", "\x00", b"<html></html>"])
def test_a_page_with_nothing_is_an_extract_error(data: bytes | str) -> None:
    with pytest.raises(ExtractError):
        extract_page(data)


def test_a_dump_without_running_text_is_an_extract_error() -> None:
    with pytest.raises(ExtractError):
        extract_dump("Home\nMenu\nContact\n")


def test_a_huge_page_is_cut_with_a_note() -> None:
    page = PAGE.replace("</body>", "<!--" + "x" * MOST_BYTES + "--></body>")
    found = extract_page(page.encode())
    assert found.title == "Bridge opens"
    assert found.dropped[-1].rule == "too long"


def test_nul_bytes_inside_words_do_not_break_a_page() -> None:
    assert "bridge" in extract_page(PAGE.replace("bridge", "bri\x00dge").encode()).body[0]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1252", "iso-8859-1", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["", "utf-8", "ascii", "no-such-set"])
def test_a_page_reads_the_same_whatever_set_it_says_and_uses(charset: str, declared: str) -> None:
    page = PAGE.replace("mayor", "maîresse")
    if charset in {"windows-1252", "iso-8859-1"}:
        page = page.replace("<head>", f'<head><meta charset="{charset}">')
    assert "maîresse" in extract_page(page.encode(charset), charset=declared).body[0]


def test_a_page_of_a_million_tags_is_cut_with_a_note() -> None:
    found = extract_page(PAGE.replace("</body>", "<a href=x>y</a>" * 100_000 + "</body>"))
    assert found.title == "Bridge opens"
    assert [drop.rule for drop in found.dropped if "100000 tags" in drop.line] == ["too long"]
