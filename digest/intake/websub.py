"""Subscriptions at WebSub hubs: what to ask of a hub and when, and what its answers mean; functions of values.

    offered -> requested -> verified -> (renewed before the lease ends) -> expired
                  |             |
                failed        denied            leaving: until the hub confirms that we are gone

https://www.w3.org/TR/websub/. Each request counts as failed until the hub verifies it, so that a restart in between
forgets no back-off. A hub is trusted, and its feed asked seldom, once it has sent news, for as long as no poll finds
news that it kept to itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urlencode

from digest.intake.link_header import links_by_relation
from digest.model import FeedState, HubSubscription
from digest.ports import FetchFailed, Request, Response

LEASE = timedelta(days=10)
"""How long we ask to be subscribed; also believed of a hub that verifies without naming a time."""
LONGEST_LEASE = timedelta(days=30)
FIRST_WAIT = timedelta(minutes=10)
"""A hub has this long to verify a request; the wait doubles with each that it does not verify."""
LONGEST_WAIT = timedelta(days=1)
DENIED_REST = timedelta(days=7)
"""A hub that denied is asked again after this long."""
CHANGE_REST = timedelta(hours=1)
"""A feed that names another hub or topic than before waits this long: some name another one at each poll."""
FALLBACK_EVERY = timedelta(hours=6)
"""How often a feed is polled whose hub is trusted, if its own interval is not longer."""
ATTEMPTS_TO_LEAVE = 3
MAX_REASON = 200
_MAX_ADDRESS = 2000
_ACCEPTED = range(200, 300)


class Step(Enum):
    """What to do about a subscription now."""

    WAIT = "wait"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a feed says of its hubs, the preferred one first, and of the address by which they know it."""

    hubs: tuple[str, ...]
    topic: str


def read_offer(answer: Response, *, hub_url: str, self_url: str) -> Offer | None:
    """The hubs of a feed's answer: those of its Link headers, else the one in its body (WebSub 4); None for none."""
    links = links_by_relation(answer.headers.get("link", ""), base=answer.url)
    hubs = links.get("hub") or ((hub_url,) if hub_url else ())
    topic = (links.get("self") or (self_url or answer.url,))[0]
    hubs = tuple(hub for hub in hubs if len(hub) <= _MAX_ADDRESS)
    return Offer(hubs, topic) if hubs and len(topic) <= _MAX_ADDRESS else None


def follow_offer(
    current: HubSubscription | None, offer: Offer | None, *, feed_url: str, token: str, secret: str, now: datetime
) -> HubSubscription | None:
    """The subscription after a poll: the one that there was, a new one (with this token and secret), or none."""
    if offer is None:
        # Only the hub can end what it confirmed; all else is simply forgotten.
        if current is not None and current.state == "verified":
            return replace(current, state="leaving", failures=0, next_try=None)
        return current if current is not None and current.state == "leaving" else None
    staying = current is not None and current.state != "leaving"
    if current is not None and staying and current.hub in offer.hubs and current.topic == offer.topic:
        return current
    rest = now + CHANGE_REST if staying else None
    return HubSubscription(feed_url, offer.hubs[0], offer.topic, token, secret, next_try=rest)


def next_step(subscription: HubSubscription, *, wanted: bool, now: datetime) -> Step:
    """What to do now; `wanted` says whether the source is still in the config and enabled."""
    due = subscription.next_try is None or subscription.next_try <= now
    if subscription.state == "leaving":
        if subscription.failures >= ATTEMPTS_TO_LEAVE or _is_over(subscription, now):
            return Step.FORGET if due else Step.WAIT
        return Step.UNSUBSCRIBE if due else Step.WAIT
    if not wanted:
        return Step.UNSUBSCRIBE if subscription.state == "verified" else Step.FORGET
    return Step.SUBSCRIBE if due else Step.WAIT


def is_alive(subscription: HubSubscription, now: datetime) -> bool:
    """Whether the hub has confirmed it and the lease runs."""
    return subscription.state == "verified" and not _is_over(subscription, now)


def _is_over(subscription: HubSubscription, now: datetime) -> bool:
    return subscription.lease_until is not None and subscription.lease_until <= now


