"""`poll`: the first pass alone."""

from __future__ import annotations

from dataclasses import asdict

import click

from digest.app.collecting import open_poller
from digest.app.poller import Poller
from digest.cli.console import Console
from digest.cli.options import Common, command
from digest.intake.polling import Eagerness
from digest.pipeline.tools import PollReport


@command("poll", short_help="Poll the feeds that are due and read the pages of new entries.")
@click.option("--now", is_flag=True, help="Do not wait for our own interval; what servers asked for still holds.")
@click.option("--force", is_flag=True, help="Wait for nothing.")
def poll(common: Common, *, now: bool, force: bool) -> None:
    """Poll the feeds that are due and read the pages of new entries."""
    console = common.console()
    report = run_poll(open_poller(common.config_file()), console, chosen_eagerness(now=now, force=force))
    console.emit(asdict(report))


def chosen_eagerness(*, now: bool, force: bool) -> Eagerness:
    """What --now and --force mean."""
    return Eagerness.FORCE if force else Eagerness.NOW if now else Eagerness.DUE


def run_poll(poller: Poller, console: Console, eagerness: Eagerness) -> PollReport:
    """Poll and say how it went, each feed that began to fail with its reason."""
    report, problems = poller.poll(eagerness=eagerness, progress=console.progress())
    for name, reason in problems:
        console.note(f"{name}: {reason}")
    console.say(
        f"{report.asked} of {report.feeds} feeds asked, {report.unchanged} unchanged, {report.failed} failed"
        + (" (see 'digest sources list');" if report.failed else ";")
        + f" {report.new_entries} new entries, {report.articles} articles read"
        + (f", {report.pages_failed} pages not reached" if report.pages_failed else "")
    )
    return report
