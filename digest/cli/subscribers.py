"""`subscribers`: who gets which newsletter, CSV in and out."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from digest.cli.options import Common, command, common_options
from digest.errors import DigestError, UsageError
from digest.model import Subscriber

# Strict on purpose: an address is never rewritten, so what could be misread is refused.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}\Z"
)
NEWSLETTER = click.option("--newsletter", "-n", help="Default: the first one in the config.")


@click.group("subscribers", short_help="List, add, remove, import and export subscribers.")
@common_options
def subscribers() -> None:
    """List, add, remove, import and export subscribers."""


@command("list")
@click.option("--newsletter", "-n", help="Only this one.")
def list_(common: Common, *, newsletter: str | None) -> None:
    """Every subscriber with the state of the subscription."""
    app, console = common.app(), common.console()
    people = app.store.subscribers(app.newsletter(newsletter).name if newsletter else "")
    rows = [{"address": p.address, "newsletter": p.newsletter, "state": p.state, "name": p.name} for p in people]
    console.emit(rows)
    console.table(("address", "newsletter", "state", "name"), (list(row.values()) for row in rows))


@command("add")
@click.argument("address")
@click.option("--name", default="", help="How to address them.")
@NEWSLETTER
def add(common: Common, *, address: str, name: str, newsletter: str | None) -> None:
    """Add one subscriber."""
    app, console = common.app(), common.console()
    chosen = app.newsletter(newsletter).name
    added = app.store.add_subscribers([Subscriber(_checked(address), chosen, name=name)])
    console.emit({"added": address, "newsletter": chosen, "known": not added})
    console.say(f"{address} {'gets' if added else 'already was on the list of'} {chosen}")


@command("remove")
@click.argument("address")
@NEWSLETTER
def remove(common: Common, *, address: str, newsletter: str | None) -> None:
    """Unsubscribe one address; it stays known, so that no import brings it back."""
    app, console = common.app(), common.console()
    chosen = app.newsletter(newsletter).name
    if not app.store.unsubscribe(address, chosen):
        raise UsageError(f"{address} does not get {chosen}")
    console.emit({"removed": address, "newsletter": chosen})
    console.say(f"{address} gets {chosen} no more")


@command("import")
@click.argument("file", type=click.File("rb"))
@NEWSLETTER
def import_(common: Common, *, file: BinaryIO, newsletter: str | None) -> None:
    """Add the addresses of a CSV file (columns address, name; or one address a line); bad lines are named."""
    app, console = common.app(), common.console()
    chosen = app.newsletter(newsletter).name
    people: list[Subscriber] = []
    refused: list[dict[str, object]] = []
    for number, cells in _read_rows(file.read(), name=file.name):
        if not any(cells) or (number == 1 and cells[0].lower() in {"address", "email", "e-mail"}):
            continue
        try:
            people.append(Subscriber(_checked(cells[0]), chosen, name=cells[1] if len(cells) > 1 else ""))
        except UsageError as error:
            refused.append({"line": number, "reason": str(error)})
    added = app.store.add_subscribers(people)
    console.emit({"added": added, "known": len(people) - added, "refused": refused})
    for fault in refused:
        console.note(f"line {fault['line']}: {fault['reason']}")
    console.say(f"{added} added to {chosen}, {len(people) - added} were on the list, {len(refused)} refused")
    if refused:
        raise click.exceptions.Exit(1)


@command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--newsletter", "-n", help="Only this one.")
def export(common: Common, *, file: Path | None, newsletter: str | None) -> None:
    """Write subscribers as CSV to FILE, or to standard output (there, with --json, as a list)."""
    app, console = common.app(), common.console()
    people = app.store.subscribers(app.newsletter(newsletter).name if newsletter else "")
    columns = ("address", "name", "newsletter", "state")
    rows = [(p.address, p.name, p.newsletter, p.state) for p in people]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([columns, *rows])
    if file is None:
        console.emit([dict(zip(columns, row, strict=True)) for row in rows])
        sys.stdout.write("" if console.as_json else text.getvalue())
        return
    try:
        file.write_text(text.getvalue(), encoding="utf-8")
    except OSError as error:
        raise DigestError(f"{file}: cannot be written: {error.strerror}; name a place that can") from error
    console.emit({"file": str(file), "subscribers": len(rows)})


for _command in (list_, add, remove, import_, export):
    subscribers.add_command(_command)


def _read_rows(document: bytes, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """The last line (from 1) and the trimmed cells of each row of a CSV file; UsageError when it cannot be read."""
    try:
        text = document.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = document.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}:{line}: not UTF-8 text; save the file as CSV in UTF-8") from error
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        for row in rows:
            yield rows.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise UsageError(f"{name}:{rows.line_num}: {error}; is a quotation mark there not closed?") from error


def _checked(address: str) -> str:
    if not _ADDRESS.match(address):
        raise UsageError(f"{address!r} is not an address that mail can be sent to, such as reader@example.org")
    return address
