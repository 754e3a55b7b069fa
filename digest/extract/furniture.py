"""The news-page cleaner: the lines of an article in, the lines that belong to it and the dropped ones out.

First each line is judged alone (see :mod:`digest.extract.rules`), then by its neighbours: slogans beside a line that
sells, headlines under a "Related" heading, pull quotes that repeat a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from digest.extract.known import NOTHING_KNOWN, Known
from digest.extract.lines import Line
from digest.extract.phrases import phrases
from digest.extract.rules import PITCHES, judge
from digest.model import Dropped
from digest.text import letters

_SHORT: Final = 12
_PITCH: Final = 20
_LISTED: Final = 40
_NOTICE: Final = 14
_OFTEN: Final = 3
_SHORTEST_QUOTE: Final = 5
_FEWEST_BYTES: Final = 20
_GOES_ON: Final = 4
"""So many sentences below a paywall are the rest of the article."""
MOST_OF_IT: Final = 0.6
_EDGE_TOP: Final = 8
_EDGE_END: Final = 5


def drop_furniture(
    lines: Sequence[str], known: Known = NOTHING_KNOWN, *, without: Collection[str] = ()
) -> tuple[tuple[str, ...], tuple[Dropped, ...]]:
    """Sort the lines of an article into its paragraphs and the dropped ones, both in reading order.

    Rules named in `without` do not judge: what a rule is worth is measured by leaving it out.
    """
    last = len(lines) - _EDGE_END
    read = [Line(line, edge=at < _EDGE_TOP or at >= last) for at, line in enumerate(lines)]
    reasons = explain_lines(read, known, without=without)
    kept = tuple(line.text for line, reason in zip(read, reasons, strict=True) if not reason)
    return kept, tuple(Dropped(line.text, reason) for line, reason in zip(read, reasons, strict=True) if reason)


def explain_lines(lines: Sequence[Line], known: Known = NOTHING_KNOWN, *, without: Collection[str] = ()) -> list[str]:
    """Name for each line the rule that drops it, "" for those that stay."""
    reasons = [judge(line, known, without=without) for line in lines]
    for name, find in NEIGHBOUR_RULES:
        if name not in without:
            reasons = find(lines, reasons, known)
    return reasons


def find_promo_blocks(lines: Sequence[Line], reasons: Sequence[str], _known: Known = NOTHING_KNOWN) -> list[str]:
    """Drop slogans and benefits that stand beside a line that sells: short labels and boasts, never a report."""
    found = list(reasons)
    for step in (1, -1):
        order = range(len(lines))[::step]
        for at in order:
            beside = at - step
            if not found[at] and 0 <= beside < len(lines) and found[beside] in PITCHES and _boasts(lines[at]):
                found[at] = "promo block"
    return found


def find_related_blocks(lines: Sequence[Line], reasons: Sequence[str], known: Known = NOTHING_KNOWN) -> list[str]:
    """Drop the headlines listed under a "Related" heading, up to the next running text."""
    found = list(reasons)
    for at, line in enumerate(lines):
        heading = found[at] == "related" and not letters(line.plain[phrases("related_label").opening(line.plain) :])
        if not heading:
            continue
        end = at + 1
        while end < len(lines) and not lines[end].closed and lines[end].words <= _LISTED and end - at <= _SHORT:
            end += 1
        sub_heading = end < len(lines) and end - at > 1 and lines[end - 1].words <= _SHORT // 2
        for item in range(at + 1, end - sub_heading):
            if not known.links or lines[item].key in known.links:
                found[item] = found[item] or "related"
    return found


def find_repeats(lines: Sequence[Line], reasons: Sequence[str], known: Known = NOTHING_KNOWN) -> list[str]:
    """Drop pull quotes, and what is printed twice: notices in the middle of the text, or the whole article again."""
    found = list(reasons)
    kept = [at for at, reason in enumerate(reasons) if not reason]
    prose = "\n".join(lines[at].key for at in kept if lines[at].closed and lines[at].words > _SHORT)
    counts = Counter(lines[at].key for at in kept)
    doubled = set(_doubled(lines, kept))
    for at in kept:
        line = lines[at]
        inside = prose.count(line.key) - counts[line.key] * (line.closed and line.words > _SHORT)
        if at in doubled:
            found[at] = "repeated line"
        elif _quotable(line) and inside > 0 and line.key not in known.plain:
            found[at] = "pull quote"
    return found


def find_comments(lines: Sequence[Line], reasons: Sequence[str], _known: Known = NOTHING_KNOWN) -> list[str]:
    """Drop what follows the heading of the comments, when most of the article stands above it."""
    found = list(reasons)
    words = [line.words if not reason else 0 for line, reason in zip(lines, reasons, strict=True)]
    heading = next(
        (at for at, reason in enumerate(reasons) if reason == "comments" and sum(words[:at]) > MOST_OF_IT * sum(words)),
        len(lines),
    )
    for at in range(heading + 1, len(lines)):
        found[at] = found[at] or "comments"
    return found


def find_wall(lines: Sequence[Line], reasons: Sequence[str], _known: Known = NOTHING_KNOWN) -> list[str]:
    """Drop what stands below the paywall when it is no running text: benefits, terms and their small print."""
    found = list(reasons)
    last_prose = max((at for at, line in enumerate(lines) if line.prose and not found[at]), default=-1)
    wall = next((at for at in range(last_prose + 1, len(lines)) if found[at] == "paywall"), len(lines))
    left = [at for at in range(wall + 1, len(lines)) if not found[at]]
    if sum(lines[at].closed for at in left) < _GOES_ON:
        for at in left:
            found[at] = "after the paywall"
    return found


NEIGHBOUR_RULES: Final = (
    ("promo block", find_promo_blocks),
    ("related block", find_related_blocks),
    ("repeats", find_repeats),
    ("comments below", find_comments),
    ("after the paywall", find_wall),
)


def _doubled(lines: Sequence[Line], kept: Sequence[int]) -> Iterator[int]:
    """Yield lines that were there before: a run of three paragraphs, a line after itself, a third notice.

    A question that an interview asks twice is none of these.
    """
    seen: set[str] = set()
    counts = Counter(lines[at].key for at in kept)
    run: list[int] = []
    for before, at in pairwise([-1, *kept]):
        line = lines[at]
        again = line.key in seen and line.words > 1
        run = [*run, at] if again else []
        if sum(lines[other].prose for other in run) >= _OFTEN:
            yield from run
        notice = line.closed and not line.text.endswith("?") and line.words >= _NOTICE
        if again and notice and (counts[line.key] >= _OFTEN or (before >= 0 and lines[before].key == line.key)):
            yield at
        seen.add(line.key)


def _quotable(line: Line) -> bool:
    """Whether a line has the shape of a pull quote: a sentence, a quotation, or more words than a sub-heading has."""
    quoted = line.text[:1] in "\"'“„«»‘「–—"
    fewest = _SHORTEST_QUOTE if line.closed or quoted else _SHORTEST_QUOTE + 1
    return fewest <= line.words <= _LISTED and len(line.key.encode()) >= _FEWEST_BYTES


def _boasts(line: Line) -> bool:
    if '"' in line.plain or line.words > _PITCH:
        return False
    if line.closed:
        return phrases("boast").opening(line.plain) > 0 or (line.called and line.sells)
    return (phrases("boast").within(line.plain) or line.sells) and line.words <= _SHORT
