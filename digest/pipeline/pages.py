"""Pages of new entries -> articles, in batches; each batch ends in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from digest.intake.pages import Page, page_request, read_page
from digest.model import Article, Entry, Extraction, Source
from digest.pipeline.assembly import make_article
from digest.pipeline.page import PageTask
from digest.pipeline.tasks import read_page_task
from digest.pipeline.tools import PollReport, Tools, in_batches
from digest.ports import Fetcher, FetchFailed, WorkFailed

PAGE_BATCH = 40
PAGE_SECONDS = 20.0


def read_pages(unread: Sequence[Entry], sources: Sequence[Source], tools: Tools, report: PollReport) -> None:
    """Fetch and read the pages of `unread`; entries of feeds that are no sources any more are left."""
    states = tools.store.feed_states({entry.feed_url for entry in unread})
    by_url = {
        source.url: replace(source, name=source.name or states[source.url].title)
        for source in sources
        if source.url in states
    }
    waiting = [entry for entry in unread if entry.feed_url in by_url]
    door = tools.page_fetcher() if tools.page_fetcher else tools.fetcher
    tools.progress.start("Reading pages", len(waiting))
    for batch in in_batches(waiting, PAGE_BATCH):
        pages, reasons = _fetch_pages(batch, by_url, door)
        tasks = [
            PageTask(
                url=page.url if page else entry.link,
                charset=page.charset if page else "",
                body=page.body if page else b"",
                entry=entry,
                source_language=by_url[entry.feed_url].language,
            )
            for entry, page in zip(batch, pages, strict=True)
        ]
        results = tools.workers.map(read_page_task, tasks, deadline_seconds=PAGE_SECONDS)
        collected: list[tuple[Entry, Article | None, str]] = []
        for task, reason, result in zip(tasks, reasons, results, strict=True):
            collected.append(_collected(task, reason, result, by_url[task.entry.feed_url], now=tools.clock()))
            tools.progress.advance(task.entry.title[:60])
        report.articles += sum(article is not None for _, article, _ in collected)
        report.pages_failed += sum(bool(reason) for _, _, reason in collected)
        tools.store.save_articles(collected)
    tools.progress.finish(f"{report.articles} articles")


def _collected(
    task: PageTask, reason: str, result: Extraction | WorkFailed, source: Source, *, now: datetime
) -> tuple[Entry, Article | None, str]:
    if isinstance(result, WorkFailed):
        return task.entry, None, result.reason
    if not result.body and not task.entry.title:
        return task.entry, None, reason or "no text in the page or the feed"
    return task.entry, make_article(source, task.entry, result, page_url=task.url, now=now), reason


def _fetch_pages(
    batch: Sequence[Entry], sources: Mapping[str, Source], door: Fetcher
) -> tuple[list[Page | None], list[str]]:
    """For each entry its page or None, and the reason where a page was wanted and none came."""
    pages: list[Page | None] = [None] * len(batch)
    reasons = [""] * len(batch)
    wanted = [
        page_request(entry, tag=str(index))
        for index, entry in enumerate(batch)
        if entry.link and sources[entry.feed_url].full_text == "page"
    ]
    for answer in door.fetch(wanted):
        index = int(answer.tag)
        result = answer.reason if isinstance(answer, FetchFailed) else read_page(answer, asked=batch[index].link)
        if isinstance(result, str):
            reasons[index] = result
        else:
            pages[index] = result
    return pages, reasons
