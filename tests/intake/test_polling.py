"""When a feed is asked, what it is asked, and what its answer changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.intake.polling import (
    FIRST_BACKOFF,
    LONGEST_BACKOFF,
    LONGEST_HOLD,
    Eagerness,
    after_answer,
    failed,
    feed_request,
    is_due,
)
from digest.model import FeedState, Source
from digest.ports import FetchFailed, Response

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
URL = "https://a.example/feed"
SOURCE = Source(URL, every_seconds=1800)
KNOWN = FeedState(URL, etag='W/"a,b"', last_modified="Tue, 03 Mar 2026 09:00:00 GMT")


def answer(status: int = 200, *, permanent_url: str = "", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(URL, URL, status, named, b"", permanent_url)


def state_after(
    given: Response | FetchFailed, state: FeedState = KNOWN, *, now: datetime = NOW, ttl_seconds: float = 0.0
) -> FeedState:
    return after_answer(state, given, source=SOURCE, now=now, ttl_seconds=ttl_seconds)


def hold(state: FeedState) -> timedelta:
    return state.held_until - NOW if state.held_until else timedelta()


# --- when --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "due", "due_now"),
    [
        (None, True, True),
        (FeedState(URL), True, True),
        (FeedState(URL, next_poll=NOW), True, True),
        (FeedState(URL, next_poll=NOW + timedelta(seconds=1)), False, True),
        (FeedState(URL, held_until=NOW + timedelta(seconds=1)), False, False),
        (FeedState(URL, held_until=NOW, next_poll=NOW), True, True),
        (FeedState(URL, gone=True), False, False),
    ],
)
def test_two_clocks_hold_a_feed_back(state: FeedState | None, *, due: bool, due_now: bool) -> None:
    """`--now` skips our own interval but not what the server asked for; `--force` skips both."""
    assert is_due(state, now=NOW, eagerness=Eagerness.DUE) is due
    assert is_due(state, now=NOW, eagerness=Eagerness.NOW) is due_now
    assert is_due(state, now=NOW, eagerness=Eagerness.FORCE)


# --- what --------------------------------------------------------------------------------------------------


def test_a_new_feed_is_asked_without_conditions() -> None:
    """There is nothing to compare with."""
    request = feed_request(SOURCE, None)
    assert (request.url, request.tag) == (URL, URL)
    assert set(request.headers) == {"Accept"}
    assert feed_request(SOURCE, FeedState(URL)).headers == request.headers


def test_validators_go_back_exactly_as_they_came() -> None:
    """Weak etags, odd quotes and odd dates are the server's own (RFC 9110 13.1)."""
    state = state_after(answer(etag='W/"caf\xe9 , -gzip', last_modified="yesterday"), FeedState(URL))
    headers = feed_request(SOURCE, state).headers
    assert headers["If-None-Match"] == 'W/"caf\xe9 , -gzip'
    assert headers["If-Modified-Since"] == "yesterday"


def test_a_moved_feed_is_asked_at_its_new_address() -> None:
    """But answers under its old name, which the config knows."""
    request = feed_request(SOURCE, replace(KNOWN, moved_to="https://b.example/feed"))
    assert (request.url, request.tag) == ("https://b.example/feed", URL)


# --- good answers ------------------------------------------------------------------------------------------


def test_a_good_answer_clears_failures() -> None:
    """And plans the next poll by the source's own interval."""
    before = replace(KNOWN, failures=3, failing_since=NOW, reason="x", gone=True, held_until=NOW + timedelta(days=1))
    after = state_after(answer(etag='"new"'), before)
    assert (after.failures, after.failing_since, after.reason, after.gone, after.held_until) == (
        0,
        None,
        "",
        False,
        None,
    )
    assert (after.last_polled, after.last_success, after.next_poll) == (NOW, NOW, NOW + timedelta(minutes=30))


def test_a_body_without_validators_drops_the_old_ones() -> None:
    """They belong to a body that is no longer served."""
    after = state_after(answer(200))
    assert (after.etag, after.last_modified) == ("", "")


def test_unchanged_keeps_validators_and_takes_newer_ones() -> None:
    """A 304 need not repeat them, and may change them (RFC 9110 15.4.5)."""
    assert state_after(answer(304)).etag == KNOWN.etag
    assert state_after(answer(304)).last_modified == KNOWN.last_modified
    after = state_after(answer(304, etag='"newer"'))
    assert (after.etag, after.last_modified) == ('"newer"', KNOWN.last_modified)
    assert after.last_success == NOW


