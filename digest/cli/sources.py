"""`sources`: the list of feeds, its health, and OPML in and out."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from digest.app import App
from digest.cli.options import Common, command, common_options
from digest.config.edit import add_source, remove_source
from digest.errors import DigestError, UsageError
from digest.intake.feeds import FeedDocument, NotAFeedError, ParsedFeed, parse_feed
from digest.intake.opml import read_opml, write_opml
from digest.model import FeedState, Source
from digest.ports import FetchFailed, Request, WorkFailed

_OK = 200
_SECONDS = 30.0


@click.group("sources", short_help="List, add, remove, test, import and export sources.")
@common_options
def sources() -> None:
    """List, add, remove, test, import and export sources."""


@command("list")
def list_(common: Common) -> None:
    """Every source with its health."""
    app, console = common.app(), common.console()
    states, counts = app.store.feed_states(), app.store.count_entries()
    rows = [_health(source, states.get(source.url), counts.get(source.url, 0)) for source in app.sources]
    console.emit(rows)
    console.table(
        ("source", "country", "language", "health", "entries", "next poll", "address"),
        (
            [
                row["name"],
                row["country"],
                row["language"],
                row["health"],
                str(row["entries"]),
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
def add(common: Common, *, url: str, name: str, country: str, language: str) -> None:
    """Add the feed at URL to the config (its comments stay)."""
    fields = {"url": url, "name": name, "country": country.upper(), "language": language}
    file = common.config_file()
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    add_source(file, {key: value for key, value in fields.items() if value})
    try:
        common.app()
    except DigestError:
        file.write_text(before, encoding="utf-8")  # the config was right before: leave it so
        raise
    common.console().say(f"added {url} to {file}")


@command("remove")
@click.argument("url")
def remove(common: Common, *, url: str) -> None:
    """Take the source with this URL (or name) out of the config; what it gave stays in the store."""
    remove_source(common.config_file(), url)
    common.console().say(f"removed {url} from {common.config_file()}")


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
    """Add every feed of an OPML file to the config; those that are there already are left alone."""
    console, config = common.console(), common.config_file()
    added = known = 0
    for source in read_opml(file.read_bytes(), name=str(file)):
        try:
            add_source(config, {"url": source.url} | ({"name": source.name} if source.name else {}))
            added += 1
        except UsageError:
            known += 1
    common.app()
    console.emit({"added": added, "known": known})
    console.say(f"{added} sources added to {config}, {known} were there already")


@command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def export(common: Common, *, file: Path | None) -> None:
    """Write all sources as OPML to FILE, or to standard output."""
    app = common.app()
    document = write_opml(app.sources, title=app.settings.site.name)
    if file is None:
        sys.stdout.write(document)
    else:
        file.write_text(document, encoding="utf-8")
        common.console().note(f"wrote {len(app.sources)} sources to {file}")


for _command in (list_, add, remove, test, import_, export):
    sources.add_command(_command)


def _fetch_feed(app: App, url: str) -> ParsedFeed:
    answer = next(iter(app.fetcher().fetch([Request(url)])))
    if isinstance(answer, FetchFailed):
        raise UsageError(f"{url}: {answer.reason}")
    if answer.status != _OK:
        raise UsageError(f"{url}: the server answers {answer.status}")
    document = FeedDocument(answer.url, answer.headers.get("content-type", ""), answer.body)
    with app.workers() as workers:
        result = next(iter(workers.map(parse_feed, [document], deadline_seconds=_SECONDS)))
    if isinstance(result, WorkFailed):
        raise UsageError(f"{url}: {result.reason.removeprefix(f'{NotAFeedError.__name__}: ')}")
    return result


def _health(source: Source, state: FeedState | None, entries: int) -> dict[str, Any]:
    if not source.enabled:
        health = "switched off"
    elif state is None:
        health = "not polled yet"
    elif state.gone:
        health = "gone"
    elif state.failing_since:
        health = f"failing since {state.failing_since:%Y-%m-%d %H:%M}: {state.reason}"
    else:
        health = "ok" if entries else "empty"
    waits = [when for when in (state.next_poll, state.held_until) if when] if state else []
    return {
        "name": source.name or (state.title if state else "") or source.url,
        "url": source.url,
        "country": source.country,
        "language": source.language,
        "health": health,
        "entries": entries,
        "next_poll": f"{max(waits):%Y-%m-%d %H:%M}" if waits and source.enabled else "",
        "last_success": f"{state.last_success:%Y-%m-%d %H:%M}" if state and state.last_success else "",
        "failures": state.failures if state else 0,
    }
