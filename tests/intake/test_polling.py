"""When a feed is asked, what it is asked, and what its answer changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.intake.polling import (
    FAILURES_TO_RETURN,
    FIRST_BACKOFF,
    LONGEST_BACKOFF,
    PROOF_OF_MOVE,
    Eagerness,
    Wishes,
    after_answer,
    after_unreadable,
    failed,
    feed_request,
    is_due,
    next_ask,
)
from digest.intake.rhythm import rhythm_of
from digest.intake.waits import LONGEST_HOLD
from digest.model import FeedState, Source
from digest.ports import FetchFailed, Response

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
URL = "https://a.example/feed"
SOURCE = Source(URL, every_seconds=1800)
NEW = "https://b.example/feed"
KNOWN = FeedState(URL, etag='W/"a,b"', last_modified="Tue, 03 Mar 2026 09:00:00 GMT")


def answer(status: int = 200, *, permanent_url: str = "", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(URL, URL, status, named, b"", permanent_url)


def state_after(
    given: Response | FetchFailed, state: FeedState = KNOWN, *, now: datetime = NOW, wishes: Wishes | None = None
) -> FeedState:
    return after_answer(state, given, source=SOURCE, now=now, wishes=wishes)


def asked_at(state: FeedState | None, *, now: datetime = NOW) -> str:
    return feed_request(SOURCE, state, now=now).url


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
    request = feed_request(SOURCE, None, now=NOW)
    assert (request.url, request.tag) == (URL, URL)
    assert set(request.headers) == {"Accept"}
    assert feed_request(SOURCE, FeedState(URL), now=NOW).headers == request.headers


def test_validators_go_back_exactly_as_they_came() -> None:
    """Weak etags, odd quotes and odd dates are the server's own (RFC 9110 13.1)."""
    state = state_after(answer(etag='W/"caf\xe9 , -gzip', last_modified="yesterday"), FeedState(URL))
    headers = feed_request(SOURCE, state, now=NOW).headers
    assert headers["If-None-Match"] == 'W/"caf\xe9 , -gzip'
    assert headers["If-Modified-Since"] == "yesterday"


def test_a_moved_feed_is_asked_at_its_new_address() -> None:
    """But answers under its old name, which the config knows."""
    request = feed_request(SOURCE, replace(KNOWN, moved_to=NEW, move_proved=True), now=NOW)
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
        ({"expires": "Wed, 04 Mar 2026 07:00:00 GMT"}, 0, timedelta(hours=1)),
        (
            {"expires": "Wed, 04 Mar 2026 07:00:00 GMT", "date": "Wed, 04 Mar 2026 06:45:00 GMT"},
            0,
            timedelta(minutes=15),
        ),
        ({"expires": "Wed, 04 Mar 2026 07:00:00 GMT", "cache-control": "max-age=60"}, 0, timedelta(minutes=1)),
        ({"expires": "Wed, 04 Mar 2026 07:00:00 GMT", "cache-control": "no-cache"}, 0, timedelta()),
        ({"expires": "Wed, 04 Mar 2026 05:00:00 GMT"}, 0, timedelta()),
        ({"expires": "0"}, 0, timedelta()),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, 0, LONGEST_HOLD),
        ({}, 5400, timedelta(minutes=90)),
        ({"cache-control": "max-age=60"}, 5400, timedelta(minutes=90)),
        ({"cache-control": "max-age=7200"}, 5400, timedelta(hours=2)),
    ],
)
@pytest.mark.parametrize("status", [200, 304])
def test_a_feed_is_left_alone_as_long_as_it_asks(
    status: int, headers: dict[str, str], ttl_seconds: float, held: timedelta
) -> None:
    """max-age less age, else Expires (RFC 9111 4.2), or the feed's ttl, whichever is longer; a 304 brings no ttl."""
    given = Response(URL, URL, status, headers, b"")
    if status == 304:
        after = state_after(given, replace(KNOWN, ttl_seconds=ttl_seconds))
    else:
        after = state_after(given, wishes=Wishes(ttl_seconds))
    assert hold(after) == held


def test_what_a_feed_asks_is_kept_for_the_polls_that_bring_no_body() -> None:
    """A 304 says nothing of ttl and skipHours: those of the last body hold."""
    wishes = Wishes(3600, frozenset({23, 0}), frozenset({6}), rhythm_of([NOW], now=NOW))
    after = state_after(answer(304), state_after(answer(), wishes=wishes))
    assert (after.ttl_seconds, after.skip_hours, after.skip_days, after.last_entry) == (3600, (0, 23), (6,), NOW)
    assert state_after(answer(), after, wishes=Wishes()).skip_hours == ()


@pytest.mark.parametrize(
    ("hours", "days", "due"),
    [
        ((), (), True),
        ((6,), (), False),
        ((5, 7), (), True),
        ((), (2,), False),
        ((), (1, 3), True),
        (tuple(range(24)), (), True),
        ((), tuple(range(7)), True),
    ],
)
def test_a_feed_is_not_asked_at_the_hours_and_days_it_skips(
    hours: tuple[int, ...], days: tuple[int, ...], *, due: bool
) -> None:
    """NOW is a Wednesday at six; a feed that skips all of them made a mistake."""
    state = replace(KNOWN, skip_hours=hours, skip_days=days)
    assert is_due(state, now=NOW, eagerness=Eagerness.NOW) is due
    assert is_due(state, now=NOW, eagerness=Eagerness.FORCE)


