"""The first pass: due feeds -> entries -> pages -> articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from digest.intake.polling import Eagerness
from digest.model import Source
from digest.pipeline.poll import poll_feeds
from digest.pipeline.tools import PollReport, Tools

MAX_ATTEMPTS = 3


def collect(
    sources: Sequence[Source], tools: Tools, *, eagerness: Eagerness, horizon: timedelta
) -> tuple[PollReport, tuple[tuple[str, str], ...]]:
    """Poll the due feeds, then read the pages of new entries; returns counts and what to tell: (source name, reason).

    A failing feed is told of when it begins to fail, after three days, and when it is gone; not at every poll.
    Entries older than `horizon` are remembered but their pages are not fetched: no edition would print them.
    """
    report = PollReport(feeds=len(sources))
    problems = poll_feeds(sources, tools, report, eagerness=eagerness)
    waiting = tools.store.entries_without_article(since=tools.clock() - horizon, max_attempts=MAX_ATTEMPTS)
    if waiting:
        from digest.pipeline.articles import read_pages  # noqa: PLC0415 - most polls find nothing new and end here

        read_pages(waiting, sources, tools, report)
    return report, tuple(problems)
