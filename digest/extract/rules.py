"""Rules of the news-page cleaner: a line and what is known of its page in, the name of the rule that drops it out.

Each rule is a small function; the first that says yes names the reason.
A rule needs a phrase *and* a shape: a short line, a call upon the reader, a price. A sentence that reports on
newsletters or subscriptions has the phrase without the shape and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final

from digest.extract.captions import looks_like_credit, split_credit
from digest.extract.genre import read_genre
from digest.extract.known import NOTHING_KNOWN, Known
from digest.extract.lines import Line
from digest.extract.people import looks_like_byline, read_people
from digest.extract.phrases import phrases
from digest.extract.pitches import is_advertisement, is_offer, is_paywall, is_price, is_sign_up
from digest.text import letters

_SHORT: Final = 12
_LONGEST: Final = 2_000
"""Characters: what is longer is running text, or an attack on the patterns."""
_CALL: Final = 45
_PITCH: Final = 20
_LONGEST_BIO: Final = 90
_SHORTEST_NAME: Final = 6
_MOST_OF_LINE: Final = 0.6
_SHORTEST_TITLE: Final = 20
_KICKER_AREA: Final = 12
"""Digits so early make a dateline of it: agencies repeat the headline behind one."""
_BARS: Final = re.compile(r"\s+[|·•｜/–—-]\s+|\s*[|·•｜;；]\s*")
_ARROWED: Final = re.compile(r"^\s*[>»›→▶▸►•■□●◆☞👉➡🔴📲📱✉️📩⬇️]+\s*|[>»›→▶]\s*$")


Rule = Callable[[Line, Known], bool]


def is_headline(line: Line, known: Known) -> bool:
    """Repeats the headline that is already in the title, alone or with its kicker before it."""
    if not line.edge or line.key in known.titles:
        return line.edge
    whole = len(line.key)
    return (
        not line.closed
        and not any(char.isdigit() for char in line.text[:_KICKER_AREA])
        and any(
            line.key.endswith(title) and len(title) >= max(_MOST_OF_LINE * whole, _SHORTEST_TITLE)
            for title in known.titles
        )
    )


def is_standfirst(line: Line, known: Known) -> bool:
    """Repeats the standfirst that the page marks as one."""
    return line.key in known.standfirsts


def is_sub_headline(line: Line, known: Known) -> bool:
    """Repeats the standfirst as a heading under the headline."""
    return line.edge and line.key in known.sub_headlines


def is_label(line: Line, known: Known) -> bool:
    """Repeats the kicker, the genre or the outlet's name."""
    return line.edge and line.key in known.labels


def is_beyond(line: Line, known: Known) -> bool:
    """Stands among or below the readers' comments."""
    return line.key in known.beyond


def is_composite(line: Line, known: Known) -> bool:
    """Joins bylines, dates and their like with bars or dots: "By Ann Lee | 4 May 2024 | 3 min read"."""
    if not line.edge or line.words > 2 * _PITCH:
        return False
    parts = split_parts(line.text)
    if len(parts) < 2:  # noqa: PLR2004 - one part joins nothing
        return False
    return all(_is_furniture(Line(part, edge=True), known) for part in parts)


def split_parts(text: str) -> tuple[str, ...]:
    """Split a line at the bars and dots that join bylines, dates and labels."""
    return tuple(part.strip() for part in _BARS.split(text) if letters(part))


def _is_furniture(line: Line, known: Known) -> bool:
    if looks_like_byline(line.text) or is_byline(line, known):
        return True
    return any(
        rule(line, known) for rule in (is_date_line, is_share, is_navigation, is_label, is_tags, is_legal, is_sign_up)
    )


def is_legal(line: Line, _known: Known) -> bool:
    """Copyright, cookies, scripts."""
    starts_marked = line.text.lstrip().startswith(("©", "(c)", "(C)"))
    return (starts_marked and line.words <= _CALL) or (line.words <= _CALL and phrases("legal").within(line.plain))


def is_navigation(line: Line, _known: Known) -> bool:
    """Menus, footers, "show less", most-read headings."""
    return line.words <= _SHORT and (
        phrases("navigation").equal(line.plain) or phrases("navigation").make_up(line.plain)
    )


def is_share(line: Line, _known: Known) -> bool:
    """Share bars."""
    return line.words <= 2 * _SHORT and phrases("share").make_up(line.plain) and not line.plain.strip().isdigit()


def is_comments(line: Line, _known: Known) -> bool:
    """The door to the comments."""
    return line.words <= _SHORT and phrases("comments").make_up(line.plain)


