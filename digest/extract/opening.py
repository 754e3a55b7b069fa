"""Openings: the first lines of an article in, what they say of it (byline, genre, dateline) and its paragraphs out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from digest.extract.dateline import split_dateline
from digest.extract.genre import read_genre
from digest.extract.people import looks_like_byline, read_people
from digest.model import Dropped
from digest.text import letters

_TOP: Final = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """An article's paragraphs and what the lines above them said; "" and () for what they did not."""

    body: tuple[str, ...]
    authors: tuple[str, ...] = ()
    genre: str = ""
    dateline: str = ""
    dropped: tuple[Dropped, ...] = ()


def read_opening(lines: Sequence[str], *, standfirst: str = "", outlets: Sequence[str] = ()) -> Opening:
    """Take byline and genre label off the first three lines, and the dateline off the first paragraph.

    A byline that is the last line is taken off, too: Chinese papers name the editors there.
    A standfirst that stands above a dateline is dropped, too: the dateline says where the article begins.
    """
    body, dropped = list(lines), list[Dropped]()
    authors, genre, dateline = tuple[str, ...](), "", ""
    for line in (*lines[:_TOP], *lines[_TOP:][-1:]):
        if not authors and looks_like_byline(line):
            authors = read_people(line, outlets=outlets)
            dropped.append(Dropped(line, "byline"))
            body.remove(line)
        elif not genre and (label := read_genre(line)):
            genre = label
            dropped.append(Dropped(line, "genre label"))
            body.remove(line)
    if len(body) > 1 and letters(body[0]) == letters(standfirst) and split_dateline(body[1])[0]:
        dropped.append(Dropped(body.pop(0), "standfirst"))
    if body:
        dateline, body[0] = split_dateline(body[0])
    return Opening(tuple(body), authors=authors, genre=genre, dateline=dateline, dropped=tuple(dropped))
