"""WebSub over the application's own parts: whether hubs can reach us, and under which address."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from digest.app.application import App
from digest.intake.addresses import is_public_host
from digest.pipeline.hubs import HubWatch
from digest.pipeline.pushes import Push, take_in
from digest.pipeline.subscribing import SubscribingReport, keep_subscriptions
from digest.urls import host_of

CALLBACK_PATH = "/websub"


def is_reachable(app: App) -> bool:
    """Whether hubs can call us back: the site's address is a public one."""
    return is_public_host(host_of(app.settings.site.url))


def hub_watch(app: App) -> HubWatch | None:
    """What a poll is handed; None where the config says off or nobody could reach us."""
    wanted = app.settings.http.websub == "auto" and is_reachable(app)
    return HubWatch(app.store, new_token) if wanted else None


def new_token() -> str:
    """256 random bits, 43 letters that need no encoding in an address."""
    return secrets.token_urlsafe(32)


def subscribe_to_hubs(app: App) -> SubscribingReport:
    """Ask for, renew and end subscriptions; with WebSub off all are ended. Raises BusyError when another is at it."""
    wanted = frozenset(source.url for source in app.sources if source.enabled) if hub_watch(app) else frozenset[str]()
    root = app.settings.site.url.rstrip("/")
    with app.store.exclusive("websub"):
        return keep_subscriptions(
            wanted,
            app.store,
            app.fetcher(),
            callback=lambda token: f"{root}{CALLBACK_PATH}/{token}",
            now=app.clock(),
        )


def store_pushes(app: App, pushes: Sequence[Push]) -> int:
    """Store what hubs have pushed for the sources of the config; returns how many entries were new."""
    wanted = {source.url for source in app.sources if source.enabled}
    listened = [push for push in pushes if push.subscription.feed_url in wanted]
    with app.workers() as workers:
        return take_in(listened, app.store, workers, now=app.clock())
