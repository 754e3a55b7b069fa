"""Article heads in plain text: the lines from a kicker to the first paragraph in, what each of them is out.

A head is a headline-shaped line that papers dress up: a kicker above it, and below it a standfirst, a picture's
alternative text, caption and credit, a byline, a date, a genre label, in the order of the site. A sub-heading inside
an article has none of these: it is followed by running text at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from digest.extract.captions import clean_credit, looks_like_credit, split_credit
from digest.extract.dateline import split_dateline
from digest.extract.genre import genre_of_title, read_genre
from digest.extract.lines import Line
from digest.extract.moments import parse_printed
from digest.extract.people import looks_like_byline, looks_like_name, read_people
from digest.extract.phrases import phrases
from digest.extract.rules import split_parts
from digest.model import Dropped, Image
from digest.text import count_words

_LONGEST_TITLE: Final = 32
_SHORTEST_TITLE: Final = 4
_LONGEST_KICKER: Final = 6
_LONGEST_CAPTION: Final = 60
_LONGEST_ALT: Final = 40
_LONGEST_STANDFIRST: Final = 80
_AKIN: Final = 3
_DRESS: Final = frozenset({"date", "genre", "byline", "alt", "credit", "caption", "name", "signature"})
_WORDS_OF_PICTURES: Final = frozenset({"caption", "credit", "byline"})
"""Rules whose lines a head takes in."""
_SIGNATURES: Final = frozenset({"byline and date", "date line"})
_REACH: Final = 14
"""How many lines a head may have: kicker, title, standfirst, picture, byline, date, share bar ..."""


@dataclass(frozen=True, slots=True)
class Head:
    """One article's head: where it starts, where its first paragraph stands, and what stands between."""

    start: int
    body: int
    title: str = ""
    kicker: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    genre: str = ""
    published: datetime | None = None
    image: Image | None = None
    dropped: tuple[Dropped, ...] = ()
    foreign: int = 0
    """Lines within it that no head explains."""
    signs: frozenset[str] = frozenset()
    """What speaks for a head: "standfirst", "byline", "date", "genre", "picture", "kicker", "break"."""


def could_be_title(line: Line) -> bool:
    """Tell whether a line has the shape of a headline: a few words, no full stop, more than a name."""
    if not _SHORTEST_TITLE <= line.words <= _LONGEST_TITLE or line.text.endswith(
        (".", "。", ",", ";", ":", "...", "…", "،")
    ):
        return False
    if (
        len(re.findall(r"\s[|>›•·]\s", line.text)) > 1
        or looks_like_alt(line)
        or looks_like_credit(line.text)
        or looks_like_byline(line.text)
    ):
        return False
    return line.text[:1] not in "-–—•*·>(" or line.text[:1] in "–—"


def could_be_kicker(line: Line) -> bool:
    """Tell whether a line has the shape of a kicker: a label of one to six words."""
    return (
        0 < line.words <= _LONGEST_KICKER
        and not line.closed
        and not line.text.endswith((",", ";"))
        and not re.match(r"[\W\d_]+$", line.text)
    )


def looks_like_alt(line: Line) -> bool:
    """Tell whether a line describes a picture to those who cannot see it: "photo of ..."."""
    return line.words <= _LONGEST_ALT and phrases("alt").opening(line.plain) > 0


def read_head(lines: Sequence[Line], reasons: Sequence[str], at: int) -> Head | None:
    """Read the head whose headline stands at `at`; None when no running text follows within its reach.

    Below the headline a head reads: at most one line of text (the standfirst), then the dress (picture, names,
    dates, labels), then the first paragraph. Without dress the first text is the first paragraph.
    """
    if reasons[at] or not could_be_title(lines[at]):
        return None
    roles = {below: find_role(lines, reasons, below) for below in range(at + 1, min(len(lines), at + _REACH))}
    texts = [below for below, role in roles.items() if role == "text"]
    dress = [below for below, role in roles.items() if role in _DRESS]
    if not texts:
        return None
    standfirst_first = len(texts) > 1 and any(texts[0] < below < texts[1] for below in dress)
    undressed = not any(below < texts[0] for below in dress)
    body = texts[1] if standfirst_first and undressed and lines[texts[0]].words <= _LONGEST_STANDFIRST else texts[0]
    start, kicker = _above(lines, reasons, at)
    head = Head(
        start, body, title=lines[at].text, kicker=kicker, genre=genre_of_title(lines[at].text) or read_genre(kicker)
    )
    return _weigh(_read_parts(head, lines, reasons, roles), lines, reasons, roles)


def find_role(lines: Sequence[Line], reasons: Sequence[str], at: int) -> str:
    """Name what a line of a head is: "text", "label", or a piece of the dress."""
    line, text = lines[at], lines[at].text
    tests = (
        (reasons[at] in {"date line", "share bar"}, "date"),
        (reasons[at] == "byline and date", "signature"),
        (bool(reasons[at]) and reasons[at] not in _WORDS_OF_PICTURES, "furniture"),
        (bool(read_genre(text)), "genre"),
        (looks_like_byline(text), "byline"),
        (looks_like_alt(line), "alt"),
        (looks_like_credit(text), "credit"),
        (is_caption(lines, reasons, at), "caption"),
        (
            not line.closed
            and looks_like_name(text)
            and at > 0
            and (line.words > 1 or _is_dressed(lines, reasons, at - 1)),
            "name",
        ),
        (line.closed or line.prose, "text"),
    )
    return next((role for applies, role in tests if applies), "label")


