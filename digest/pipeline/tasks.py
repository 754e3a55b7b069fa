"""What workers are asked to do, by name.

Each task imports its parser when it runs, and that is in the worker: the process that polls never loads feedparser or
trafilatura, which would double its time to start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Article, Extraction
from digest.pipeline.page import PageTask

if TYPE_CHECKING:
    from digest.intake.feeds import FeedDocument, ParsedFeed
    from digest.intake.pages import Page


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Articles to read, and the embedding model for it: a name that `find_model` gave, "" for none."""

    articles: tuple[Article, ...]
    model: str


def read_articles_task(task: ReadTask) -> list[bytes]:
    """Read what articles are compared by; a packed record for each."""
    from digest.curate.reading.meaning import open_embedder  # noqa: PLC0415 - see the module's docstring
    from digest.curate.reading.record import pack_reading, read_articles  # noqa: PLC0415 - see the module's docstring

    return [pack_reading(reading) for reading in read_articles(task.articles, open_embedder(task.model))]


def read_page_task(task: PageTask) -> Extraction:
    """Extract the page, or what the feed carried where the page gives less; then tell its language."""
    from digest.pipeline.reading import read_page  # noqa: PLC0415 - see the module's docstring

    return read_page(task)


def parse_feed_task(document: FeedDocument) -> ParsedFeed:
    """Read a feed; raises NotAFeedError."""
    from digest.intake.feeds import parse_feed  # noqa: PLC0415 - see the module's docstring

    return parse_feed(document)


def name_feeds_task(page: Page) -> str:
    """The addresses of the feeds that a web page names, on one line for a person; "" when it names none."""
    from digest.intake.discovery import describe_feeds, find_feeds  # noqa: PLC0415 - see the module's docstring

    return describe_feeds(find_feeds(page.body, url=page.url, charset=page.charset))
