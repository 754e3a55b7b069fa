"""WebSub over the application's own parts: subscriptions kept, and pushes taken in."""

from __future__ import annotations

from collections.abc import Sequence

from digest.app.application import App
from digest.pipeline.pushes import Push, take_in
from digest.pipeline.subscribing import SubscribingReport, keep_subscriptions

CALLBACK_PATH = "/websub"


def subscribe_to_hubs(app: App) -> SubscribingReport:
    """Ask for, renew and end subscriptions; with WebSub off all are ended. Raises BusyError when another is at it."""
    wanted = frozenset(source.url for source in app.sources if source.enabled) if app.hubs else frozenset[str]()
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
