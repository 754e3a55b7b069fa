"""What is asked for a page, and which answers hold one."""

from __future__ import annotations

import pytest

from digest.intake.pages import Page, page_request, read_page
from digest.model import Entry
from digest.ports import Response

URL = "https://a.example/story"


def answer(body: bytes = b"<p>words</p>", *, status: int = 200, content_type: str | None = None) -> Response:
    headers = {} if content_type is None else {"content-type": content_type}
    return Response("7", URL, status, headers, body)


def test_a_page_is_asked_for_at_the_entrys_link() -> None:
    """A plain GET: no validators, as each page is read once."""
    request = page_request(Entry("https://a.example/feed", "k", URL, "T"), tag="7")
    assert (request.url, request.tag) == (URL, "7")
    assert set(request.headers) == {"Accept"}


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        (None, ""),
        ("", ""),
        ("text/html", ""),
        ("text/html; charset=UTF-8", "UTF-8"),
        ('TEXT/HTML;charset = "iso-8859-1"', "iso-8859-1"),
        ("application/xhtml+xml; charset='windows-1251'", "windows-1251"),
        ("text/plain; charset=", ""),
        ("application/xml", ""),
    ],
)
def test_text_is_a_page_with_its_charset(content_type: str | None, charset: str) -> None:
    """The charset is only what the server says; the page may know better."""
    assert read_page(answer(content_type=content_type)) == Page(URL, charset, b"<p>words</p>")


@pytest.mark.parametrize("status", [204, 304, 403, 404, 410, 429, 500, 503])
def test_other_answers_hold_no_page(status: int) -> None:
    """The error page of a server is not an article."""
    assert read_page(answer(status=status)) == f"the page answers {status}"


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/jpeg", "video/mp4; codecs=x", "application/octet-stream", "audio/mpeg"]
)
def test_what_is_not_text_holds_no_page(kind: str) -> None:
    """A link to a film or a PDF."""
    assert read_page(answer(content_type=kind)) == f"the page is not text but {kind.partition(';')[0]}"


def test_a_long_content_type_is_cut() -> None:
    """It ends up in a report."""
    found = read_page(answer(content_type="x" * 5000))
    assert isinstance(found, str)
    assert len(found) < 120


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_an_empty_page_is_named(body: bytes) -> None:
    """Nothing to extract."""
    assert read_page(answer(body)) == "the page is empty"