def test_the_next_poll_is_the_first_moment_that_nothing_forbids() -> None:
    """Both clocks, then the feed's own timetable."""
    assert next_ask(KNOWN) is None
    state = replace(KNOWN, next_poll=NOW, held_until=NOW + timedelta(minutes=90))
    assert next_ask(state) == NOW + timedelta(minutes=90)
    assert next_ask(replace(state, skip_hours=(7, 8))) == NOW + timedelta(hours=3)
    assert next_ask(replace(state, skip_days=(2, 3))) == NOW + timedelta(hours=42)
    assert next_ask(replace(state, gone=True)) is None


def test_a_feed_that_seldom_publishes_is_seldom_asked() -> None:
    """Learned from the dates of its entries, also for the polls that bring none."""
    weekly = rhythm_of([NOW - timedelta(days=7 * week) for week in range(8)], now=NOW)
    after = state_after(answer(), wishes=Wishes(rhythm=weekly))
    assert after.next_poll == NOW + timedelta(hours=12)
    assert is_due(after, now=NOW, eagerness=Eagerness.NOW)
    later = NOW + timedelta(days=1)
    assert state_after(answer(304), after, now=later).next_poll == later + timedelta(hours=12)


# --- moves -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 304])
def test_a_permanent_redirect_is_remembered(status: int) -> None:
    """A temporary one is followed each time and forgotten: the door leaves `permanent_url` empty for it."""
    after = state_after(answer(status, permanent_url=NEW))
    assert (after.moved_to, after.moved_since, after.move_proved) == (NEW, NOW, False)
    assert asked_at(after) == NEW
    assert state_after(answer(status), after).moved_to == NEW
    assert state_after(answer(status)).moved_to == ""


def test_a_move_is_believed_for_good_when_it_still_holds_a_day_later() -> None:
    """Then the old address is not asked again."""
    fresh = state_after(answer(permanent_url=NEW))
    tomorrow = NOW + PROOF_OF_MOVE
    assert asked_at(fresh, now=tomorrow) == URL
    proved = state_after(answer(permanent_url=NEW), fresh, now=tomorrow)
    assert proved.move_proved
    assert asked_at(proved, now=tomorrow + timedelta(days=99)) == NEW


def test_a_move_that_was_taken_back_is_forgotten() -> None:
    """The old address answers by itself the next day: the redirect was a mistake of an hour."""
    fresh = state_after(answer(permanent_url=NEW))
    tomorrow = NOW + PROOF_OF_MOVE
    after = state_after(answer(), fresh, now=tomorrow)
    assert (after.moved_to, after.moved_since, after.move_proved) == ("", None, False)


def test_another_target_must_prove_itself_anew() -> None:
    """Whether the old address names it or the new one moves on."""
    fresh = state_after(answer(permanent_url=NEW))
    proved = replace(fresh, move_proved=True)
    for before in (fresh, proved):
        after = state_after(answer(permanent_url="https://c.example/feed"), before, now=NOW + timedelta(days=2))
        assert (after.moved_to, after.move_proved) == ("https://c.example/feed", False)
        assert after.moved_since == NOW + timedelta(days=2)


def test_a_remembered_address_that_fails_is_given_up() -> None:
    """After three failures the original address is asked again."""
    state = replace(KNOWN, moved_to=NEW, moved_since=NOW, move_proved=True)
    for _ in range(FAILURES_TO_RETURN - 1):
        state = state_after(answer(404), state)
        assert asked_at(state) == NEW
    state = state_after(FetchFailed(URL, NEW, "no such host name"), state)
    assert asked_at(state) == URL
    assert state.failures == FAILURES_TO_RETURN


def test_gone_is_believed_of_the_original_address_only() -> None:
    """The new address may have been given up and the old one be in use again."""
    after = state_after(answer(410), replace(KNOWN, moved_to=NEW, move_proved=True))
    assert not after.gone
    assert asked_at(after) == URL
    assert state_after(answer(410), after).gone


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
    before = replace(KNOWN, moved_to=NEW, move_proved=True)
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


def test_a_feed_that_was_never_seen_cannot_be_unchanged() -> None:
    """304 to a request without conditions."""
    after = after_answer(FeedState(URL), answer(304), source=SOURCE, now=NOW)
    assert after.reason == "the server says unchanged (304) though it never gave the feed"
    assert after.last_success is None


def test_a_body_that_is_no_feed_is_left_alone_as_its_headers_ask() -> None:
    """And our own interval counts from it as from any other answer."""
    long = after_unreadable(KNOWN, answer(cache_control="max-age=7200"), "no feed", source=SOURCE, now=NOW)
    assert (long.reason, long.failures, hold(long)) == ("no feed", 1, timedelta(hours=2))
    assert long.next_poll == NOW + timedelta(minutes=30)
    short = after_unreadable(KNOWN, answer(), "no feed", source=SOURCE, now=NOW)
    assert timedelta(minutes=4) <= hold(short) <= timedelta(minutes=6)


def test_a_feed_that_is_empty_for_once_keeps_its_rhythm() -> None:
    """Else it would be called undated, and asked every half hour again."""
    dates = [NOW - timedelta(days=day) for day in range(1, 9)]
    before = state_after(answer(), wishes=Wishes(rhythm=rhythm_of(dates, now=NOW)))
    after = state_after(answer(), before, wishes=Wishes(ttl_seconds=60))
    assert (after.last_entry, after.gap_seconds) == (before.last_entry, before.gap_seconds)
    assert after.ttl_seconds == 60
