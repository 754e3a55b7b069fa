"""`build`, `send` and `run`: what ends in an edition."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from digest.app.application import App
from digest.app.publishing import build as build_edition
from digest.app.publishing import send as send_edition
from digest.app.publishing import write_files
from digest.cli.console import Console
from digest.cli.options import Common, command
from digest.cli.polling import chosen_eagerness, run_poll
from digest.config import Newsletter
from digest.errors import DigestError, LintError, UsageError
from digest.model import Edition
from digest.pipeline.publish import may_be_sent
from digest.schedule.calendar import newsletters_for, slot_for, zone_of

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
AT = click.option("--at", metavar="ISO", help="The slot, for example 2026-01-31T07:00 (the newsletter's own time).")


@command("build", short_help="Compose an edition of a newsletter from what was collected.")
@click.argument("newsletter", required=False)
@AT
def build(common: Common, *, newsletter: str | None, at: str | None) -> None:
    """Compose an edition of NEWSLETTER (default: the first one in the config) from what was collected.

    Building again replaces the draft of the same slot; an edition that was approved or sent never changes.
    """
    app, console = common.app(), common.console()
    chosen = app.newsletter(newsletter)
    edition = _build(app, console, chosen, chosen_slot(app, chosen, at))
    console.emit(_summary(edition) if edition else None)


@command("send", short_help="Send an edition to everyone it was not sent to yet.")
@click.argument("edition", required=False)
@click.option("--force", is_flag=True, help="Send it although 'digest lint' finds errors that hold it up.")
def send(common: Common, *, edition: str | None, force: bool) -> None:
    """Send EDITION (a number, NEWSLETTER/DATE or NEWSLETTER; default: the newest) to whom it was not sent yet.

    Sending a draft approves it: from then on it never changes. Mail with faults of its own is not sent, exit 1; what a
    source wrote never holds an edition up, and neither does a site on loopback.
    """
    app, console = common.app(), common.console()
    found = app.store.find_edition(edition or app.newsletter(None).name)
    refused = _send(app, console, found, force=force)
    console.emit({**_summary(found), "deliveries": dict(app.store.delivery_counts(found.id))})
    if refused:
        raise click.exceptions.Exit(1)


@command("run", short_help="Poll, build and send, in one go.")
@click.argument("newsletter", required=False)
@AT
@click.option("--now", is_flag=True, help="Poll without waiting for our own interval.")
@click.option("--force", is_flag=True, help="Poll without waiting for anything.")
@click.option("--dry-run", is_flag=True, help="Write .html, .txt and .eml instead of sending.")
@click.option("--out", type=click.Path(file_okay=False), default=".", help="Where --dry-run writes (default: here).")
def run(
    common: Common, *, newsletter: str | None, at: str | None, now: bool, force: bool, dry_run: bool, out: str
) -> None:
    """Poll, build and send NEWSLETTER (default: those that have an edition today).

    A newsletter with a 'magazine' in the config gets its files too.
    """
    app, console = common.app(), common.console()
    chosen = [app.newsletter(newsletter)] if newsletter else newsletters_for(app.settings, now=app.clock())
    slots = {one.name: chosen_slot(app, one, at) for one in chosen}
    report = run_poll(app.poller, console, chosen_eagerness(now=now, force=force))
    summaries: list[dict[str, object]] = []
    refused = 0
    for one in chosen:
        edition = _build(app, console, one, slots[one.name])
        if edition is None:  # a day without news may still close a week worth reading
            if bound := _bind(app, console, one, slot=slots[one.name], out=Path(out) if dry_run else None):
                summaries.append({"newsletter": one.name, "edition": None, **bound})
            continue
        summary = _summary(edition)
        if dry_run:
            written = write_files(app, edition, folder=Path(out))
            summary["files"] = [str(written.html), str(written.text), str(written.eml)]
            for path in (written.html, written.text, written.eml):
                console.say(f"wrote {path}")
        elif may_be_sent(edition, one):
            try:
                refused += _send(app, console, edition)
            except LintError as error:  # the other newsletters go out
                console.note(f"digest: {error}")
                refused += 1
        else:
            console.say(f"edition {edition.id} waits for an editor; 'digest send {edition.id}' approves and sends it")
        summary.update(_bind(app, console, one, slot=slots[one.name], out=Path(out) if dry_run else None))
        summaries.append(summary)
    console.emit({"poll": asdict(report), "editions": summaries})
    if refused:
        raise click.exceptions.Exit(1)


def chosen_slot(app: App, newsletter: Newsletter, at: str | None) -> datetime:
    """The slot that --at names, or else the one that an edition made now belongs to; raises UsageError."""
    site = app.settings.site
    return _instant(at, zone_of(newsletter, site)) if at else slot_for(newsletter, site, now=app.clock())


def _build(app: App, console: Console, newsletter: Newsletter, slot: datetime) -> Edition | None:
    edition = build_edition(app, newsletter, slot=slot, progress=console.progress())
    if edition is None:
        console.say(
            f"{newsletter.name}: fewer than {newsletter.min_stories} stories in the last"
            f" {newsletter.window.total_seconds() / 3600:g} h, so no edition; poll more sources or widen 'window'"
        )
        return None
    facts = edition.facts
    console.say(
        f"{newsletter.name} {edition.local_date}: edition {edition.id} ({edition.state}),"
        f" {facts.get('stories')} stories from {facts.get('newsrooms')} newsrooms in {facts.get('countries')} countries"
    )
    _report(app, console, edition)
    return edition


def _report(app: App, console: Console, edition: Edition) -> None:
    """Say what became of the articles that are not in the edition, and which overrides lost."""
    built = app.store.last_build(edition.newsletter)
    if built is None or built.edition != edition.id:
        return
    reasons = ", ".join(f"{count} {reason}" for reason, count in built.left_out.items())
    console.say(
        f"{edition.newsletter}: {built.articles} articles in {built.stories} stories; left out: {reasons or 'none'}"
        f" ('digest stories left-out {edition.newsletter}')"
    )
    for line in built.conflicts:
        console.note(line)


def _send(app: App, console: Console, edition: Edition, *, force: bool = False) -> int:
    """Send and say how it went; returns how many recipients were refused for good."""
    report = send_edition(app, edition, progress=console.progress(), force=force)
    counts = app.store.delivery_counts(edition.id)
    if not counts:
        console.say(
            f"edition {edition.id}: {edition.newsletter} has no subscribers; add one with 'digest subscribers add'"
        )
    else:
        console.say(
            f"edition {edition.id}: {report.sent} sent now, {counts.get('sent', 0)} of {sum(counts.values())} in all"
        )
    for failed in app.store.failed_deliveries(edition.id):
        console.note(f"{failed.subscriber.address}: {failed.state} after {failed.attempts} attempts: {failed.answer}")
    return report.failed


def _bind(app: App, console: Console, newsletter: Newsletter, *, slot: datetime, out: Path | None) -> dict[str, object]:
    """Write the newsletter's magazine, where the config has one; a fault there takes back nothing that was sent."""
    if newsletter.magazine is None:
        return {}
    from digest.app.magazine import bind_configured  # noqa: PLC0415 - few newsletters have one, and it loads Pillow

    try:
        bound = bind_configured(app, newsletter, slot=slot, folder=out, progress=console.progress())
    except DigestError as error:
        console.note(f"{newsletter.name}: no magazine: {error}")
        return {"magazine": None}
    for path in bound.files if bound else ():
        console.say(f"wrote {path}")
    return {"magazine": [str(path) for path in bound.files] if bound else None}


def _summary(edition: Edition) -> dict[str, object]:
    return {
        "edition": edition.id,
        "newsletter": edition.newsletter,
        "date": edition.local_date.isoformat(),
        "slot": edition.slot.isoformat(),
        "state": edition.state,
        "subject": edition.subject,
        **edition.facts,
    }


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--at {text!r} is not a date and time such as 2026-01-31T07:00") from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise UsageError(f"--at {text!r}: the year must be {_FIRST_YEAR} to {_LAST_YEAR}")
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
