"""When to ask a feed, what to ask, and what an answer means: decisions as functions of values.

Two clocks hold a feed back. `next_poll` is ours: the source's interval, stretched for a feed that seldom publishes.
`held_until` is the server's: what Retry-After, Cache-Control, Expires or the feed's ttl asked for, and our back-off
after errors. Both are stored, so that a restart forgets neither; the feed's skipHours and skipDays come on top.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from digest.intake.rhythm import UNKNOWN_RHYTHM, Rhythm, next_interval
from digest.intake.slowness import smoothed
from digest.intake.waits import BUSY, LONGEST_HOLD, http_date, retry_after
from digest.model import FeedState, Source
from digest.ports import FetchFailed, Request, Response

FIRST_BACKOFF = timedelta(minutes=5)
LONGEST_BACKOFF = timedelta(days=1)
PROOF_OF_MOVE = timedelta(days=1)
"""A permanent redirect that leads to the same place after this long is believed for good."""
FAILURES_TO_RETURN = 3
"""A remembered address that fails this often in a row is given up for the original one."""
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")

_OK, _NOT_MODIFIED, _GONE = 200, 304, 410


class Eagerness(Enum):
    """How much a poll may override: nothing, our own interval, or everything."""

    DUE = "due"
    NOW = "now"
    FORCE = "force"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the body of a feed asks of its readers, and how often it publishes."""

    ttl_seconds: float = 0.0
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    rhythm: Rhythm = UNKNOWN_RHYTHM


def is_due(state: FeedState | None, *, now: datetime, eagerness: Eagerness) -> bool:
    """Whether a feed may be asked now."""
    if state is None or eagerness is Eagerness.FORCE:
        return True
    if state.gone or (state.held_until is not None and state.held_until > now) or _skips(state, now):
        return False
    return eagerness is Eagerness.NOW or state.next_poll is None or state.next_poll <= now


def next_ask(state: FeedState) -> datetime | None:
    """The first moment at which both clocks and the feed's own timetable let us ask; None: at once, or never."""
    waits = [when for when in (state.next_poll, state.held_until) if when is not None]
    if not waits or state.gone:
        return None
    when = max(waits)
    while _skips(state, when):
        when = when.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return when


def _skips(state: FeedState, when: datetime) -> bool:
    """Whether the feed asks not to be asked then; one that skips all hours or all days is not believed."""
    hours = state.skip_hours if len(set(state.skip_hours)) < 24 else ()  # noqa: PLR2004 - hours of a day
    days = state.skip_days if len(set(state.skip_days)) < 7 else ()  # noqa: PLR2004 - days of a week
    return when.hour in hours or when.weekday() in days


def feed_request(source: Source, state: FeedState | None, *, now: datetime) -> Request:
    """A conditional GET: both validators go back exactly as they came."""
    headers = {"Accept": ACCEPT}
    if state is None:
        return Request(source.url, headers, tag=source.url)
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return Request(_address(source, state, now=now), headers, tag=source.url)


def _address(source: Source, state: FeedState, *, now: datetime) -> str:
    """Where to ask: a fresh move is followed for a day, then the old address is asked once more whether it still holds.

    A misconfigured server or a hotel's login page answers 301 as well (RFC 9110 15.4.2 lets us, but not must us, keep
    it); one that says the same a day later means it.
    """
    fresh = state.moved_since is not None and now - state.moved_since < PROOF_OF_MOVE
    return state.moved_to if state.moved_to and (state.move_proved or fresh) else source.url


def after_answer(
    state: FeedState, answer: Response | FetchFailed, *, source: Source, now: datetime, wishes: Wishes | None = None
) -> FeedState:
    """The feed's state after an answer; `wishes` are those of the body that a 200 brought, None when there was none."""
    if isinstance(answer, Response) and answer.status in {_OK, _NOT_MODIFIED}:
        if answer.status == _OK or state.etag or state.last_modified or state.last_success:
            return _after_success(state, answer, source=source, now=now, wishes=wishes)
        answer = FetchFailed(answer.tag, answer.url, "the server says unchanged (304) though it never gave the feed")
    state = replace(state, next_poll=now + timedelta(seconds=source.every_seconds))
    if isinstance(answer, FetchFailed):
        return failed(state, answer.reason, now=now)
    if answer.status == _GONE:
        after = failed(state, "the server says that this feed is gone (410)", now=now)
        # Said by the address that it moved to, it is not said of the feed yet: the original one is asked first.
        return _unmoved(after) if _address(source, state, now=now) != source.url else replace(after, gone=True)
    if answer.status in BUSY:
        wait = retry_after(answer.headers, now=now)
        held = failed(state, f"the server asks to wait ({answer.status})", now=now)
        return replace(held, held_until=now + wait) if wait else held
    return failed(state, f"the server answers {answer.status}", now=now)


