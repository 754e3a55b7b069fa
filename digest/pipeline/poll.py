"""Due feeds -> entries, in batches; each batch ends in one transaction, so that a crash repeats at most one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from digest.intake.catalogue import back_catalogue
from digest.intake.health import news_of
from digest.intake.polling import Eagerness, Wishes, after_answer, after_unreadable, feed_request, is_due
from digest.intake.rhythm import rhythm_of
from digest.model import Entry, FeedState, Source
from digest.pipeline.bodies import Reading, feeds_named_by_pages, read_bodies
from digest.pipeline.tools import PollReport, Tools
from digest.ports import Clock, Feeds, FetchFailed, Response, WorkFailed

BATCH_FEEDS = 500
BATCH_BYTES = 4_000_000
"""Of bodies that wait to be parsed."""
BATCH_TIME = timedelta(seconds=2)
WAITING_BYTES = 16_000_000
"""Of bodies that are being read elsewhere."""
_NOT_MODIFIED = 304

if TYPE_CHECKING:
    from digest.intake.entries import ParsedFeed

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
    tools.progress.start("Polling feeds", len(due))
    requests = [feed_request(source, states[source.url], now=now) for source in due]
    poll = _Poll(by_url, states, tools, report, now)
    waiting: list[_Waiting] = []
    for answers in _full_batches(tools.fetcher.fetch(requests), tools.clock):
        parsed, odd = read_bodies(answers, tools.parsers)
        poll.settle([answer for answer in answers if answer.tag not in odd], parsed)
        waiting += [_Waiting(answer, odd[answer.tag]) for answer in answers if answer.tag in odd]
        if sum(one.size for one in waiting) > WAITING_BYTES:
            poll.settle_odd(waiting)
            waiting.clear()
    poll.settle_odd(waiting)
    tools.progress.finish(f"{report.new_entries} new entries")
    return poll.problems


@dataclass(slots=True)
class _Waiting:
    """A feed that is being read elsewhere."""

    answer: Answer
    result: Reading

    @property
    def size(self) -> int:
        return len(self.answer.body) if isinstance(self.answer, Response) else 0


@dataclass(slots=True)
class _Poll:
    """What was asked, and what is to be told of it."""

    sources: Mapping[str, Source]
    states: Mapping[str, FeedState]
    tools: Tools
    report: PollReport
    now: datetime
    problems: list[tuple[str, str]] = field(default_factory=list)

    def settle_odd(self, waiting: Sequence[_Waiting]) -> None:
        """The same for feeds that were read elsewhere."""
        if waiting:
            self.settle([one.answer for one in waiting], {one.answer.tag: one.result() for one in waiting})

    def settle(self, answers: Sequence[Answer], parsed: Mapping[str, ParsedFeed | WorkFailed]) -> None:
        """Store the new state of each feed that answered and the entries of those that sent a body, all or nothing."""
        entries = [
            _own(entry, tag)
            for tag, feed in parsed.items()
            if not isinstance(feed, WorkFailed)
            for entry in feed.entries
        ]
        reasons = self._reasons(answers, parsed)
        after = [self._after(answer, parsed.get(answer.tag), reasons.get(answer.tag, "")) for answer in answers]
        for state in after:
            self.report.failed += bool(state.reason)
            source = self.sources[state.url]
            self.tools.progress.advance(source.name or source.url)
            if news := news_of(self.states[state.url], state):
                self.problems.append((source.name or source.url, news))
        self.report.unchanged += sum(
            isinstance(answer, Response) and answer.status == _NOT_MODIFIED for answer in answers
        )
        if self.tools.hubs is not None:
            self.tools.hubs.learn(answers, parsed, now=self.now)
        self.report.new_entries += self.tools.store.save_poll(
            after, entries, now=self.now, back_catalogue=_back_catalogue(entries, self.states, now=self.now)
        )

    def _after(self, answer: Answer, result: ParsedFeed | WorkFailed | None, reason: str) -> FeedState:
        state, now = self.states[answer.tag], self.tools.clock()
        if reason and isinstance(answer, Response):
            return after_unreadable(state, answer, reason, source=self.sources[answer.tag], now=now)
        if result is None or isinstance(result, WorkFailed):
            return after_answer(state, answer, source=self.sources[answer.tag], now=now)
        wishes = _wishes(result, now=now)
        return _named(after_answer(state, answer, source=self.sources[answer.tag], now=now, wishes=wishes), result)

    def _reasons(self, answers: Sequence[Answer], parsed: Mapping[str, ParsedFeed | WorkFailed]) -> dict[str, str]:
        """By feed: why what came in its place is no feed."""
        refused = {
            tag: found.reason.removeprefix("NotAFeedError: ")
            for tag, found in parsed.items()
            if isinstance(found, WorkFailed)
        }
        if not refused:
            return {}
        bodies = [one for one in answers if one.tag in refused and isinstance(one, Response)]
        return refused | feeds_named_by_pages(bodies, self.tools.parsers)


def _candidates(store: Feeds, *, now: datetime, eagerness: Eagerness) -> Mapping[str, FeedState]:
    if eagerness is Eagerness.FORCE:
        return store.feed_states()
    return store.due_feeds(now=now, impatient=eagerness is Eagerness.NOW)


def _full_batches(answers: Iterable[Answer], clock: Clock) -> Iterator[list[Answer]]:
    """Answers as they come, in batches that are full by number, by size, or by time.

    When the person or the machine wants an end, the batch in hand comes before it.
    """
    batch: list[Answer] = []
    size, began = 0, clock()
    end: BaseException | None = None
    try:
        for answer in answers:
            batch.append(answer)
            size += len(answer.body) if isinstance(answer, Response) else 0
            if len(batch) >= BATCH_FEEDS or size > BATCH_BYTES or clock() - began > BATCH_TIME:
                yield batch
                batch, size, began = [], 0, clock()
    except (KeyboardInterrupt, SystemExit) as error:
        end = error
    if batch:
        yield batch
    if end is not None:
        raise end


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
    return entry if entry.feed_url == feed_url else replace(entry, feed_url=feed_url)
