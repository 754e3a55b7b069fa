"""Bytes -> entries: what a feed says, made safe, by the fast reader where it can tell and else by feedparser.

`parse_quickly` answers for most feeds and is meant for the main process: its time is linear in the size. The rest is
for `parse_feed` in a worker process: markup made for it can keep feedparser busy for minutes. What only some feeds
need is imported when the first of them comes: feedparser never in the main process.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

from digest.intake.binaries import binary_kind
from digest.intake.document import MAX_ENTRIES, FeedDocument, NotAFeedError
from digest.intake.entities import is_entity_bomb
from digest.intake.entries import ParsedFeed, make_feed
from digest.intake.markup import parser_effort
from digest.intake.quick.reader import read_quickly
from digest.intake.quick.refusal import MAX_BYTES, Specialist
from digest.intake.rawfeed import RawFeed
from digest.sanitize import plain_text

__all__ = [
    "MAX_ENTRIES",
    "FeedDocument",
    "NotAFeedError",
    "ParsedFeed",
    "make_feed",
    "parse_feed",
    "parse_quickly",
    "read_feed",
    "read_thoroughly",
]

_MAX_EFFORT = 10_000_000
"""Of building trees in the main process; about a tenth of a second."""
_JSON_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


class _TooMuchEffortError(Exception):
    """The markup of this feed is for a process that can be killed."""


class _BoundedStripper:
    """Takes the markup from texts until the effort of one feed is spent."""

    def __init__(self) -> None:
        self._left = _MAX_EFFORT

    def __call__(self, markup: str) -> str:
        self._left -= parser_effort(markup)
        if self._left < 0:
            raise _TooMuchEffortError
        return plain_text(markup)


def parse_feed(document: FeedDocument) -> ParsedFeed:
    """Read a feed; raises NotAFeedError."""
    return make_feed(read_feed(document), document)


def parse_quickly(document: FeedDocument) -> ParsedFeed | None:
    """Read a feed in the main process; None when it takes a worker with `parse_feed`, if only to say what is wrong."""
    try:
        with _garbage_left_alone():
            raw = _read_fast(document, specialist=None)
            return make_feed(raw, document, strip=_BoundedStripper()) if raw is not None else None
    except (NotAFeedError, _TooMuchEffortError):
        return None


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Without the collector of cycles, which trees have none of: it would take a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_feed(document: FeedDocument) -> RawFeed:
    """The words of a feed, which `make_feed` makes safe; raises NotAFeedError. For a worker process."""
    from digest.intake.thorough import Feedparser  # noqa: PLC0415 - see the module's docstring

    if not document.body.strip():
        raise NotAFeedError("the answer is empty")
    if kind := binary_kind(document.body):
        raise NotAFeedError(f"answers {kind}, not a feed")
    if is_entity_bomb(document.body):
        raise NotAFeedError("declares entities that would blow it up (an XML bomb)")
    return _read_fast(document, specialist=Feedparser()) or read_thoroughly(document)


def read_thoroughly(document: FeedDocument) -> RawFeed:
    """The words of a feed as feedparser, or JSON's parser, sees them; raises NotAFeedError."""
    if _JSON_FEED.match(document.body):
        return _read_json(document.body)
    from digest.intake.thorough import read_xml  # noqa: PLC0415 - see the module's docstring

    return read_xml(document)


def _read_fast(document: FeedDocument, *, specialist: Specialist | None) -> RawFeed | None:
    if _JSON_FEED.match(document.body):
        return _read_json(document.body) if specialist or len(document.body) <= MAX_BYTES else None
    return read_quickly(document.body, url=document.url, content_type=document.content_type, specialist=specialist)


def _read_json(body: bytes) -> RawFeed:
    from digest.intake.jsonfeed import read_json  # noqa: PLC0415 - see the module's docstring

    return read_json(body)
