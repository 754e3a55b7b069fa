"""Bodies of answers -> feeds: most at once, here; odd ones in processes that can be killed.

The readers are imported when the first body comes: most polls bring none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from digest.pipeline.tasks import name_feeds_task, parse_feed_task
from digest.ports import FetchFailed, Response, Workers, WorkFailed

if TYPE_CHECKING:
    from digest.intake.entries import ParsedFeed

FEED_SECONDS = 15.0
_OK = 200

Reading = Callable[[], "ParsedFeed | WorkFailed"]
"""Waits until a feed is read."""


def read_bodies(
    answers: Sequence[Response | FetchFailed], parsers: Workers
) -> tuple[dict[str, ParsedFeed], dict[str, Reading]]:
    """By tag: the feeds that could be read at once, and those that have begun to be read elsewhere."""
    bodies = [answer for answer in answers if isinstance(answer, Response) and answer.status == _OK]
    if not bodies:
        return {}, {}
    from digest.intake.feeds import FeedDocument, parse_quickly  # noqa: PLC0415 - see the module's docstring

    parsed: dict[str, ParsedFeed] = {}
    odd: dict[str, Reading] = {}
    for answer in bodies:
        document = FeedDocument(answer.url, answer.headers.get("content-type", ""), answer.body)
        feed = parse_quickly(document)
        if feed is not None:
            parsed[answer.tag] = feed
        else:
            odd[answer.tag] = parsers.submit(parse_feed_task, document, deadline_seconds=FEED_SECONDS)
    return parsed, odd


def parse_bodies(bodies: Sequence[Response], parsers: Workers) -> dict[str, ParsedFeed | WorkFailed]:
    """Each body read, by tag."""
    parsed, odd = read_bodies(bodies, parsers)
    return parsed | {tag: result() for tag, result in odd.items()}


def feeds_named_by_pages(answers: Sequence[Response], parsers: Workers) -> dict[str, str]:
    """By feed: the reason that names the feeds of the web page which came in its place."""
    from digest.intake.pages import Page, is_web_page  # noqa: PLC0415 - see the module's docstring

    pages = {one.tag: Page(one.url, "", one.body) for one in answers if is_web_page(one.body)}
    results = parsers.map(name_feeds_task, pages.values(), deadline_seconds=FEED_SECONDS)
    return {
        tag: f"answers a web page (HTML), not a feed; found these feeds on the page: {named}"
        for tag, named in zip(pages, results, strict=True)
        if named and not isinstance(named, WorkFailed)
    }
