"""What an inbox shows before the mail is opened: the subject line and the preheader beside it.

Both are made of headlines that the reader can read, quoted and never rewritten; where there are none, of the title,
the date and the edition's size. Lengths are those of the lint rules M15 (20-78) and H15 (40-130).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from digest.edition.typesetting import headline, shorten, without_emoji

SHORTEST_SUBJECT, LONGEST_SUBJECT = 20, 78
SHORTEST_PREHEADER, LONGEST_PREHEADER = 40, 130
_PIECES: Final = 3
_DOT: Final = " · "


def write_subject(titles: Sequence[str], *, topics: Sequence[str], fallback: Sequence[str], separator: str) -> str:
    """Join the first headlines, or the first one and further topics, into 20 to 78 characters.

    `titles` and `topics` belong to the same stories in order of weight ("" where a story has no topic); `fallback`
    are pieces (title, date) that stand in when headlines are missing or too short.
    """
    lines = [_inbox_line(title) for title in titles[:_PIECES]]
    line = shorten(lines[0], longest=LONGEST_SUBJECT) if lines else ""
    used = {topics[0].casefold()} if topics else set()
    for title, topic in zip(lines[1:], topics[1:], strict=False):
        if len(line) + len(separator) + len(title) <= LONGEST_SUBJECT:
            line = f"{line}{separator}{title}"
        elif topic and topic.casefold() not in used and len(line) + len(_DOT) + len(topic) <= LONGEST_SUBJECT:
            used.add(topic.casefold())
            line = f"{line}{_DOT}{_inbox_line(topic)}"
    return _filled(line, fallback, shortest=SHORTEST_SUBJECT, longest=LONGEST_SUBJECT, separator=_DOT)


def write_preheader(titles: Sequence[str], *, subject: str, fallback: Sequence[str], separator: str) -> str:
    """Join the headlines that the subject did not use, and then the fallback, into 40 to 130 characters."""
    line = ""
    for title in map(_inbox_line, titles):
        if title in subject or subject.removesuffix("…") in title:
            continue
        if not line:
            line = shorten(title, longest=LONGEST_PREHEADER)
        elif len(line) + len(separator) + len(title) <= LONGEST_PREHEADER:
            line = f"{line}{separator}{title}"
    return _filled(line, fallback, shortest=SHORTEST_PREHEADER, longest=LONGEST_PREHEADER, separator=_DOT)


def _filled(line: str, pieces: Sequence[str], *, shortest: int, longest: int, separator: str) -> str:
    """Add pieces until the line is long enough."""
    for piece in map(_inbox_line, pieces):
        if len(line) >= shortest:
            break
        if piece and piece not in line:
            line = f"{line}{separator}{piece}" if line else piece
    return shorten(line, longest=longest)


def _inbox_line(text: str) -> str:
    return headline(without_emoji(text))
