"""`sources`: the list of feeds, its health, and OPML in and out."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from digest.app.application import App
from digest.cli.console import Console
from digest.cli.hubs import describe_subscription
from digest.cli.options import Common, command, common_options
from digest.config.edit import add_source, add_sources, changing, remove_source, source_fault
from digest.errors import DigestError, UsageError
from digest.intake.discovery import FoundFeed, describe_feeds, find_feeds
from digest.intake.feeds import FeedDocument, NotAFeedError, ParsedFeed, parse_feed
from digest.intake.health import feed_health
from digest.intake.opml import read_opml, write_opml
from digest.intake.pages import is_web_page
from digest.intake.polling import next_ask
from digest.intake.websub import fallback_due
from digest.model import FeedState, HubSubscription, Source
from digest.ports import FetchFailed, Request, Response, WorkFailed

_OK = 200
_SECONDS = 30.0
_MINUTE = "%Y-%m-%d %H:%M"
_NO_NAMES = frozenset({"", "rss", "rss 2.0", "rss feed", "atom", "atom 1.0", "atom feed", "feed", "json feed"})


@click.group("sources", short_help="List, add, remove, test, import and export sources.")
@common_options
def sources() -> None:
    """List, add, remove, test, import and export sources."""


@command("list")
def list_(common: Common) -> None:
    """Every source with its health."""
    app, console = common.app(), common.console()
    states, counts = app.store.feed_states(), app.store.count_entries()
    hubs, now = app.store.hub_subscriptions(), app.clock()
    rows = [
        _health(source, states.get(source.url), counts.get(source.url, 0), hubs.get(source.url), now=now)
        for source in app.sources
    ]
    console.emit(rows)
    console.table(
        ("source", "country", "language", "health", "entries", "a day", "last entry", "next poll", "address"),
        (
            [
                row["name"],
                row["country"],
                row["language"],
                row["health"],
                str(row["entries"]),
                f"{row['entries_per_day']:g}",
                row["last_entry"],
                row["next_poll"],
                row["url"],
            ]
            for row in rows
        ),
    )


@command("add")
@click.argument("url")
@click.option("--name", default="", help="The outlet's name.")
@click.option("--country", default="", help="Two letters, such as FR.")
@click.option("--language", default="", help="Such as fr.")
@click.option("--first", is_flag=True, help="Of several feeds that a web page names, add the first.")
def add(common: Common, *, url: str, name: str, country: str, language: str, first: bool) -> None:
    """Add the feed at URL, or the one that the web page at URL names, to the config (its comments stay)."""
    fields = {"url": url, "name": name, "country": country.upper(), "language": language}
    file, console = common.config_file(), common.console()
    with changing(file) as put_back:
        add_source(file, {key: value for key, value in fields.items() if value})
        feed = _chosen_feed(common.app(), console, url, first=first)
        if feed.url != url:
            put_back()
            title = "" if feed.title.lower() in _NO_NAMES else feed.title
            reason = source_fault(url=feed.url, name=title)
            if reason:
                raise UsageError(f"{url}: names the feed {feed.url}: {reason}")
            fields |= {"url": feed.url, "name": name or title}
            add_source(file, {key: value for key, value in fields.items() if value})
    console.emit({"added": feed.url, "known": False})
    console.say(f"added {feed.url} to {file}")


@command("remove")
@click.argument("url")
def remove(common: Common, *, url: str) -> None:
    """Take the source with this URL (or name) out of the config; what it gave stays in the store."""
    file, console = common.config_file(), common.console()
    with changing(file):
        remove_source(file, url)
    console.emit({"removed": url})
    console.say(f"removed {url} from {file}")


@command("test")
@click.argument("url")
@click.option("--limit", default=10, show_default=True, help="Entries to show.")
def test(common: Common, *, url: str, limit: int) -> None:
    """Fetch the feed at URL and show what it would give; nothing is stored."""
    app, console = common.app(), common.console()
    parsed = _fetch_feed(app, url)
    shown = parsed.entries[:limit]
    console.emit({"title": parsed.title, "site": parsed.site_url, "entries": [asdict(entry) for entry in shown]})
    console.say(f"{parsed.title or url}: {len(parsed.entries)} entries")
    console.table(
        ("published", "title", "link"),
        (
            [f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else "undated", entry.title, entry.link]
            for entry in shown
        ),
    )


@command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(common: Common, *, file: Path) -> None:
    """Add the feeds of an OPML file to the config; known ones are left alone, and those that do not fit are named."""
    console, config = common.console(), common.config_file()
    try:
        listed = read_opml(file.read_bytes(), name=str(file))
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error
    good: list[dict[str, str]] = []
    refused: list[dict[str, str]] = []
    for source in listed:
        reason = source_fault(url=source.url, name=source.name)
        if reason:
            refused.append({"url": source.url, "reason": reason})
        else:
            good.append({"url": source.url} | ({"name": source.name} if source.name else {}))
    with changing(config):
        added = add_sources(config, good)
    known = len(good) - added
    console.emit({"added": added, "known": known, "refused": refused})
    for fault in refused:
        console.note(f"{fault['url']}: {fault['reason']}")
    console.say(f"{added} sources added to {config}, {known} were there already, {len(refused)} refused")
    if refused:
        raise click.exceptions.Exit(1)


@command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def export(common: Common, *, file: Path | None) -> None:
    """Write all sources as OPML to FILE, or to standard output (there, with --json, as a list)."""
    app, console = common.app(), common.console()
    document = write_opml(app.sources, title=app.settings.site.name)
    if file is None:
        console.emit([asdict(source) for source in app.sources])
        sys.stdout.write("" if console.as_json else document)
        return
    try:
        file.write_text(document, encoding="utf-8")
    except OSError as error:
        raise DigestError(f"{file}: cannot be written: {error.strerror}; name a place that can") from error
    console.emit({"file": str(file), "sources": len(app.sources)})
    console.note(f"wrote {len(app.sources)} sources to {file}")


for _command in (list_, add, remove, test, import_, export):
    sources.add_command(_command)


def _chosen_feed(app: App, console: Console, url: str, *, first: bool) -> FoundFeed:
    """The feed to add for this address: itself, or the one that its web page names; raises UsageError for several."""
    given = FoundFeed(url, "", "")
    answer = _ask(app, url)
    if not isinstance(answer, Response) or answer.status != _OK:
        why = answer.reason if isinstance(answer, FetchFailed) else f"the server answers {answer.status}"
        console.note(f"{url}: {why}; added as it is")
        return given
    if not is_web_page(answer.body):
        return given
    found = _feeds_on(app, answer)
    if not found:
        raise UsageError(f"{url}: is a web page (HTML) that names no feed; look on it for the feed's own address")
    if len(found) == 1 or first:
        return found[0]
    for feed in found:
        console.note(f"{feed.url}\t{feed.kind}\t{feed.title}")
    raise UsageError(
        f"{url}: is a web page that names {len(found)} feeds; add one of them by its address, or the first one"
        f" ({found[0].url}) with --first"
    )


def _fetch_feed(app: App, url: str) -> ParsedFeed:
    answer = _ask(app, url)
    if isinstance(answer, FetchFailed):
        raise UsageError(f"{url}: {answer.reason}")
    if answer.status != _OK:
        raise UsageError(f"{url}: the server answers {answer.status}")
    document = FeedDocument(answer.url, answer.headers.get("content-type", ""), answer.body)
    with app.workers() as workers:
        result = next(iter(workers.map(parse_feed, [document], deadline_seconds=_SECONDS)))
    if isinstance(result, WorkFailed):
        if is_web_page(answer.body) and (found := _feeds_on(app, answer)):
            named = describe_feeds(found)
            raise UsageError(f"{url}: answers a web page (HTML), not a feed; found these feeds on the page: {named}")
        raise UsageError(f"{url}: {result.reason.removeprefix(f'{NotAFeedError.__name__}: ')}")
    return result


def _ask(app: App, url: str) -> Response | FetchFailed:
    return next(iter(app.fetcher().fetch([Request(url)])))


def _feeds_on(app: App, page: Response) -> tuple[FoundFeed, ...]:
    with app.workers() as workers:
        task = partial(find_feeds, url=page.url)
        found = next(iter(workers.map(task, [page.body], deadline_seconds=_SECONDS)))
    return () if isinstance(found, WorkFailed) else found


def _health(
    source: Source, state: FeedState | None, entries: int, hub: HubSubscription | None, *, now: datetime
) -> dict[str, Any]:
    state = state or FeedState(source.url)
    waits = [when for when in (next_ask(state), fallback_due(hub, state, now=now)) if when is not None]
    next_poll = max(waits) if waits and source.enabled and not state.gone else None
    return {
        "name": source.name or state.title or source.url,
        "url": source.url,
        "country": source.country,
        "language": source.language,
        "health": str(feed_health(source, state, entries=entries)),
        "entries": entries,
        "entries_per_day": round(state.entries_per_day, 1),
        "last_entry": f"{state.last_entry:{_MINUTE}}" if state.last_entry else "",
        "next_poll": f"{next_poll:{_MINUTE}}" if next_poll else "",
        "last_success": f"{state.last_success:{_MINUTE}}" if state.last_success else "",
        "failures": state.failures,
        "websub": describe_subscription(hub) if hub else None,
        "answer_seconds": round(state.answer_seconds, 2),
    }
