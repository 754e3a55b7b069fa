"""Subscriptions as they are -> as they should be: asked for, renewed, ended, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from digest.intake.websub import Step, answered, asked, expired, hub_request, next_step
from digest.model import HubSubscription
from digest.ports import Fetcher, Hubs

MAX_REQUESTS = 100
"""In one pass: thousands of feeds often share one hub."""


@dataclass(slots=True)
class SubscribingReport:
    """What a pass did; counts of requests to hubs."""

    asked: int = 0
    refused: int = 0


def keep_subscriptions(
    wanted: Collection[str], store: Hubs, fetcher: Fetcher, *, callback: Callable[[str], str], now: datetime
) -> SubscribingReport:
    """Ask hubs for what is due; `wanted` are the URLs of the sources to be told of, `callback` maps token to URL.

    Each request is written down before it goes out: the hub may verify it before it answers.
    """
    prepared: dict[str, HubSubscription] = {}
    for read in store.hub_subscriptions().values():
        before = expired(read, now=now)
        step = next_step(before, wanted=before.feed_url in wanted, now=now)
        if not store.change_hub_subscription(read, before) or step is Step.WAIT:
            continue
        if step is Step.FORGET:
            store.change_hub_subscription(before, None)
        elif len(prepared) < MAX_REQUESTS:
            after = asked(before, step, now=now)
            if store.change_hub_subscription(before, after):
                prepared[after.feed_url] = after
    report = SubscribingReport(asked=len(prepared))
    requests = [hub_request(one, callback=callback(one.token)) for one in prepared.values()]
    for answer in fetcher.fetch(requests):
        before = prepared[answer.tag]
        after = answered(before, answer)
        report.refused += bool(after.reason)
        store.change_hub_subscription(before, after)
    return report
