"""How the fast reader gives up, how much it takes, and whom it may ask."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

MAX_BYTES = 2_000_000
"""Of a document that is read without a specialist, which means in the main process."""
MAX_PATIENT_BYTES = 40_000_000
"""Of any other: its tree takes about ten times as much memory."""
MAX_DEPTH = 100


class RefusedError(ValueError):
    """This document is for feedparser."""


class Specialist(Protocol):
    """Whoever reads the parts for which the rules here do not suffice."""

    def clean(self, text: str, *, is_html: bool, base: str) -> str:
        """HTML, or plain text that may be HTML, sanitised, its addresses seen from `base`."""

    def date(self, text: str) -> datetime | None:
        """A date of any format."""