def is_caption(lines: Sequence[Line], reasons: Sequence[str], at: int) -> bool:
    """Tell whether a line stands under a picture: after its alternative text, before or with its credit."""
    line = lines[at]
    if line.words > _LONGEST_CAPTION:
        return False
    if split_credit(line.text)[1]:
        return True
    credited = at + 1 < len(lines) and looks_like_credit(lines[at + 1].text)
    described = at > 0 and not reasons[at - 1] and looks_like_alt(lines[at - 1])
    akin = described and len(set(lines[at - 1].plain.split()) & set(line.plain.split())) >= _AKIN
    return (credited and line.words <= _LONGEST_CAPTION // 2) or (described and (akin or credited or not line.closed))


def _is_dressed(lines: Sequence[Line], reasons: Sequence[str], at: int) -> bool:
    return is_caption(lines, reasons, at) or looks_like_credit(lines[at].text) or lines[at].closed


def _weigh(head: Head, lines: Sequence[Line], reasons: Sequence[str], roles: Mapping[int, str]) -> Head:
    """Collect what speaks for a head, and count the lines in it that no head explains."""
    between = [role for at, role in roles.items() if at < head.body]
    dated = "date" in between or "signature" in between
    found = {
        "standfirst": head.standfirst, "byline": head.authors, "date": dated, "genre": head.genre,
        "picture": head.image, "kicker": head.kicker, "break": head.start == 0 or reasons[head.start - 1],
        "dateline": split_dateline(lines[head.body].text)[0],
    }  # fmt: skip
    foreign = between.count("furniture") + sum(drop.rule == "head line" for drop in head.dropped)
    return replace(head, signs=frozenset(name for name, value in found.items() if value), foreign=foreign)


def _above(lines: Sequence[Line], reasons: Sequence[str], at: int) -> tuple[int, str]:
    """Find where the head of a headline starts, and the kicker above it; a signature may stand above the kicker."""
    start, kicker = at, ""
    above = lines[at - 1] if at else None
    if above and not reasons[at - 1] and could_be_kicker(above) and not looks_like_credit(above.text):
        start, kicker = at - 1, re.split(r"\s+[>›»/]\s+", above.text)[-1].strip(" :|")
    signed = start > 0 and reasons[start - 1] in _SIGNATURES
    return start - (signed and (start == 1 or bool(reasons[start - 2]))), kicker


def _read_parts(head: Head, lines: Sequence[Line], reasons: Sequence[str], roles: Mapping[int, str]) -> Head:
    """Sort the lines between headline and first paragraph into standfirst, picture, byline, date and label."""
    parts = _Parts(genre=head.genre)
    signature = {head.start: "signature"} if reasons[head.start] in _SIGNATURES else {}
    for at, role in sorted({**signature, **roles}.items()):
        if at >= head.body:
            break
        parts.take(role, lines[at].text, reason=reasons[at])
    parts.sort_names()
    image = Image("", alt=parts.alt, caption=parts.caption, credit=parts.credit)
    return replace(
        head,
        standfirst=parts.standfirst,
        authors=parts.authors,
        genre=parts.genre,
        published=parts.published,
        image=image if image != Image("") else None,
        dropped=tuple(parts.dropped),
    )


@dataclass(slots=True)
class _Parts:
    """What the lines of a head have said so far."""

    genre: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""
    names: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def take(self, role: str, text: str, *, reason: str) -> None:
        """Put one line in its place; what has none is dropped."""
        if role in {"furniture", "date", "signature"}:
            self.dropped.append(Dropped(text, reason))
        if role in {"date", "signature"} and reason != "share bar":
            self.published = self.published or parse_printed(text)
        if role in {"byline", "signature"}:
            signed = next(filter(looks_like_byline, split_parts(text)), text if role == "byline" else "")
            self.authors = (*self.authors, *read_people(signed))
        elif role == "genre":
            self.genre = read_genre(text)
        elif role == "name":
            self.names.append(text)
        elif role not in {"furniture", "date"}:
            self._describe(role, text)

    def _describe(self, role: str, text: str) -> None:
        """Put a line into the picture or the standfirst."""
        phrase = role == "label" and count_words(text) >= _SHORTEST_TITLE
        if role == "alt" and not self.alt:
            self.alt = text
        elif role == "credit" and not self.credit:
            self.credit = clean_credit(text)
        elif role == "caption" and not self.caption:
            self.caption, credit = split_credit(text)
            self.credit = self.credit or credit
        elif (role == "text" or phrase) and not self.standfirst and not self.alt:
            self.standfirst = text
        elif phrase and not self.caption:
            self.caption = text
        else:
            self.dropped.append(Dropped(text, "head line"))

    def sort_names(self) -> None:
        """Tell bare names apart: the last one above the text is the author, one before it the photographer.

        When a byline has named the author, a bare name under a picture is the photographer.
        """
        if self.names and not self.authors:
            self.authors = read_people(self.names.pop())
        for name in self.names:
            if not self.credit and (self.caption or self.alt):
                self.credit = name
            elif name not in self.authors:
                self.authors = (*read_people(name), *self.authors)
