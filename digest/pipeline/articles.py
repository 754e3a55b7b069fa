"""Pages of new entries -> articles, in batches; each batch is stored before the next one is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from digest.intake.markup import parser_effort
from digest.intake.share import fair_share
from digest.model import Article, Entry, Extraction, PageState, Source
from digest.pipeline.assembly import make_article
from digest.pipeline.feedtext import read_feed_text
from digest.pipeline.page import PageTask
from digest.pipeline.pages import fetch_pages
from digest.pipeline.site_memory import drop_known_furniture
from digest.pipeline.tasks import read_page_task
from digest.pipeline.tools import PollReport, Tools, in_batches
from digest.ports import Fetcher, Workers, WorkFailed

PAGE_BATCH = 40
PAGE_SECONDS = 20.0
QUICK_EFFORT = 1_000_000
"""Of building a tree of the feed's own text; about a hundredth of a second."""


def read_pages(unread: Sequence[Entry], sources: Sequence[Source], tools: Tools, report: PollReport) -> None:
    """Fetch and read the pages of `unread`; entries of feeds that are no sources any more are left."""
    states = tools.store.feed_states({entry.feed_url for entry in unread})
    by_url = {
        source.url: replace(source, name=source.name or states[source.url].title)
        for source in sources
        if source.url in states
    }
    waiting = fair_share([entry for entry in unread if entry.feed_url in by_url])
    has_pages = any(by_url[entry.feed_url].full_text == "page" for entry in waiting)
    door = tools.page_fetcher() if tools.page_fetcher and has_pages else tools.fetcher
    tools.progress.start("Reading pages", len(waiting))
    for batch in in_batches(waiting, PAGE_BATCH):
        _read_batch(batch, by_url, door, tools, report)
    tools.progress.finish(f"{report.articles} articles")


def _read_batch(
    batch: Sequence[Entry], sources: Mapping[str, Source], door: Fetcher, tools: Tools, report: PollReport
) -> None:
    wanted = [bool(entry.link) and sources[entry.feed_url].full_text == "page" for entry in batch]
    fetched = fetch_pages(batch, wanted, store=tools.store, fetcher=door)
    kept = [(entry, one.known) for entry, one in zip(batch, fetched, strict=True) if one.known is not None]
    to_read = [(entry, one) for entry, one in zip(batch, fetched, strict=True) if one.known is None]
    tasks = [
        PageTask(
            url=one.page.url if one.page else entry.link,
            charset=one.page.charset if one.page else "",
            body=one.page.body if one.page else b"",
            entry=entry,
            source_language=sources[entry.feed_url].language,
        )
        for entry, one in to_read
    ]
    results = drop_known_furniture(tasks, _read(tasks, tools.workers), store=tools.store, now=tools.clock())
    collected: list[tuple[Entry, Article | None, str]] = []
    pages: list[PageState] = []
    for task, (entry, one), result in zip(tasks, to_read, results, strict=True):
        _, article, reason = _collected(task, one.reason, result, sources[entry.feed_url], now=tools.clock())
        collected.append((entry, article, reason))
        if any(one.validators) and not isinstance(result, WorkFailed):
            pages.append(PageState(entry.link, *one.validators, article.id if article else "", reason or "ok"))
        tools.progress.advance(entry.title[:60])
    for entry, _ in kept:
        tools.progress.advance(entry.title[:60])
    report.articles += sum(article is not None for _, article, _ in collected)
    report.pages_failed += sum(bool(reason) for _, _, reason in collected)
    not_asked = {(entry.feed_url, entry.key) for entry, one in to_read if not one.asked}
    tools.store.save_articles(collected, not_asked=not_asked)
    tools.store.keep_articles(kept)
    tools.store.save_pages(pages)


def _read(tasks: Sequence[PageTask], workers: Workers) -> list[Extraction | WorkFailed]:
    """Pages in worker processes; what only the feed says is read here, where that is surely quick."""
    here = [not task.body and parser_effort(task.entry.content) <= QUICK_EFFORT for task in tasks]
    elsewhere = [task for task, is_quick in zip(tasks, here, strict=True) if not is_quick]
    results = workers.map(read_page_task, elsewhere, deadline_seconds=PAGE_SECONDS)
    return [read_feed_text(task) if is_quick else next(results) for task, is_quick in zip(tasks, here, strict=True)]


def _collected(
    task: PageTask, reason: str, result: Extraction | WorkFailed, source: Source, *, now: datetime
) -> tuple[Entry, Article | None, str]:
    if isinstance(result, WorkFailed):
        return task.entry, None, result.reason
    if not result.body and not task.entry.title:
        return task.entry, None, reason or "no text in the page or the feed"
    return task.entry, make_article(source, task.entry, result, page_url=task.url, now=now), reason
