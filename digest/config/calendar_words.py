"""The words of a schedule: cron lines and weekdays, checked before anything relies on them."""

from __future__ import annotations

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
_NAMES = {
    "month": dict(zip(_MONTHS, range(1, 13), strict=True)),
    # Cron's own counting: Sunday is 0, and 7 as the end of a range.
    "weekday": dict(zip(WEEKDAYS, (1, 2, 3, 4, 5, 6, 7), strict=True)),
}


def check_cron(value: str) -> str:
    """A cron line of five fields, small and with single spaces; raises ValueError that names the faulty field."""
    fields = value.lower().split()
    if len(fields) != len(_FIELDS):
        raise ValueError(f"{value!r} has {len(fields)} fields; cron has five: minute hour day month weekday")
    found = {}
    for text, (name, low, high) in zip(fields, _FIELDS, strict=True):
        try:
            found[name] = _expand(text, name, low, high)
        except ValueError as error:
            raise ValueError(f"{value!r}: {error}") from None
    if not any(day <= _LONGEST[month - 1] for day in found["day"] for month in found["month"]):
        raise ValueError(f"{value!r}: no such day ever comes; check day and month")
    return " ".join(fields)


def _expand(text: str, name: str, low: int, high: int) -> set[int]:
    """The numbers that a field names."""
    found: set[int] = set()
    for part in text.split(","):
        span, slash, step = part.partition("/")
        first, dash, last = span.partition("-")
        if slash and not (step.isdecimal() and 0 < int(step) <= high - low):
            raise ValueError(f"{name}: the step {step!r} must be 1-{high - low}")
        start = low if span == "*" else _number(first, name, low, high)
        end = high if span == "*" or (slash and not dash) else _number(last, name, low, high) if dash else start
        if name == "weekday" and first == "sun" and dash:
            start = 0
        if end < start:
            raise ValueError(f"{name}: {span!r} runs backwards")
        found.update(range(start, end + 1, int(step or 1)))
    return found


def _number(word: str, name: str, low: int, high: int) -> int:
    names = _NAMES.get(name, {})
    if word in names:
        return names[word]
    if word.isdecimal() and low <= int(word) <= high:
        return int(word)
    words = f" or {'sun-sat' if name == 'weekday' else 'jan-dec'}" if names else ""
    raise ValueError(f"{name} must be {low}-{high}{words}")


def check_days(value: str) -> str:
    """Weekdays such as 'mon-fri' or 'sat,sun', small and without spaces; raises ValueError."""
    for part in value.lower().split(","):
        ends = part.strip().split("-")
        if not all(end in WEEKDAYS for end in ends) or len(ends) > 2:  # noqa: PLR2004 - a range has two ends
            raise ValueError(f"{value!r} names no weekdays; write for example mon-fri or sat,sun")
        if ends != sorted(ends, key=WEEKDAYS.index):
            raise ValueError(f"{value!r} runs backwards; weeks begin on mon, so write for example sat,sun,mon")
    return value.lower().replace(" ", "")
