"""A feed as it came, and what to say when it is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """Where a feed came from, what the server called it, and its bytes."""

    url: str
    content_type: str
    body: bytes


class NotAFeedError(ValueError):
    """The bytes hold no feed; the text says what they hold instead."""
