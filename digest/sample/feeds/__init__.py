"""Feeds: an outlet and its pieces in, the bytes and the content type of the feed it publishes out.

One file a format; each turns the same pieces into its own dialect, with the outlet's habits (`../habits.py`): whole
articles or standfirsts, tracking parameters on links, ids that are no addresses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from digest.sample.newsroom import Outlet, Piece

from .atom import render_atom
from .document import Feed
from .json_feed import render_json_feed
from .rss1 import render_rss1
from .rss2 import render_rss2

__all__ = ["Feed", "render_feed"]


class FeedFormat(Protocol):
    """One dialect: an outlet and its pieces, newest first, to a feed; `base_url` has no slash at its end."""

    def __call__(self, outlet: Outlet, *, pieces: Sequence[Piece], base_url: str) -> Feed:
        """Render the feed."""


FORMATS: Mapping[str, FeedFormat] = {
    "rss2": render_rss2,
    "atom": render_atom,
    "rss1": render_rss1,
    "json": render_json_feed,
}


def render_feed(outlet: Outlet, *, pieces: Sequence[Piece], base_url: str) -> Feed:
    """Render an outlet's feed in the format the outlet publishes."""
    return FORMATS[outlet.feed](outlet, pieces=pieces, base_url=base_url)
