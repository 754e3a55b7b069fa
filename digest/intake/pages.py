"""The pages that entries link to: what to ask for, and which answers hold an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.intake.walls import wall_reason
from digest.model import Entry, PageState
from digest.ports import Request, Response

ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
LONGEST_VALIDATORS = 2000
"""Characters; a server that wants more sent back is not obliged."""
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


def page_request(entry: Entry, known: PageState | None = None, *, tag: str) -> Request:
    """A GET for the entry's page, conditional when it was read before."""
    headers = {"Accept": ACCEPT}
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    if known is not None and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return Request(entry.link, headers, tag=tag)


def page_validators(answer: Response) -> tuple[str, str]:
    """ETag and Last-Modified of an answer that brought a body, "" for each that it lacks."""
    if answer.status != _OK:
        return "", ""
    found = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
    return found if sum(map(len, found)) <= LONGEST_VALIDATORS else ("", "")


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
