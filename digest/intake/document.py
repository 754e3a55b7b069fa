"""A feed as it came, and what to say when it is none."""

from __future__ import annotations

from dataclasses import dataclass

MAX_ENTRIES = 2000
"""Entries taken from one feed; the rest of a longer one is old news."""


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """Where a feed came from, what the server called it, and its bytes."""

    url: str
    content_type: str
    body: bytes


class NotAFeedError(ValueError):
    """The bytes hold no feed; the text says what they hold instead."""
