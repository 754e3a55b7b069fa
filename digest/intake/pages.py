"""The pages that entries link to: what to ask for, and which answers hold an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.intake.walls import wall_reason
from digest.model import Entry
from digest.ports import Request, Response

ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_READABLE = re.compile(r"(?:text/|application/(?:xhtml|xml))", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|channel)\b", re.IGNORECASE)
_OK = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came."""

    url: str
    charset: str
    body: bytes


def page_request(entry: Entry, *, tag: str) -> Request:
    """A plain GET for the entry's page."""
    return Request(entry.link, {"Accept": ACCEPT}, tag=tag)


def read_page(answer: Response, *, asked: str = "") -> Page | str:
    """The page, or why this answer is none; `asked` is the address that was asked for, before any redirect."""
    if answer.status != _OK:
        return f"the page answers {answer.status}"
    kind = answer.headers.get("content-type", "")
    if kind and not _READABLE.match(kind.strip()):
        return f"the page is not text but {kind.partition(';')[0].strip()[:60]}"
    if not answer.body.strip():
        return "the page is empty"
    if reason := wall_reason(answer.body, asked=asked or answer.url, url=answer.url):
        return reason
    match = _CHARSET.search(kind)
    return Page(answer.url, match[1] if match else "", answer.body)


def is_web_page(body: bytes) -> bool:
    """Whether these bytes begin as a web page does."""
    start = body[:5000]
    return bool(_HTML.search(start)) and not _FEED.search(start)
