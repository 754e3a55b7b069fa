"""The first pass: due feeds -> entries -> pages -> articles.

Works in batches; each batch ends in one transaction, so that a crash loses and repeats at most one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol, TypeVar

from digest.intake.catalogue import back_catalogue
from digest.intake.feeds import FeedDocument, ParsedFeed, parse_quickly
from digest.intake.health import worth_telling
from digest.intake.pages import Page, is_web_page, page_request, read_page
from digest.intake.polling import Eagerness, Wishes, after_answer, failed, feed_request, is_due
from digest.intake.rhythm import rhythm_of
from digest.model import Article, Entry, Extraction, FeedState, Source
from digest.pipeline.assembly import make_article
from digest.pipeline.page import PageTask
from digest.pipeline.tasks import name_feeds_task, parse_feed_task, read_page_task
from digest.ports import Articles, Clock, Feeds, Fetcher, FetchFailed, Progress, Response, Workers, WorkFailed

FEED_BATCH = 100
PAGE_BATCH = 40
FEED_SECONDS = 15.0
PAGE_SECONDS = 20.0
MAX_ATTEMPTS = 3
_OK = 200

Item = TypeVar("Item")


class CollectStore(Feeds, Articles, Protocol):
    """What this pass needs of the store."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The effects that the pass is handed."""

    store: CollectStore
    fetcher: Fetcher
    workers: Workers
    clock: Clock
    progress: Progress
    page_fetcher: Fetcher | None = None
    """For article pages, which are asked for with more courtesy; None: the same door as for feeds."""


@dataclass(slots=True)
class PollReport:
    """What a poll did; counts of feeds, entries and pages."""

    feeds: int = 0
    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    new_entries: int = 0
    articles: int = 0
    pages_failed: int = 0


def collect(
    sources: Sequence[Source], tools: Tools, *, eagerness: Eagerness, horizon: timedelta
) -> tuple[PollReport, tuple[tuple[str, str], ...]]:
    """Poll the due feeds, then read the pages of new entries; returns counts and what to tell: (source name, reason).

    A failing feed is told of when it begins to fail, after three days, and when it is gone; not at every poll.
    Entries older than `horizon` are remembered but their pages are not fetched: no edition would print them.
    """
    report = PollReport(feeds=len(sources))
    problems = _poll_feeds(sources, tools, report, eagerness=eagerness)
    _read_pages(sources, tools, report, horizon=horizon)
    return report, tuple(problems)


def _poll_feeds(
    sources: Sequence[Source], tools: Tools, report: PollReport, *, eagerness: Eagerness
) -> list[tuple[str, str]]:
    states = tools.store.feed_states()
    now = tools.clock()
    by_url = {source.url: source for source in sources if source.enabled}
    due = [source for url, source in by_url.items() if is_due(states.get(url), now=now, eagerness=eagerness)]
    report.asked = len(due)
    problems: list[tuple[str, str]] = []
    tools.progress.start("Polling feeds", len(due))
    requests = [feed_request(source, states.get(source.url), now=now) for source in due]
    for answers in _batches(tools.fetcher.fetch(requests), FEED_BATCH):
        new_states, entries = _judge(answers, by_url, states, tools)
        for state in new_states:
            report.failed += bool(state.reason)
            if worth_telling(states.get(state.url), state):
                problems.append((by_url[state.url].name or state.url, state.reason))
        report.unchanged += sum(isinstance(answer, Response) and answer.status == 304 for answer in answers)  # noqa: PLR2004
        report.new_entries += tools.store.save_poll(
            new_states, entries, now=now, back_catalogue=_back_catalogue(entries, states, now=now)
        )
    tools.progress.finish(f"{report.new_entries} new entries")
    return problems


def _parse(bodies: Sequence[Response], tools: Tools) -> dict[str, ParsedFeed | WorkFailed]:
    """Each body read, by tag: most at once here, the odd ones in workers that can be killed."""
    parsed: dict[str, ParsedFeed | WorkFailed] = {}
    odd: dict[str, FeedDocument] = {}
    for answer in bodies:
        document = FeedDocument(answer.url, answer.headers.get("content-type", ""), answer.body)
        result = parse_quickly(document)
        if result is not None:
            parsed[answer.tag] = result
        else:
            odd[answer.tag] = document
    results = tools.workers.map(parse_feed_task, odd.values(), deadline_seconds=FEED_SECONDS)
    return parsed | dict(zip(odd, results, strict=True))


