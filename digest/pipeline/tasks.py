"""What workers are asked to do, by name.

Each task imports its parser when it runs, and that is in the worker: the process that polls never loads feedparser or
trafilatura, which would double its time to start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Entry, Extraction

if TYPE_CHECKING:
    from digest.intake.feeds import FeedDocument, ParsedFeed


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to read; an empty body means: read the entry's own text instead."""

    url: str
    charset: str
    body: bytes
    entry: Entry
    source_language: str


def read_page_task(task: PageTask) -> Extraction:
    """Extract the page, or what the feed carried where the page gives less; then tell its language."""
    from digest.pipeline.reading import read_page  # noqa: PLC0415 - see the module's docstring

    return read_page(task)


def parse_feed_task(document: FeedDocument) -> ParsedFeed:
    """Read a feed; raises NotAFeedError."""
    from digest.intake.feeds import parse_feed  # noqa: PLC0415 - see the module's docstring

    return parse_feed(document)
