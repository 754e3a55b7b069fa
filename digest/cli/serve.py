"""`preview` and `serve`: the pages, without and with the scheduler."""

from __future__ import annotations

import ipaddress
import sys
import webbrowser

import click

from digest.app.application import App
from digest.app.publishing import build
from digest.cli.console import Console
from digest.cli.options import Common, command
from digest.schedule.calendar import slot_for
from digest.schedule.daemon import Scheduler, start_scheduler
from digest.web import build_site, serve_site

_PORTS = click.IntRange(0, 65535)
PORT = click.option("--port", type=_PORTS, default=8025, show_default=True, help="0 takes any free port.")


@command("preview", short_help="Build a draft and open the desk in a browser.")
@click.argument("newsletter", required=False)
@PORT
def preview(common: Common, *, newsletter: str | None, port: int) -> None:
    """Build a draft of NEWSLETTER (default: the first one) from what was collected, and open the desk."""
    app, console = common.app(), common.console()
    chosen = app.newsletter(newsletter)
    edition = build(app, chosen, slot=slot_for(chosen, app.settings.site, now=app.clock()), progress=console.progress())
    if edition is None:
        console.note(f"{chosen.name}: too little news for an edition yet; 'digest poll' collects some")
    open_desk(app, console, port=port, path=f"/desk/{edition.id}" if edition else "/desk")


@command("serve", short_help="Scheduler, web pages and sender in one process.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The desk is only served on a loopback address.")
@PORT
def serve(common: Common, *, host: str, port: int) -> None:
    """Poll feeds, build and send every newsletter at its time, and serve the pages, until SIGINT or SIGTERM."""
    app, console = common.app(), common.console()
    app.store.database.version()  # a store that cannot be opened is a fault now, not at 7 in the morning
    running: list[Scheduler] = []

    def ready(address: str) -> None:
        """The port is ours: only now may work begin."""
        console.say(f"digest serves {address}")
        running.append(start_scheduler(app, progress=console.progress()))
        for job in running[0].get_jobs():
            console.note(f"{job.id}: next at {job.next_run_time:%Y-%m-%d %H:%M %Z}")

    try:
        serve_site(build_site(app, desk=_is_loopback(host)), host=host, port=port, ready=ready)
    finally:
        for scheduler in running:
            scheduler.shutdown(wait=True)


def open_desk(app: App, console: Console, *, port: int, path: str) -> None:
    """Serve the desk on loopback and show it in the browser of whoever sits at the terminal."""

    def ready(address: str) -> None:
        console.say(f"open {address}{path}   (Ctrl-C ends)")
        if sys.stdout.isatty():
            webbrowser.open(f"{address}{path}")

    serve_site(build_site(app, desk=True), host="127.0.0.1", port=port, ready=ready)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
