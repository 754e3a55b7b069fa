"""`demo` and `init`: the first two minutes."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from digest.app.application import App, builtin_folder, open_app
from digest.cli.console import Console
from digest.cli.options import Common, command
from digest.errors import DigestError, UsageError
from digest.intake.polling import Eagerness
from digest.sample.process import newsroom_process, write_demo_config
from digest.schedule.calendar import slot_for


@command("demo", short_help="The whole job on the built-in sample newsroom, then the desk in a browser.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="digest-demo", show_default=True,
              help="Where config, store and the three files of the edition go.")  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8025, show_default=True, help="Of the desk; 0 takes any free port."
)
@click.option("--no-serve", is_flag=True, help="End when the files are written.")
def demo(common: Common, *, out: Path, port: int, no_serve: bool) -> None:
    """Run the whole job on the built-in sample newsroom: no network, no account, nothing leaves this machine.

    Twenty invented outlets in ten languages are served on loopback, polled, extracted, grouped and composed; the
    edition is written as .html, .txt and .eml, and the desk opens in the browser.
    """
    console = common.console()
    with newsroom_process() as address:
        console.note(f"The sample newsroom answers at {address}")
        app = open_app(_demo_config(out, address, port=port))
        _run(app, console, out)
        if not no_serve:
            from digest.cli.serve import open_desk  # noqa: PLC0415 - see _run

            open_desk(app, console, port=port, path="/desk/1")


def _demo_config(out: Path, address: str, *, port: int) -> Path:
    try:
        return write_demo_config(out, address, port=port)
    except FileExistsError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror}; see --out") from error


def _run(app: App, console: Console, out: Path) -> None:
    progress = console.progress()
    report, problems = app.poller.poll(eagerness=Eagerness.NOW, progress=progress)
    for name, reason in problems:
        console.note(f"{name}: {reason}")
    # Not before: what publishing needs would stand in memory beside the workers of the poll (110 MB at the peak).
    from digest.app.publishing import build, send, write_files  # noqa: PLC0415

    newsletter = app.newsletter(None)
    edition = build(app, newsletter, slot=slot_for(newsletter, app.settings.site, now=app.clock()), progress=progress)
    if edition is None:
        raise DigestError(f"the sample newsroom gave too little ({report.articles} articles); is {out} writable?")
    written = write_files(app, edition, folder=out)
    send(app, edition, progress=progress)
    facts = edition.facts
    console.say(f"{edition.subject}")
    console.say(
        f"{facts['stories']} stories from {facts['newsrooms']} newsrooms in {facts['countries']} countries,"
        f" made of {report.articles} articles"
    )
    for path in (written.html, written.text, written.eml):
        console.say(f"wrote {path}")
    console.emit({"edition": edition.id, **facts, "files": [str(written.html), str(written.text), str(written.eml)]})


@command("init", short_help="Write a commented config.yaml and a copy of the default theme.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
def init(common: Common, *, folder: Path) -> None:
    """Write config.yaml and templates/world into DIR (default: here); files that exist are left alone."""
    console = common.console()
    starter = builtin_folder("starter") / "config.yaml"
    if not starter.is_file():  # a checkout keeps the example at its top
        starter = builtin_folder("templates").parent / "config.yaml"
    config, theme = folder / "config.yaml", folder / "templates" / "world"
    there = [path for path in (config, theme) if path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if config not in there:
            shutil.copyfile(starter, config)
        if theme not in there:
            shutil.copytree(builtin_folder("templates") / "world", theme)
    except FileExistsError as error:
        raise UsageError(f"{error.filename} is a file; name a folder") from error
    except OSError as error:
        reason = error.strerror or "not every file could be copied"
        raise UsageError(f"{error.filename or folder}: cannot be written: {reason}; name another folder") from error
    written = [path for path in (config, theme) if path not in there]
    for path in (config, theme):
        hint = " (edit it, or delete it to use the built-in theme)" if path == theme else ""
        console.say(f"wrote {path}{hint}" if path in written else f"{path} exists, left alone")
    console.emit({"written": [str(path) for path in written], "left_alone": [str(path) for path in there]})
    console.say(f"next: edit {folder / 'config.yaml'}, then 'digest check' and 'digest run --dry-run' there")