def expired(subscription: HubSubscription, *, now: datetime) -> HubSubscription:
    """The same, or "expired" where the lease ended unrenewed."""
    over = subscription.state == "verified" and _is_over(subscription, now)
    return replace(subscription, state="expired", trusted=False) if over else subscription


def is_spared(subscription: HubSubscription | None, state: FeedState | None, *, now: datetime) -> bool:
    """Whether a feed that is due need not be polled, because its hub would have told us of news."""
    when = fallback_due(subscription, state, now=now)
    return when is not None and when > now


def fallback_due(subscription: HubSubscription | None, state: FeedState | None, *, now: datetime) -> datetime | None:
    """When a feed whose hub is trusted is polled all the same; None for any other feed, and for one that fails."""
    if subscription is None or not (subscription.trusted and is_alive(subscription, now)):
        return None
    if state is None or state.last_polled is None or state.failures:
        return None
    return state.last_polled + FALLBACK_EVERY


def asked(subscription: HubSubscription, step: Step, *, now: datetime) -> HubSubscription:
    """The subscription when a request is about to go out; a renewal leaves it verified."""
    failures = 0 if step is Step.UNSUBSCRIBE and subscription.state != "leaving" else subscription.failures
    state = subscription.state
    if step is Step.UNSUBSCRIBE:
        state = "leaving"
    elif state != "verified":
        state = "requested"
    wait = min(FIRST_WAIT * 2 ** min(failures, 12), LONGEST_WAIT)
    return replace(subscription, state=state, failures=failures + 1, next_try=now + wait)


def hub_request(subscription: HubSubscription, *, callback: str) -> Request:
    """The form to POST (WebSub 5.1), for a subscription that `asked` has prepared.

    The secret goes to hubs without TLS too, which the text only advises against: a push signed with a secret that some
    can read is still better than one that is not signed at all.
    """
    leaving = subscription.state == "leaving"
    form = {
        "hub.callback": callback,
        "hub.mode": "unsubscribe" if leaving else "subscribe",
        "hub.topic": subscription.topic,
    }
    if not leaving:
        form |= {"hub.lease_seconds": f"{LEASE.total_seconds():.0f}", "hub.secret": subscription.secret}
    return Request(subscription.hub, tag=subscription.feed_url, body=urlencode(form).encode())


def answered(subscription: HubSubscription, answer: Response | FetchFailed) -> HubSubscription:
    """After the hub's answer to our request: that it took it means nothing yet, that it did not is why we failed."""
    if isinstance(answer, Response) and answer.status in _ACCEPTED:
        return replace(subscription, reason="")
    why = answer.reason if isinstance(answer, FetchFailed) else f"the hub answers {answer.status}"
    state = "failed" if subscription.state == "requested" else subscription.state
    return replace(subscription, state=state, reason=why[:MAX_REASON])


def verified(subscription: HubSubscription, lease: str, *, now: datetime) -> HubSubscription:
    """After the hub asked whether we meant it, and we did; `lease` is its hub.lease_seconds."""
    seconds = int(lease) if lease.isascii() and lease.isdecimal() and len(lease) <= 9 else 0  # noqa: PLR2004
    span = min(timedelta(seconds=seconds), LONGEST_LEASE) if seconds else LEASE
    return replace(
        subscription,
        state="verified",
        lease_until=now + span,
        next_try=now + max(span * 0.75, FIRST_WAIT),
        failures=0,
        reason="",
    )


def denied(subscription: HubSubscription, reason: str, *, now: datetime) -> HubSubscription:
    """After the hub said no, which it may at any time (WebSub 5.2)."""
    return replace(
        subscription,
        state="denied",
        lease_until=None,
        trusted=False,
        next_try=now + DENIED_REST,
        reason=reason[:MAX_REASON] or "the hub gives no reason",
    )


def awaits_verification(subscription: HubSubscription, mode: str) -> bool:
    """Whether we have asked for what the hub wants to verify; it may take its time, so a failed request counts."""
    if mode == "unsubscribe":
        return subscription.state == "leaving"
    return mode == "subscribe" and subscription.state in {"requested", "verified", "failed", "expired"}


def takes_pushes(subscription: HubSubscription) -> bool:
    """Whether content for it is listened to; a lease that we think over may not be so for the hub."""
    return subscription.state not in {"offered", "denied", "leaving"}
