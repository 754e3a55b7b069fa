"""The two date formats that nearly all feeds use; what each field means is feedparser's reading, oddities included."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
# Hours east of Greenwich; feedparser takes every other name, "CEST" among them, for UTC.
_ZONES = {
    "ut": 0,
    "gmt": 0,
    "z": 0,
    "adt": -3,
    "ast": -4,
    "at": -4,
    "edt": -4,
    "est": -5,
    "et": -5,
    "cdt": -5,
    "cst": -6,
    "ct": -6,
    "mdt": -6,
    "mst": -7,
    "mt": -7,
    "pdt": -7,
    "pst": -8,
    "pt": -8,
    "a": -1,
    "n": 1,
    "m": -12,
    "y": 12,
}
_RFC822_ZONES = {**_ZONES, "met": 1, "mest": 2}
_RFC822 = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
    r"(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(\d{4}|\d\d)\s+"
    r"(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\s+(?:([+-]\d\d):?(\d\d)|(?!gmt.|etc)([a-z]{1,5}))",
    re.ASCII,
)
_W3C = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[t ](\d\d?):(\d\d?)(?::(\d\d?)(?:\.\d+)?)?(?:([+-]\d\d)(:?)(\d\d)|(z)?))?", re.ASCII
)


class UnknownDateError(ValueError):
    """A date in another format, or one that no calendar holds."""


def read_date(text: str) -> datetime | None:
    """The moment that an RFC 822 or W3C date names, in UTC; None for no text; raises UnknownDateError."""
    if not text:
        return None
    words = text.lower()
    try:
        if found := _RFC822.fullmatch(words):
            return _rfc822(found)
        if found := _W3C.fullmatch(words):
            return _w3c(found)
    except (ValueError, OverflowError) as error:
        raise UnknownDateError(text[:80]) from error
    raise UnknownDateError(text[:80])


def _rfc822(found: re.Match[str]) -> datetime:
    day, month, year, hour, minute, second, offset, offset_minutes, zone = found.groups()
    if len(year) == 2:  # noqa: PLR2004 - feedparser's century: 90 to 99 are of the last one
        year = f"{'19' if year >= '90' else '20'}{year}"
    moment = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC)
    if zone:
        return moment - timedelta(hours=_RFC822_ZONES.get(zone, 0))
    return moment - _offset(offset, int(offset_minutes))


def _w3c(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second, offset, colon, offset_minutes, _ = found.groups()
    moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC)
    if offset is None:
        return moment
    # Without a colon feedparser reads the last digit alone as minutes: +0530 is five hours.
    return moment - _offset(offset, int(offset_minutes) if colon else int(offset_minutes[1]))


def _offset(hours: str, minutes: int) -> timedelta:
    return timedelta(hours=int(hours), minutes=-minutes if hours[0] == "-" else minutes)
