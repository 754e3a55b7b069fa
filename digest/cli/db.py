"""`db`: migrations, an online copy, integrity."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.options import Common, command, common_options
from digest.errors import StoreError


@click.group("db", short_help="Migrate, copy and check the store.")
@common_options
def db() -> None:
    """Migrate, copy and check the store."""


@command("upgrade")
def upgrade(common: Common) -> None:
    """Bring the tables to this version (an older SQLite file is copied first)."""
    store, console = common.app().store, common.console()
    version = store.database.version()
    console.emit({"store": store.database.name, "schema": version})
    console.say(f"{store.database.name}: schema {version}, up to date")


@command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(common: Common, *, file: Path) -> None:
    """Copy the SQLite store to FILE while it is in use."""
    store, console = common.app().store, common.console()
    store.database.copy_to(file)
    console.emit({"store": store.database.name, "file": str(file)})
    console.say(f"{store.database.name}: copied to {file}")


@command("check")
def check(common: Common) -> None:
    """Check the store's integrity."""
    store, console = common.app().store, common.console()
    faults = store.database.integrity_faults()
    console.emit({"store": store.database.name, "faults": faults})
    if faults:
        raise StoreError(f"store: {store.database.name}: {faults[0]}; put back your last 'digest db backup'")
    console.say(f"{store.database.name}: ok")


for _command in (upgrade, backup, check):
    db.add_command(_command)
