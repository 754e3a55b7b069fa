"""When to ask a feed, what to ask, and what an answer means: decisions as functions of values.

Two clocks hold a feed back. `next_poll` is ours: the interval of its source. `held_until` is the server's: what
Retry-After, Cache-Control or the feed's ttl asked for, and our back-off after errors.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum

from digest.model import FeedState, Source
from digest.ports import FetchFailed, Request, Response

FIRST_BACKOFF = timedelta(minutes=5)
LONGEST_BACKOFF = timedelta(days=1)
LONGEST_HOLD = timedelta(days=2)
"""A server may ask for quiet this long; a longer wish is a mistake in its configuration."""
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")

_OK, _NOT_MODIFIED, _GONE = 200, 304, 410
_BUSY = frozenset({429, 503})


class Eagerness(Enum):
    """How much a poll may override: nothing, our own interval, or everything."""

    DUE = "due"
    NOW = "now"
    FORCE = "force"


def is_due(state: FeedState | None, *, now: datetime, eagerness: Eagerness) -> bool:
    """Whether a feed may be asked now."""
    if state is None or eagerness is Eagerness.FORCE:
        return True
    if state.gone or (state.held_until is not None and state.held_until > now):
        return False
    return eagerness is Eagerness.NOW or state.next_poll is None or state.next_poll <= now


def feed_request(source: Source, state: FeedState | None) -> Request:
    """A conditional GET: both validators go back exactly as they came."""
    headers = {"Accept": ACCEPT}
    if state is None:
        return Request(source.url, headers, tag=source.url)
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return Request(state.moved_to or source.url, headers, tag=source.url)


def after_answer(
    state: FeedState, answer: Response | FetchFailed, *, source: Source, now: datetime, ttl_seconds: float = 0.0
) -> FeedState:
    """The feed's state after an answer (for a 200: after its body was read); `ttl_seconds` is what the feed asks."""
    state = replace(state, last_polled=now, next_poll=now + timedelta(seconds=source.every_seconds))
    if isinstance(answer, FetchFailed):
        return failed(state, answer.reason, now=now)
    if answer.status == _GONE:
        return replace(failed(state, "the server says that this feed is gone (410)", now=now), gone=True)
    if answer.status in _BUSY:
        wait = _retry_after(answer.headers, now=now)
        held = failed(state, f"the server asks to wait ({answer.status})", now=now)
        return replace(held, held_until=max(now + wait, held.held_until or now) if not wait else now + wait)
    if answer.status not in {_OK, _NOT_MODIFIED}:
        return failed(state, f"the server answers {answer.status}", now=now)
    hold = max(_max_age(answer.headers), timedelta(seconds=ttl_seconds))
    etag, last_modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
    if answer.status == _NOT_MODIFIED:
        etag, last_modified = etag or state.etag, last_modified or state.last_modified
    return replace(
        state,
        etag=etag,
        last_modified=last_modified,
        moved_to=answer.permanent_url or state.moved_to,
        held_until=now + min(hold, LONGEST_HOLD) if hold else None,
        last_success=now,
        failures=0,
        failing_since=None,
        reason="",
        gone=False,
    )


def failed(state: FeedState, reason: str, *, now: datetime) -> FeedState:
    """One more failure: hold back twice as long as the last time, with a jitter that is the feed's own.

    The validators stay: they are those of the last body that was read, so that a 304 tells no lie.
    """
    failures = state.failures + 1
    doubled = FIRST_BACKOFF * 2 ** min(failures - 1, 12)
    share = int.from_bytes(hashlib.blake2b(f"{state.url} {failures}".encode(), digest_size=2).digest()) / 0xFFFF
    wait = min(doubled, LONGEST_BACKOFF) * (0.8 + 0.4 * share)
    return replace(
        state,
        failures=failures,
        failing_since=state.failing_since or now,
        reason=reason,
        last_polled=now,
        held_until=now + wait,
    )


def _retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta:
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return min(timedelta(seconds=int(value[:9])), LONGEST_HOLD)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return timedelta()
    until = until.replace(tzinfo=UTC) if until.tzinfo is None else until
    return min(max(until - now, timedelta()), LONGEST_HOLD)


def _max_age(headers: Mapping[str, str]) -> timedelta:
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return timedelta()
    match = _MAX_AGE.search(control)
    age = headers.get("age", "")
    spent = int(age) if age.isdecimal() and len(age) < 10 else 0  # noqa: PLR2004 - a longer number is no age
    return timedelta(seconds=max(int(match[1]) - spent, 0)) if match else timedelta()
