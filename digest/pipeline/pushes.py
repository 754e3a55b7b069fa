"""What hubs push -> entries of the feeds that it was subscribed for. Their pages are read by the next poll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from digest.intake.feeds import ParsedFeed
from digest.model import HubSubscription
from digest.pipeline.bodies import parse_bodies
from digest.ports import Feeds, Hubs, Response, Workers

_OK = 200


class PushStore(Feeds, Hubs, Protocol):
    """What pushes need of the store."""


@dataclass(frozen=True, slots=True)
class Push:
    """A body whose signature is good."""

    subscription: HubSubscription
    content_type: str
    body: bytes


def take_in(pushes: Sequence[Push], store: PushStore, workers: Workers, *, now: datetime) -> int:
    """Read the bodies as those of a poll and store their entries; returns how many were new.

    A hub whose push held entries is trusted from now on; one whose push cannot be read is not, so that its feed is
    polled. Nothing else of the feed changes: its address, validators and rhythm are what its own server says.
    """
    bodies = [
        Response(str(number), push.subscription.topic, _OK, {"content-type": push.content_type}, push.body)
        for number, push in enumerate(pushes)
    ]
    parsed = parse_bodies(bodies, workers)
    feeds = [parsed[answer.tag] for answer in bodies]
    entries = [
        replace(entry, feed_url=push.subscription.feed_url)
        for push, feed in zip(pushes, feeds, strict=True)
        if isinstance(feed, ParsedFeed)
        for entry in feed.entries
    ]
    new = store.save_poll([], entries, now=now)
    for push, feed in zip(pushes, feeds, strict=True):
        trusted = isinstance(feed, ParsedFeed) and bool(feed.entries)
        store.change_hub_subscription(push.subscription, replace(push.subscription, last_push=now, trusted=trusted))
    return new
