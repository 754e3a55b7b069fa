"""The schema's history. `HEAD` is the version this code works with; `upgrade` brings a database there."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from digest.errors import StoreError

HEAD = "0001"

_FOLDER = Path(__file__).parent


def upgrade(engine: Engine, *, current: str | None, name: str) -> None:
    """Run the migrations from `current` (None: an empty database) to HEAD, in one transaction where it can be."""
    from alembic import command  # noqa: PLC0415 - alembic takes 0.2 s to import and a current store never needs it
    from alembic.config import Config  # noqa: PLC0415

    if current is not None and not list((_FOLDER / "versions").glob(f"{current}_*.py")):
        raise StoreError(f"store: {name} was written by a newer digest (schema {current}); install that version")
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
