"""The system's clock."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Now, as `digest.ports.Clock`."""
    return datetime.now(UTC)
