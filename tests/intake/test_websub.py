"""Decisions on subscriptions at hubs: functions of values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from digest.intake.websub import (
    ATTEMPTS_TO_LEAVE,
    CHANGE_REST,
    DENIED_REST,
    FALLBACK_EVERY,
    FIRST_WAIT,
    LEASE,
    LONGEST_LEASE,
    LONGEST_WAIT,
    Offer,
    Step,
    answered,
    asked,
    awaits_verification,
    denied,
    expired,
    follow_offer,
    hub_request,
    is_spared,
    next_step,
    read_offer,
    takes_pushes,
    verified,
)
from digest.model import FeedState, HubState, HubSubscription
from digest.ports import FetchFailed, Response

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
FEED, HUB, TOPIC = "https://a.example/feed", "https://hub.example/", "https://a.example/feed.xml"
OFFERED = HubSubscription(FEED, HUB, TOPIC, "token", "secret")
ALIVE = replace(OFFERED, state="verified", lease_until=NOW + LEASE, next_try=NOW + LEASE * 0.75)
TRUSTED = replace(ALIVE, trusted=True)


def answer(status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(FEED, FEED, status, headers or {}, b"")


# --- what a feed offers ------------------------------------------------------------------------------------


def test_link_headers_come_before_the_body() -> None:
    """WebSub 4: each relation on its own; without a self link the feed's address is the topic."""
    both = {"link": f"<{HUB}>; rel=hub, <{TOPIC}>; rel=self"}
    assert read_offer(answer(headers=both), hub_url="https://b.example/", self_url=FEED) == Offer((HUB,), TOPIC)
    assert read_offer(answer(headers={"link": f"<{HUB}>; rel=hub"}), hub_url="", self_url=TOPIC) == Offer((HUB,), TOPIC)
    assert read_offer(answer(), hub_url=HUB, self_url=TOPIC) == Offer((HUB,), TOPIC)
    assert read_offer(answer(), hub_url=HUB, self_url="") == Offer((HUB,), FEED)
    assert read_offer(answer(), hub_url="", self_url=TOPIC) is None
    assert read_offer(answer(), hub_url=HUB + "x" * 3000, self_url=TOPIC) is None


def follow(current: HubSubscription | None, offer: Offer | None) -> HubSubscription | None:
    return follow_offer(current, offer, feed_url=FEED, token="new", secret="fresh", now=NOW)


def test_an_offer_is_taken_once() -> None:
    """The same one at the next poll changes nothing, also when the feed has come to prefer another hub."""
    first = follow(None, Offer((HUB,), TOPIC))
    assert first == HubSubscription(FEED, HUB, TOPIC, "new", "fresh")
    assert follow(ALIVE, Offer(("https://second.example/", HUB), TOPIC)) is ALIVE


@pytest.mark.parametrize("offer", [Offer(("https://other.example/",), TOPIC), Offer((HUB,), "https://a.example/2")])
def test_another_hub_or_topic_is_another_subscription_with_secrets_of_its_own(offer: Offer) -> None:
    """After a rest: a feed whose links change at each poll must not make us ask a hub at each."""
    after = follow(ALIVE, offer)
    assert after == HubSubscription(FEED, offer.hubs[0], offer.topic, "new", "fresh", next_try=NOW + CHANGE_REST)


def test_a_feed_without_a_hub_any_more_is_left() -> None:
    """Only what the hub has confirmed needs its word."""
    assert follow(OFFERED, None) is None
    assert follow(None, None) is None
    leaving = follow(TRUSTED, None)
    assert leaving is not None
    assert next_step(leaving, wanted=True, now=NOW) is Step.UNSUBSCRIBE
    assert follow(leaving, None) == leaving
    again = follow(leaving, Offer((HUB,), TOPIC))
    assert again is not None
    assert (again.state, again.token) == ("offered", "new")


# --- asking ------------------------------------------------------------------------------------------------


def test_a_request_names_callback_topic_and_secret() -> None:
    """WebSub 5.1."""
    request = hub_request(asked(OFFERED, Step.SUBSCRIBE, now=NOW), callback="https://news.example/websub/token")
    assert (request.url, request.tag) == (HUB, FEED)
    assert parse_qs((request.body or b"").decode()) == {
        "hub.callback": ["https://news.example/websub/token"],
        "hub.mode": ["subscribe"],
        "hub.topic": [TOPIC],
        "hub.lease_seconds": ["864000"],
        "hub.secret": ["secret"],
    }
    leaving = hub_request(asked(ALIVE, Step.UNSUBSCRIBE, now=NOW), callback="https://news.example/websub/token")
    assert b"hub.mode=unsubscribe" in (leaving.body or b"")
    assert b"secret" not in (leaving.body or b"")


def test_a_hub_that_does_not_verify_is_asked_less_and_less() -> None:
    """Ten minutes, twenty, forty, at most a day; a verification clears it."""
    subscription, now, waits = OFFERED, NOW, []
    for _ in range(12):
        assert next_step(subscription, wanted=True, now=now) is Step.SUBSCRIBE
        subscription = asked(subscription, Step.SUBSCRIBE, now=now)
        assert subscription.next_try is not None
        assert next_step(subscription, wanted=True, now=now) is Step.WAIT
        waits.append(subscription.next_try - now)
        now = subscription.next_try
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    done = verified(subscription, "3600", now=now)
    assert (done.state, done.failures, done.lease_until) == ("verified", 0, now + timedelta(hours=1))


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (answer(202), "requested", ""),
        (answer(204), "requested", ""),
        (answer(400), "failed", "the hub answers 400"),
        (answer(301), "failed", "the hub answers 301"),
        (FetchFailed(FEED, HUB, "no such host name"), "failed", "no such host name"),
    ],
)
def test_the_hubs_answer_is_kept(answer: Response | FetchFailed, state: str, reason: str) -> None:
    """Taking the request is no subscription yet."""
    after = answered(asked(OFFERED, Step.SUBSCRIBE, now=NOW), answer)
    assert (after.state, after.reason, after.failures) == (state, reason, 1)


