"""Moments: what pages write about when they were published in, aware datetimes in the zone that they name out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

from digest.extract.phrases import fold_phrase, month_numbers

_ISO: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z)?")
_URL_DAY: Final = re.compile(r"/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_\-.]|$)")
_YEAR: Final = r"(?P<year>(?:19|20)\d{2})"
_DAY: Final = r"(?P<day>\d{1,2})"
_MONTH: Final = r"(?P<month>[^\W\d_]+)"
_DAY_FIRST: Final = re.compile(
    rf"{_DAY}(?:st|nd|rd|th|er|\.|º)?\s*(?:de\s+|of\s+)?{_MONTH}\.?,?\s+(?:de\s+|del\s+)?{_YEAR}"
)
_MONTH_FIRST: Final = re.compile(rf"{_MONTH}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}")
_NUMBERED: Final = re.compile(rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?{_DAY}\s?日")
_CLOCK: Final = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])\s?[:.h時时]\s?(?P<minute>[0-5]\d)?(?:分)?(?:\s?(?P<half>[ap])\.?m)?\.?\s?\(?(?P<zone>[a-z]{2,4})?"
)
_ZONES: Final = {
    "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "ist": 5.5, "jst": 9,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100


def parse_moment(text: str) -> datetime | None:
    """Read an ISO 8601, RFC 2822 or Unix date with its zone as pages declare them; one without a zone is taken for UTC.

    Returns None for what is no date, or lies outside 1990 to 2100.
    """
    text = text.strip()[:80]
    for read in (_read_iso, _read_epoch, _read_compact, _read_mail):
        try:
            moment = read(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        if moment is not None and _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            return moment
    return None


def parse_printed(text: str) -> datetime | None:
    """Read a date as pages print it for readers: "14 octobre 2024 à 06h30", "Mon 3 Jun 2024 06.00 BST", "2024年5月3日".

    The first date of the line counts; a time without a zone is taken for UTC.
    """
    folded = fold_phrase(text)
    found = _NUMBERED.search(folded)
    if found:
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    else:
        found, month = next(_named_dates(folded), (None, 0))
        if found is None:
            return parse_moment(re.sub(r"^\D*", "", text))
        year, day = int(found["year"]), int(found["day"])
    clock = _CLOCK.search(folded, found.end())
    hour, minute = (int(clock["hour"]), int(clock["minute"] or 0)) if clock else (0, 0)
    half = clock["half"] if clock else None
    hour = hour % 12 + 12 * (half == "p") if half else hour
    zone = timedelta(hours=_ZONES.get(clock["zone"] or "", 0)) if clock else timedelta()
    try:
        return datetime(year, month, day, hour, minute, tzinfo=timezone(zone))
    except ValueError:
        return None


def _named_dates(folded: str) -> Iterator[tuple[re.Match[str], int]]:
    months = month_numbers()
    found = [match for pattern in (_DAY_FIRST, _MONTH_FIRST) for match in pattern.finditer(folded)]
    yield from ((m, months[m["month"]]) for m in sorted(found, key=re.Match.start) if m["month"] in months)


def moment_of_url(url: str) -> datetime | None:
    """Read the day that a news address carries: ".../2019/11/20/..." is midnight UTC of that day."""
    found = _URL_DAY.search(url)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC) if found else None
    except ValueError:
        return None


def _read_iso(text: str) -> datetime | None:
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    return datetime(year, month, day, hour, minute, second, tzinfo=_zone(found[7] or ""))


def _zone(text: str) -> timezone:
    found = re.fullmatch(r"([+-])(\d{2}):?(\d{2})?", text)
    if not found:
        return UTC
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)


def _read_epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = int(text) / (1 if len(text) == len("1700000000") else 1000)
    return datetime.fromtimestamp(seconds, tz=UTC)


def _read_compact(text: str) -> datetime | None:
    found = _COMPACT.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _read_mail(text: str) -> datetime | None:
    moment = parsedate_to_datetime(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