def is_date_line(line: Line, _known: Known) -> bool:
    """When the article was published and how long it takes to read."""
    words = re.sub(r"\d+", " ", line.plain)
    dated = line.edge and words != line.plain and phrases("dates").make_up(words)
    return line.words <= 2 * _SHORT and dated and len(line.key) > len("1 may")


def is_related(line: Line, known: Known) -> bool:
    """Sends the reader to another article."""
    if line.words > _CALL:
        return False
    plain = _ARROWED.sub("", line.plain)
    called = phrases("related_call").opening(plain)
    if called and (line.words <= _CALL // 2 or not line.closed):
        return _cut_off(plain[called:]) or not line.closed or line.addressed or line.key in known.links
    label = phrases("related_label").opening(plain)
    rest = plain[label:].lstrip()
    if not label or not letters(rest):
        return bool(label)
    shouted = line.text[: line.text.find(":")].isupper() and not line.closed
    return rest[:1] in {":", "|", "»", "→", ">"} and (line.key in known.links or shouted)


def is_related_link(line: Line, known: Known) -> bool:
    """Is a link and nothing else, shaped like a headline."""
    if line.key not in known.links or line.key in known.headings or line.closed or line.text.startswith("http"):
        return False
    return _SHORT // 3 < line.words <= 2 * _PITCH


def is_tags(line: Line, _known: Known) -> bool:
    """Lists tags."""
    if line.closed or line.words > 2 * _PITCH:
        return False
    label = phrases("tags").opening(line.plain)
    rest = line.plain[label:].lstrip()
    return bool(label) and (not letters(rest) or rest[:1] in {":", "|"})


def is_byline(line: Line, known: Known) -> bool:
    """Names the authors and nothing else, above or below the text."""
    if not line.edge or line.words > 2 * _SHORT or (line.closed and line.words > _SHORT):
        return False
    names = [letters(name) for name in read_people(line.text)]
    return line.key in known.authors or (bool(names) and known.authors.issuperset(names))


def is_bio(line: Line, known: Known) -> bool:
    """Says who the author is, what they cover and how to reach them."""
    if not line.edge or line.words > _LONGEST_BIO or not phrases("bio").within(line.plain):
        return False
    return any(line.key.startswith(author) for author in known.authors if len(author) >= _SHORTEST_NAME) or (
        "@" in line.text and any(author in line.key for author in known.authors if len(author) >= _SHORTEST_NAME)
    )


def is_contributors(line: Line, _known: Known) -> bool:
    """Names who else reported."""
    if not line.edge or line.words > _PITCH:
        return False
    return phrases("contributors").opening(line.plain) > 0 or phrases("contributors").within(line.plain[-60:])


def is_caption(line: Line, known: Known) -> bool:
    """Stands under a picture: the page says so, or a credit at its end does."""
    credited = line.words <= _CALL and all(split_credit(line.text))
    return line.key in known.captions or credited


def is_credit(line: Line, _known: Known) -> bool:
    """Says who took a picture."""
    return not line.closed and looks_like_credit(line.text) and not read_genre(line.text)


RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("repeated headline", is_headline),
    ("sub-headline", is_sub_headline),
    ("standfirst", is_standfirst),
    ("label", is_label),
    ("below the article", is_beyond),
    ("legal", is_legal),
    ("caption", is_caption),
    ("advertisement", is_advertisement),
    ("paywall", is_paywall),
    ("price", is_price),
    ("sign-up", is_sign_up),
    ("offer", is_offer),
    ("related", is_related),
    ("navigation", is_navigation),
    ("comments", is_comments),
    ("share bar", is_share),
    ("date line", is_date_line),
    ("byline and date", is_composite),
    ("tags", is_tags),
    ("byline", is_byline),
    ("bio", is_bio),
    ("contributors", is_contributors),
    ("credit", is_credit),
    ("related link", is_related_link),
)
PITCHES: Final = frozenset({"paywall", "price", "sign-up", "offer", "promo block"})
"""Rules whose lines sell something: their neighbours are suspects."""


def judge(line: Line, known: Known = NOTHING_KNOWN, *, without: Collection[str] = ()) -> str:
    """Name the rule that drops a line, "" when it stays; rules named in `without` are not asked."""
    if len(line.text) > _LONGEST:
        return ""
    return next((name for name, rule in RULES if name not in without and rule(line, known)), "")


def _cut_off(rest: str) -> bool:
    """Whether what follows a call is set apart from it: "Read also: ...", "Read more » ..."."""
    return not letters(rest) or rest.lstrip()[:1] in {":", "|", "»", "→", ">", "–", "—", "-", "："}