def _after_success(
    state: FeedState, answer: Response, *, source: Source, now: datetime, wishes: Wishes | None
) -> FeedState:
    # Thousands of times in one poll, and copies of a state are what it costs: nothing is copied that did not change.
    state = _moved(state, answer, asked=_address(source, state, now=now), source=source, now=now)
    state = _heard(state, wishes) if wishes is not None else state
    etag, last_modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
    if answer.status == _NOT_MODIFIED:
        etag, last_modified = etag or state.etag, last_modified or state.last_modified
    hold = max(_freshness(answer.headers, now=now), timedelta(seconds=state.ttl_seconds))
    rhythm = Rhythm(timedelta(seconds=state.gap_seconds), state.last_entry)
    return replace(
        state,
        etag=etag,
        last_modified=last_modified,
        next_poll=now + next_interval(rhythm, every=timedelta(seconds=source.every_seconds), now=now),
        held_until=now + min(hold, LONGEST_HOLD) if hold else None,
        last_polled=now,
        last_success=now,
        answer_seconds=smoothed(state.answer_seconds, answer.seconds),
        failures=0,
        failing_since=None,
        reason="",
        gone=False,
    )


def after_unreadable(state: FeedState, answer: Response, reason: str, *, source: Source, now: datetime) -> FeedState:
    """The feed's state after a good answer whose body is no feed; what its headers ask for holds all the same."""
    polled = replace(state, next_poll=now + timedelta(seconds=source.every_seconds))
    after = failed(polled, reason, now=now)
    wanted = now + min(_freshness(answer.headers, now=now), LONGEST_HOLD)
    return replace(after, held_until=max(after.held_until or wanted, wanted))


def _heard(state: FeedState, wishes: Wishes) -> FeedState:
    """What the body says, kept for the polls that bring none (304)."""
    state = replace(
        state,
        ttl_seconds=wishes.ttl_seconds,
        skip_hours=tuple(sorted(wishes.skip_hours)),
        skip_days=tuple(sorted(wishes.skip_days)),
    )
    if wishes.rhythm.newest is None:
        return state  # a feed that is empty for once has the rhythm that it had
    return replace(
        state,
        gap_seconds=wishes.rhythm.gap.total_seconds(),
        entries_per_day=wishes.rhythm.per_day,
        last_entry=wishes.rhythm.newest,
    )


def _moved(state: FeedState, answer: Response, *, asked: str, source: Source, now: datetime) -> FeedState:
    """What a good answer says of the feed's address."""
    target = answer.permanent_url
    if not target:
        return _unmoved(state) if asked == source.url and state.moved_to else state
    if target != state.moved_to or state.moved_since is None:
        return replace(state, moved_to=target, moved_since=now, move_proved=False)
    return replace(state, move_proved=state.move_proved or now - state.moved_since >= PROOF_OF_MOVE)


def _unmoved(state: FeedState) -> FeedState:
    return replace(state, moved_to="", moved_since=None, move_proved=False)


def failed(state: FeedState, reason: str, *, now: datetime) -> FeedState:
    """One more failure: hold back twice as long as the last time, with a jitter that is the feed's own.

    The validators stay: they are those of the last body that was read, so that a 304 tells no lie.
    """
    failures = state.failures + 1
    doubled = FIRST_BACKOFF * 2 ** min(failures - 1, 12)
    share = int.from_bytes(hashlib.blake2b(f"{state.url} {failures}".encode(), digest_size=2).digest()) / 0xFFFF
    wait = min(doubled, LONGEST_BACKOFF) * (0.8 + 0.4 * share)
    if state.moved_to and failures % FAILURES_TO_RETURN == 0:
        state = _unmoved(state)
    return replace(
        state,
        failures=failures,
        failing_since=state.failing_since or now,
        reason=reason,
        last_polled=now,
        held_until=now + wait,
    )


def _freshness(headers: Mapping[str, str], *, now: datetime) -> timedelta:
    """How long the answer stays fresh: max-age less age, else Expires less Date (RFC 9111 4.2.1)."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return timedelta()
    age = headers.get("age", "")
    spent = timedelta(seconds=int(age) if age.isdecimal() and len(age) < 10 else 0)  # noqa: PLR2004 - longer: no age
    if match := _MAX_AGE.search(control):
        return max(timedelta(seconds=int(match[1])) - spent, timedelta())
    expires = http_date(headers.get("expires", ""))
    if expires is None or "max-age" in control:
        return timedelta()
    return max(expires - (http_date(headers.get("date", "")) or now) - spent, timedelta())