def test_a_renewal_comes_before_the_end_and_costs_nothing_when_it_fails() -> None:
    """Three quarters of the lease; until it ends the subscription is alive, then it is over."""
    due = NOW + LEASE * 0.75
    assert next_step(ALIVE, wanted=True, now=due - timedelta(seconds=1)) is Step.WAIT
    assert next_step(ALIVE, wanted=True, now=due) is Step.SUBSCRIBE
    failed = answered(asked(TRUSTED, Step.SUBSCRIBE, now=due), answer(500))
    assert (failed.state, failed.failures, failed.reason) == ("verified", 1, "the hub answers 500")
    assert expired(failed, now=due) is failed
    over = expired(failed, now=NOW + LEASE)
    assert (over.state, over.trusted) == ("expired", False)
    assert asked(over, Step.SUBSCRIBE, now=NOW + LEASE).state == "requested"


@pytest.mark.parametrize(
    ("lease", "span"),
    [("60", timedelta(minutes=1)), ("", LEASE), ("0", LEASE), ("-5", LEASE), ("x", LEASE), ("²", LEASE),
     ("9" * 9, LONGEST_LEASE), ("9" * 5000, LEASE)],
)  # fmt: skip
def test_a_lease_is_believed_within_reason(lease: str, span: timedelta) -> None:
    """And a short one does not make us ask all the time."""
    after = verified(ALIVE, lease, now=NOW)
    assert after.lease_until == NOW + span
    assert after.next_try is not None
    assert after.next_try >= NOW + FIRST_WAIT


def test_a_denial_is_taken_for_a_week() -> None:
    """Also that of a subscription which was verified before."""
    after = denied(TRUSTED, "", now=NOW)
    assert (after.state, after.trusted, after.reason) == ("denied", False, "the hub gives no reason")
    assert next_step(after, wanted=True, now=NOW + DENIED_REST - timedelta(seconds=1)) is Step.WAIT
    assert next_step(after, wanted=True, now=NOW + DENIED_REST) is Step.SUBSCRIBE
    assert len(denied(ALIVE, "x" * 5000, now=NOW).reason) == 200


@pytest.mark.parametrize("state", ["offered", "requested", "denied", "expired", "failed"])
def test_what_no_hub_confirmed_is_forgotten_with_its_source(state: HubState) -> None:
    """A verification that comes later finds nobody."""
    assert next_step(replace(OFFERED, state=state, next_try=NOW + LEASE), wanted=False, now=NOW) is Step.FORGET


def test_a_hub_that_does_not_let_us_go_is_asked_three_times() -> None:
    """Then its pushes find nobody."""
    subscription, now, steps = ALIVE, NOW, []
    for _ in range(4):
        steps.append(next_step(subscription, wanted=False, now=now))
        subscription = asked(subscription, Step.UNSUBSCRIBE, now=now)
        now = subscription.next_try or now
    assert steps == [Step.UNSUBSCRIBE] * ATTEMPTS_TO_LEAVE + [Step.FORGET]
    assert next_step(replace(ALIVE, state="leaving"), wanted=False, now=NOW + LEASE) is Step.FORGET


@pytest.mark.parametrize(
    ("state", "modes", "listens"),
    [
        ("offered", (), False),
        ("requested", ("subscribe",), True),
        ("verified", ("subscribe",), True),
        ("failed", ("subscribe",), True),
        ("expired", ("subscribe",), True),
        ("denied", (), False),
        ("leaving", ("unsubscribe",), False),
    ],
)
def test_a_hub_may_verify_only_what_we_asked_for(state: HubState, modes: tuple[str, ...], *, listens: bool) -> None:
    """Anything else would let a stranger subscribe us, or end what we have."""
    subscription = replace(OFFERED, state=state)
    found = tuple(mode for mode in ("subscribe", "unsubscribe", "", "x") if awaits_verification(subscription, mode))
    assert (found, takes_pushes(subscription)) == (modes, listens)


# --- polling as the fallback -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subscription", "failures", "ago", "spared"),
    [
        (TRUSTED, 0, timedelta(hours=1), True),
        (TRUSTED, 0, FALLBACK_EVERY, False),
        (TRUSTED, 2, timedelta(hours=1), False),
        (ALIVE, 0, timedelta(hours=1), False),
        (replace(TRUSTED, lease_until=NOW), 0, timedelta(hours=1), False),
        (replace(TRUSTED, state="leaving"), 0, timedelta(hours=1), False),
        (None, 0, timedelta(hours=1), False),
    ],
)
def test_only_a_trusted_hub_spares_its_feed_the_polls(
    subscription: HubSubscription | None, failures: int, ago: timedelta, *, spared: bool
) -> None:
    """And not for longer than six hours, nor past the end of the lease."""
    state = FeedState(FEED, last_polled=NOW - ago, failures=failures)
    assert is_spared(subscription, state, now=NOW) is spared
    assert not is_spared(subscription, None, now=NOW)
