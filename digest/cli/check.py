"""`check`: everything that would go wrong at 7 in the morning, found now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import click

from digest.app.application import App
from digest.app.publishing import envelope
from digest.cli.options import Common, command
from digest.curate.topics.warnings import topic_warnings
from digest.deliver.smtp import SmtpTransport
from digest.edition.render import check_theme
from digest.errors import DeliveryError, DigestError
from digest.intake.feeds import FeedDocument, parse_feed
from digest.ports import FetchFailed, Request, WorkFailed
from digest.schedule.calendar import slot_for

_OK = 200
_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend: a fault stops the work, a warning does not."""

    severity: str
    text: str


@command("check", short_help="Check config, templates, sources and mail server; each fault with its mend.")
@click.option("--online", is_flag=True, help="Also ask every feed and greet the mail server.")
def check(common: Common, *, online: bool) -> None:
    """Check the config, the templates, the topics and the store; with --online also every feed and the mail server."""
    app, console = common.app(), common.console()
    faults = [*_offline(app), *(_feeds(app) if online else ()), *(_mail_server(app) if online else ())]
    console.emit([{"severity": fault.severity, "text": fault.text} for fault in faults])
    for fault in faults:
        console.say(f"{fault.severity}: {fault.text}")
    errors = sum(fault.severity == "error" for fault in faults)
    console.say(
        f"{app.config_file}: {len(app.sources)} sources, {len(app.settings.topics)} topics,"
        f" {len(app.settings.newsletters)} newsletters; {errors} errors, {len(faults) - errors} warnings"
    )
    if errors:
        raise click.exceptions.Exit(1)


def _offline(app: App) -> Iterator[Fault]:
    yield from (Fault("warning", text) for text in topic_warnings(app.settings.topics))
    for newsletter in app.settings.newsletters:
        slot_for(newsletter, app.settings.site, now=app.clock())
        try:
            check_theme(newsletter.theme, folders=app.template_folders)
        except DigestError as error:
            yield Fault("error", str(error))
    try:
        app.store.database.version()
    except DigestError as error:
        yield Fault("error", str(error))
    if app.settings.delivery.smtp is None:
        folder = app.folder / app.settings.delivery.folder
        parent = next(place for place in (folder, *folder.parents) if place.exists())
        if not os.access(parent, os.W_OK):
            yield Fault(
                "error", f"delivery.folder: {folder} cannot be written; give this user the right to write there"
            )
    elif not app.settings.site.postal_address:
        yield Fault("warning", "site.postal_address is empty; most countries want one in the footer of a newsletter")


def _feeds(app: App) -> Iterator[Fault]:
    names = {source.url: source.name or source.url for source in app.sources}
    documents: dict[str, FeedDocument] = {}
    for answer in app.fetcher().fetch([Request(url, tag=url) for url in names]):
        if isinstance(answer, FetchFailed):
            yield Fault("error", f"source {names[answer.tag]}: {answer.reason}")
        elif answer.status != _OK:
            yield Fault("error", f"source {names[answer.tag]}: the server answers {answer.status}")
        else:
            documents[answer.tag] = FeedDocument(answer.url, answer.headers.get("content-type", ""), answer.body)
    with app.workers() as workers:
        for url, result in zip(
            documents, workers.map(parse_feed, documents.values(), deadline_seconds=_SECONDS), strict=True
        ):
            if isinstance(result, WorkFailed):
                yield Fault("error", f"source {names[url]}: {result.reason.removeprefix('NotAFeedError: ')}")
            elif not result.entries:
                yield Fault("warning", f"source {names[url]}: the feed is empty")


def _mail_server(app: App) -> Iterator[Fault]:
    smtp = app.settings.delivery.smtp
    if smtp is None:
        return
    try:
        SmtpTransport(smtp, helo=envelope(app).domain).greet()
    except DeliveryError as error:
        yield Fault("error", str(error))
