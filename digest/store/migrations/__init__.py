"""The schema's history. `HEAD` is the version this code works with; `upgrade` brings a database there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Engine

HEAD = "0010"

_FOLDER = Path(__file__).parent


def check_known(version: str, *, name: str) -> None:
    """Refuse a schema that is not in our history; raises StoreError."""
    if not list((_FOLDER / "versions").glob(f"{version}_*.py")):
        raise StoreError(f"store: {name} was written by a newer digest (schema {version}); install that version")


def create(engine: Engine) -> None:
    """Make the tables of HEAD in an empty SQLite file, which the migrations would take ten times as long for."""
    from sqlalchemy import inspect, text  # noqa: PLC0415 - see `upgrade`

    from digest.store.tables import metadata  # noqa: PLC0415

    with engine.begin() as connection:
        if inspect(connection).has_table("alembic_version"):
            return  # another process was quicker
        metadata.create_all(connection)
        # As Alembic makes it: the next upgrade starts from here.
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def upgrade(engine: Engine) -> None:
    """Run the migrations up to HEAD, in one transaction where it can be."""
    from alembic import command  # noqa: PLC0415 - alembic takes 0.2 s to import and a current store never needs it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