@pytest.mark.parametrize(
    ("headers", "ttl_seconds", "held"),
    [
        ({}, 0, timedelta()),
        ({"cache-control": "max-age=3600"}, 0, timedelta(hours=1)),
        ({"cache-control": 'public, Max-Age="60"'}, 0, timedelta(minutes=1)),
        ({"cache-control": "s-maxage=3600"}, 0, timedelta()),
        ({"cache-control": "max-age=3600", "age": "3000"}, 0, timedelta(minutes=10)),
        ({"cache-control": "max-age=3600", "age": "4000"}, 0, timedelta()),
        ({"cache-control": "max-age=3600", "age": "old"}, 0, timedelta(hours=1)),
        ({"cache-control": "no-cache, max-age=3600"}, 0, timedelta()),
        ({"cache-control": "No-Store, max-age=3600"}, 0, timedelta()),
        ({"cache-control": "max-age=nonsense"}, 0, timedelta()),
        ({"cache-control": "max-age=-5"}, 0, timedelta()),
        ({"cache-control": "max-age=99999999"}, 0, LONGEST_HOLD),
        ({}, 5400, timedelta(minutes=90)),
        ({"cache-control": "max-age=60"}, 5400, timedelta(minutes=90)),
        ({"cache-control": "max-age=7200"}, 5400, timedelta(hours=2)),
    ],
)
@pytest.mark.parametrize("status", [200, 304])
def test_a_feed_is_left_alone_as_long_as_it_asks(
    status: int, headers: dict[str, str], ttl_seconds: float, held: timedelta
) -> None:
    """max-age less age (RFC 9111 4.2), or the feed's ttl, whichever is longer, within reason."""
    assert hold(state_after(Response(URL, URL, status, headers, b""), ttl_seconds=ttl_seconds)) == held


@pytest.mark.parametrize("status", [200, 304])
def test_a_permanent_redirect_is_remembered(status: int) -> None:
    """A temporary one is followed each time and forgotten: the door leaves `permanent_url` empty for it."""
    after = state_after(answer(status, permanent_url="https://b.example/feed"))
    assert after.moved_to == "https://b.example/feed"
    assert state_after(answer(status), after).moved_to == "https://b.example/feed"
    assert state_after(answer(status)).moved_to == ""


# --- bad answers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 403, 404, 500, 502])
def test_an_error_is_told_and_waits(status: int) -> None:
    """The feed is not asked again at its next interval but after the back-off."""
    after = state_after(answer(status))
    assert (after.failures, after.failing_since, after.reason) == (1, NOW, f"the server answers {status}")
    assert hold(after) > timedelta()
    assert after.last_success is None


def test_errors_keep_the_validators_and_the_address() -> None:
    """One bad hour of a server must not cost it a full answer for every reader afterwards."""
    before = replace(KNOWN, moved_to="https://b.example/feed")
    for given in (
        answer(500),
        answer(429),
        answer(404, permanent_url="https://c.example/"),
        FetchFailed(URL, URL, "x"),
    ):
        after = state_after(given, before)
        assert (after.etag, after.last_modified, after.moved_to) == (before.etag, before.last_modified, before.moved_to)


def test_no_answer_is_a_failure_with_its_reason() -> None:
    """What the door says, for a person."""
    after = state_after(FetchFailed(URL, URL, "no such host name"))
    assert (after.reason, after.failures, after.last_polled) == ("no such host name", 1, NOW)


def test_the_first_failure_is_remembered() -> None:
    """So that a report can say since when a feed is dead."""
    later = NOW + timedelta(days=1)
    assert state_after(answer(500), state_after(answer(500)), now=later).failing_since == NOW


def test_a_feed_that_is_gone_is_never_asked_again() -> None:
    """410 is a promise; only --force tries."""
    after = state_after(answer(410))
    assert after.gone
    assert "410" in after.reason
    assert not is_due(after, now=NOW + timedelta(days=400), eagerness=Eagerness.NOW)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("7200", timedelta(hours=2)),
        (" 60 ", timedelta(minutes=1)),
        ("Wed, 04 Mar 2026 09:00:00 GMT", timedelta(hours=3)),
        ("Wed, 04 Mar 2026 10:00:00 +0100", timedelta(hours=3)),
        ("99999999999999999999", LONGEST_HOLD),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_HOLD),
    ],
)
def test_a_busy_server_says_how_long(status: int, value: str, held: timedelta) -> None:
    """Seconds or a date (RFC 9110 10.2.3), within reason."""
    after = state_after(answer(status, retry_after=value))
    assert hold(after) == held
    assert after.reason == f"the server asks to wait ({status})"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0",
        "soon",
        "-5",
        "Wed, 04 Mar 2026 05:00:00 GMT",
        "Mon, 99 Foo 2026 99:99:99",
        f"Wed, 04 Mar 2026 05:00:00 +{'9' * 30}",
    ],
)
def test_a_busy_server_that_does_not_say_gets_our_own_back_off(value: str) -> None:
    """No header, one without sense, and one in the past are the same."""
    headers = {"retry_after": value} if value else {}
    after = state_after(answer(429, **headers))
    assert after.held_until == failed(KNOWN, "", now=NOW).held_until


def test_the_back_off_doubles_up_to_a_day() -> None:
    """Within a fifth on either side, so that a thousand feeds of one host do not come back together."""
    state, holds = KNOWN, []
    for _ in range(20):
        state = failed(state, "x", now=NOW)
        holds.append(hold(state))
    for number, held in enumerate(holds):
        middle = min(FIRST_BACKOFF * 2**number, LONGEST_BACKOFF)
        assert 0.8 * middle <= held <= 1.2 * middle


def test_the_jitter_is_the_feeds_own() -> None:
    """Stable for one feed and different between feeds."""
    holds = {failed(FeedState(f"https://{number}.example/"), "x", now=NOW).held_until for number in range(50)}
    assert len(holds) > 40
    assert failed(KNOWN, "x", now=NOW).held_until == failed(KNOWN, "y", now=NOW).held_until