def _judge(
    answers: Sequence[Response | FetchFailed],
    sources: Mapping[str, Source],
    states: Mapping[str, FeedState],
    tools: Tools,
) -> tuple[list[FeedState], list[Entry]]:
    """The new state of each feed that answered, and the entries of those that sent a body."""
    now = tools.clock()
    bodies = [answer for answer in answers if isinstance(answer, Response) and answer.status == _OK]
    parsed = _parse(bodies, tools)
    better_reasons = _feeds_named_by_pages([one for one in bodies if isinstance(parsed[one.tag], WorkFailed)], tools)
    new_states: list[FeedState] = []
    entries: list[Entry] = []
    for answer in answers:
        source = sources[answer.tag]
        state = states.get(answer.tag) or FeedState(url=answer.tag)
        result = parsed.get(answer.tag)
        tools.progress.advance(source.name or source.url)
        if isinstance(result, WorkFailed):
            reason = better_reasons.get(answer.tag) or result.reason.removeprefix("NotAFeedError: ")
            new_states.append(failed(state, reason, now=now))
            continue
        wishes = _wishes(result, now=now) if result else None
        after = after_answer(state, answer, source=source, now=now, wishes=wishes)
        if result is not None:
            after = _named(after, result)
            entries += [_own(entry, source.url) for entry in result.entries]
        new_states.append(after)
    return new_states, entries


def _feeds_named_by_pages(answers: Sequence[Response], tools: Tools) -> dict[str, str]:
    """By feed: the reason that names the feeds of the web page which came in its place."""
    pages = {one.tag: Page(one.url, "", one.body) for one in answers if is_web_page(one.body)}
    if not pages:
        return {}
    results = tools.workers.map(name_feeds_task, pages.values(), deadline_seconds=FEED_SECONDS)
    return {
        tag: f"answers a web page (HTML), not a feed; found these feeds on the page: {named}"
        for tag, named in zip(pages, results, strict=True)
        if named and not isinstance(named, WorkFailed)
    }


def _wishes(parsed: ParsedFeed, *, now: datetime) -> Wishes:
    dates = [entry.published for entry in parsed.entries if entry.published is not None]
    return Wishes(parsed.ttl_seconds, parsed.skip_hours, parsed.skip_days, rhythm_of(dates, now=now))


def _back_catalogue(
    entries: Sequence[Entry], states: Mapping[str, FeedState], *, now: datetime
) -> frozenset[tuple[str, str]]:
    """Of the feeds that were never read before: the entries whose pages are not worth reading."""
    known = {url for url, state in states.items() if state.last_success is not None}
    fresh: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.feed_url not in known:
            fresh.setdefault(entry.feed_url, []).append(entry)
    return frozenset().union(*(back_catalogue(items, now=now) for items in fresh.values()))


def _named(state: FeedState, parsed: ParsedFeed) -> FeedState:
    return replace(state, title=parsed.title or state.title, site_url=parsed.site_url or state.site_url)


def _own(entry: Entry, feed_url: str) -> Entry:
    """An entry belongs to the source as configured, wherever redirects led."""
    return replace(entry, feed_url=feed_url)


def _read_pages(sources: Sequence[Source], tools: Tools, report: PollReport, *, horizon: timedelta) -> None:
    titles = {url: state.title for url, state in tools.store.feed_states().items()}
    by_url = {source.url: replace(source, name=source.name or titles.get(source.url, "")) for source in sources}
    unread = tools.store.entries_without_article(since=tools.clock() - horizon, max_attempts=MAX_ATTEMPTS)
    waiting = [entry for entry in unread if entry.feed_url in by_url]
    tools.progress.start("Reading pages", len(waiting))
    for batch in _batches(iter(waiting), PAGE_BATCH):
        pages, reasons = _fetch_pages(batch, by_url, tools)
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
    batch: Sequence[Entry], sources: Mapping[str, Source], tools: Tools
) -> tuple[list[Page | None], list[str]]:
    """For each entry its page or None, and the reason where a page was wanted and none came."""
    pages: list[Page | None] = [None] * len(batch)
    reasons = [""] * len(batch)
    wanted = [
        page_request(entry, tag=str(index))
        for index, entry in enumerate(batch)
        if entry.link and sources[entry.feed_url].full_text == "page"
    ]
    for answer in (tools.page_fetcher or tools.fetcher).fetch(wanted):
        index = int(answer.tag)
        result = answer.reason if isinstance(answer, FetchFailed) else read_page(answer, asked=batch[index].link)
        if isinstance(result, str):
            reasons[index] = result
        else:
            pages[index] = result
    return pages, reasons


def _batches(items: Iterator[Item] | Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
