"""Plain-text page dumps: the text of one page in, the articles that it holds out, with every dropped line and why.

A dump has no markup: one line for each block of the page, furniture and several articles alike. Heads are found by
their shape (see :mod:`digest.extract.heads`); what stands before the first one is furniture; within an article the
news-page cleaner judges each line, and what follows a paywall or a list of links without any more running text is
the end of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from digest.errors import ExtractError
from digest.extract.dateline import split_dateline
from digest.extract.furniture import explain_lines
from digest.extract.genre import read_genre
from digest.extract.heads import Head, could_be_title, read_head
from digest.extract.known import Known
from digest.extract.lines import Line
from digest.extract.pictures import find_pictures
from digest.model import Dropped, Extraction, Image
from digest.text import count_words, fold_space, letters

MOST_LINES: Final = 10_000
_STUB_WORDS: Final = 25
_HEAD_CHARACTERS: Final = 2_000
_MOST_ODD: Final = 0.1
_STRONG: Final = frozenset({"byline", "date", "genre", "dateline"})
_TAIL_WORDS: Final = 16


def extract_dump(text: str) -> tuple[Extraction, ...]:
    """Extract every article of a plain-text page dump, in the order in which they stand.

    A dump in which no head can be recognised is one article: its first headline-shaped line is the title.

    Raises:
        ExtractError: The dump holds no running text.
    """
    if looks_binary(text):
        raise ExtractError("not text: give the plain text of a page")
    rows = [fold_space(row) for row in text.splitlines()[:MOST_LINES]]
    lines = [Line(row) for row in rows if row]
    reasons = explain_lines(lines)
    heads = find_heads(lines, reasons)
    if not heads:
        heads = [_bare_head(lines, reasons)]
    preamble = [Dropped(line.text, why or "before the article") for line, why in zip(lines, reasons, strict=True)][
        : heads[0].start
    ]
    ends = [head.start for head in heads[1:]] + [len(lines)]
    articles = [_extract_one(head, lines[:end], reasons[:end]) for head, end in zip(heads, ends, strict=True)]
    first = _with_dropped(articles[0], before=preamble)
    return (first, *articles[1:])


def looks_binary(text: str) -> bool:
    """Tell whether a text was never one: control characters and what no character set explains."""
    head = text[:_HEAD_CHARACTERS]
    odd = sum(char == "\ufffd" or (char < " " and char not in "\t\r\n\f") for char in head)
    return odd > _MOST_ODD * len(head)


def find_heads(lines: Sequence[Line], reasons: Sequence[str]) -> list[Head]:
    """Find the heads of all articles of a dump, from top to bottom; each has its own first paragraph."""
    found = [head for at in range(len(lines)) if (head := read_head(lines, reasons, at))]
    best: list[Head] = []
    taken: set[int] = set()
    for head in sorted(found, key=lambda head: (-_score(head), -head.start)):
        if taken.isdisjoint(range(head.start, head.body + 1)):
            best.append(head)
            taken.update(range(head.start, head.body + 1))
    heads: list[Head] = []
    for head in sorted(best, key=lambda head: head.start):
        if _is_article(head, first=not heads):
            heads.append(head)
    return heads


def _score(head: Head) -> int:
    return len(head.signs) - head.foreign


def _is_article(head: Head, *, first: bool) -> bool:
    """Decide whether a head opens an article, rather than a section of one."""
    signs = head.signs - {"break"}
    if first:
        return bool(head.signs)
    if "break" in head.signs:
        return len(signs) > 1 and bool(signs & (_STRONG | {"standfirst"}))
    return len(signs & _STRONG) > 0 and bool(signs & {"standfirst", "kicker"}) and len(signs) > 2  # noqa: PLR2004


def _bare_head(lines: Sequence[Line], reasons: Sequence[str]) -> Head:
    """Return a head for a dump that has none: the first headline above the first text, or no title at all."""
    text = next((at for at, line in enumerate(lines) if line.closed and not reasons[at]), None)
    if text is None:
        raise ExtractError("no running text found: is it the text of an article?")
    titles = [at for at in range(text) if not reasons[at] and could_be_title(lines[at])]
    return Head(titles[0], text, title=lines[titles[0]].text) if titles else Head(text, text)


def _extract_one(head: Head, lines: Sequence[Line], reasons: Sequence[str]) -> Extraction:
    own = list(lines[head.body :])
    known = Known(
        titles=frozenset({letters(head.title)} - {""}),
        authors=frozenset(map(letters, head.authors)),
        standfirsts=frozenset({letters(head.standfirst)} - {""}),
    )
    images, described = find_pictures(own, reasons[head.body :])
    why = explain_lines(own, known)
    why = ["picture" if at in described else reason for at, reason in enumerate(why)]
    why = _find_tail(own, why)
    genre = head.genre or next((label for line in own[:2] if (label := read_genre(line.text))), "")
    body = [line.text for line, reason in zip(own, why, strict=True) if not reason and not read_genre(line.text)]
    dateline, opening = split_dateline(body[0]) if body else ("", "")
    rest = [Dropped(line.text, reason) for line, reason in zip(own, why, strict=True) if reason and reason != "picture"]
    words = sum(map(count_words, body))
    return Extraction(
        title=head.title,
        standfirst=head.standfirst,
        kicker=head.kicker,
        authors=head.authors,
        dateline=dateline,
        genre=genre,
        published=head.published,
        image=head.image,
        images=images,
        body=(opening, *body[1:]) if body else (),
        kind="article" if words >= _STUB_WORDS else "stub",
        dropped=(*head.dropped, *rest),
        origins=dict.fromkeys(_filled(head, dateline=dateline, genre=genre, images=images), "dump"),
    )


def _find_tail(lines: Sequence[Line], reasons: Sequence[str]) -> list[str]:
    """Drop what follows the text: labels with nothing under them."""
    found = list(reasons)
    for at in reversed(range(len(lines))):
        if found[at]:
            continue
        if lines[at].closed or lines[at].words > _TAIL_WORDS:
            break
        found[at] = "label without text"
    return found


def _filled(head: Head, *, dateline: str, genre: str, images: tuple[Image, ...]) -> Iterator[str]:
    values = {
        "title": head.title, "standfirst": head.standfirst, "kicker": head.kicker, "authors": head.authors,
        "published": head.published, "image": head.image, "dateline": dateline, "genre": genre, "images": images,
    }  # fmt: skip
    yield from (name for name, value in values.items() if value)


def _with_dropped(extraction: Extraction, *, before: Sequence[Dropped]) -> Extraction:
    return replace(extraction, dropped=(*before, *extraction.dropped))
