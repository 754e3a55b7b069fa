"""What a host's robots.txt (RFC 9309) lets us read: its bytes in, yes or no for an address out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from digest.ports import FetchFailed, Request, Response

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

AGENT = "digest"
"""The name by which robots.txt may speak of us."""
MAX_BYTES = 500_000
"""Read of one robots.txt (RFC 9309 2.5: at least 500 KiB, near enough)."""
_OK = 200


def robots_request(url: str, *, tag: str) -> Request:
    """The GET for the robots.txt of the host that serves `url`."""
    parts = urlsplit(url)
    return Request(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")), {"Accept": "text/plain"}, tag=tag)


def read_robots(answer: Response | FetchFailed) -> RobotFileParser | None:
    """The rules, or None when there are none: a host whose robots.txt cannot be had forbids nothing."""
    if isinstance(answer, FetchFailed) or answer.status != _OK:
        return None
    if "html" in answer.headers.get("content-type", "").lower():
        return None  # a soft 404
    from urllib.robotparser import RobotFileParser  # noqa: PLC0415 - takes 30 ms, and few polls read a robots.txt

    rules = RobotFileParser()
    rules.parse(answer.body[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff").splitlines())
    return rules


def may_read(rules: RobotFileParser | None, url: str) -> bool:
    """Whether these rules let us read the page at `url`."""
    return rules is None or rules.can_fetch(AGENT, url)
