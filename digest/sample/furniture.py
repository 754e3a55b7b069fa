"""The words around an article: a language in, its phrases for navigation, paywalls, promos and footers out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What pages in one language say that is not news; the fields are the keys of `furniture.toml`."""

    months: tuple[str, ...]
    date: str
    nav: tuple[str, ...]
    search: str
    subscribe: str
    sign_in: str
    cookies: str
    cookies_accept: str
    advertisement: str
    share: tuple[str, ...]
    paywall: str
    paywall_offer: str
    promo_title: str
    promo_text: str
    promo_button: str
    read_also: str
    most_read: str
    byline: str
    photo: str
    minutes: str
    tags: str
    comments: str
    remarks: tuple[str, ...]
    comment_login: str
    follow: str
    rights: str
    footer: tuple[str, ...]
    javascript: str
    latest: str

    def date_line(self, moment: datetime) -> str:
        """Write a UTC instant as the pages of this language print it."""
        return self.date.format(
            year=moment.year,
            month=self.months[moment.month - 1],
            day=moment.day,
            hour=f"{moment.hour:02}",
            minute=f"{moment.minute:02}",
        )


@cache
def load_phrases() -> dict[str, Phrases]:
    """Read `furniture.toml` into phrases by language code."""
    tables = tomllib.loads(files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8"))
    return {language: Phrases(**frozen(table)) for language, table in tables.items()}


def frozen(table: dict[str, Any]) -> dict[str, Any]:
    """Turn the lists of a parsed table into tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
