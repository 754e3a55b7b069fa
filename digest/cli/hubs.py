"""A subscription at a hub as JSON prints it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from digest.model import HubSubscription

_HIDDEN = frozenset({"feed_url", "token", "secret"})


def describe_subscription(subscription: HubSubscription) -> dict[str, Any]:
    """All of it but the feed, which is named already, and what only the hub may know; moments are in UTC."""
    shown = {name: value for name, value in asdict(subscription).items() if name not in _HIDDEN}
    return {name: _plain(value) for name, value in shown.items()}


def _plain(value: object) -> object:
    if value is None:
        return ""
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
