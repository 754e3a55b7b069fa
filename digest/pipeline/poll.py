"""Due feeds -> entries, in batches; each batch ends in one transaction, so that a crash repeats at most one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digest.intake.catalogue import back_catalogue
from digest.intake.feeds import FeedDocument, ParsedFeed, parse_quickly
from digest.intake.health import worth_telling
from digest.intake.pages import Page, is_web_page
from digest.intake.polling import Eagerness, Wishes, after_answer, failed, feed_request, is_due
from digest.intake.rhythm import rhythm_of
from digest.model import Entry, FeedState, Source
from digest.pipeline.tasks import name_feeds_task, parse_feed_task
from digest.pipeline.tools import PollReport, Tools
from digest.ports import Clock, Feeds, FetchFailed, Response, Workers, WorkFailed

BATCH_FEEDS = 500
BATCH_BYTES = 4_000_000
"""Of bodies that wait to be parsed."""
BATCH_TIME = timedelta(seconds=2)
FEED_SECONDS = 15.0
_OK = 200

Answer = Response | FetchFailed


def poll_feeds(
    sources: Sequence[Source], tools: Tools, report: PollReport, *, eagerness: Eagerness
) -> list[tuple[str, str]]:
    """Ask the due feeds and store what they answer; returns what to tell: (source name, reason)."""
    now = tools.clock()
    by_url = {source.url: source for source in sources if source.enabled}
    tools.store.follow(by_url)
    states = _candidates(tools.store, now=now, eagerness=eagerness)
    due = [
        by_url[url] for url, state in states.items() if url in by_url and is_due(state, now=now, eagerness=eagerness)
    ]
    if tools.hubs is not None and eagerness is Eagerness.DUE:
        due = tools.hubs.without_spared(due, states, now=now)
    report.asked = len(due)
    problems: list[tuple[str, str]] = []
    tools.progress.start("Polling feeds", len(due))
    requests = [feed_request(source, states[source.url], now=now) for source in due]
    for answers in _full_batches(tools.fetcher.fetch(requests), tools.clock):
        new_states, entries = _judge(answers, by_url, states, tools)
        for state in new_states:
            report.failed += bool(state.reason)
            if worth_telling(states[state.url], state):
                problems.append((by_url[state.url].name or state.url, state.reason))
        report.unchanged += sum(isinstance(answer, Response) and answer.status == 304 for answer in answers)  # noqa: PLR2004
        report.new_entries += tools.store.save_poll(
            new_states, entries, now=now, back_catalogue=_back_catalogue(entries, states, now=now)
        )
    tools.progress.finish(f"{report.new_entries} new entries")
    return problems


def _candidates(store: Feeds, *, now: datetime, eagerness: Eagerness) -> Mapping[str, FeedState]:
    if eagerness is Eagerness.FORCE:
        return store.feed_states()
    return store.due_feeds(now=now, impatient=eagerness is Eagerness.NOW)


def _full_batches(answers: Iterable[Answer], clock: Clock) -> Iterator[list[Answer]]:
    """Answers as they come, in batches that are full by number, by size, or by time."""
    batch: list[Answer] = []
    size, began = 0, clock()
    for answer in answers:
        batch.append(answer)
        size += len(answer.body) if isinstance(answer, Response) else 0
        if len(batch) >= BATCH_FEEDS or size > BATCH_BYTES or clock() - began > BATCH_TIME:
            yield batch
            batch, size, began = [], 0, clock()
    if batch:
        yield batch


def parse_bodies(bodies: Sequence[Response], workers: Workers) -> dict[str, ParsedFeed | WorkFailed]:
    """Each body read, by tag: JSON Feeds at once here, all others in workers that can be killed."""
    parsed: dict[str, ParsedFeed | WorkFailed] = {}
    odd: dict[str, FeedDocument] = {}
    for answer in bodies:
        document = FeedDocument(answer.url, answer.headers.get("content-type", ""), answer.body)
        result = parse_quickly(document)
        if result is not None:
            parsed[answer.tag] = result
        else:
            odd[answer.tag] = document
    results = workers.map(parse_feed_task, odd.values(), deadline_seconds=FEED_SECONDS)
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
    parsed = parse_bodies(bodies, tools.workers)
    better_reasons = _feeds_named_by_pages([one for one in bodies if isinstance(parsed[one.tag], WorkFailed)], tools)
    new_states: list[FeedState] = []
    entries: list[Entry] = []
    for answer in answers:
        source = sources[answer.tag]
        state = states[answer.tag]
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
    if tools.hubs is not None:
        tools.hubs.learn(answers, parsed, now=now)
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
