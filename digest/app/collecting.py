"""The collect pass over the application's own parts."""

from __future__ import annotations

from datetime import timedelta

from digest.app.application import App
from digest.app.hubs import hub_watch
from digest.intake.polling import Eagerness
from digest.pipeline.collect import PollReport, Tools, collect
from digest.ports import Progress


def poll(app: App, *, eagerness: Eagerness, progress: Progress) -> tuple[PollReport, tuple[tuple[str, str], ...]]:
    """Poll what is due and read the new pages; returns counts and (source, reason) for each feed to tell of."""
    sources = app.sources
    widest = max((newsletter.window for newsletter in app.settings.newsletters), default=timedelta(days=1))
    with app.store.exclusive("poll"), app.workers() as workers:
        tools = Tools(app.store, app.fetcher(), workers, app.clock, progress, app.page_fetcher(), hub_watch(app))
        return collect(sources, tools, eagerness=eagerness, horizon=widest * 2)
