"""The site: a newsroom and the address it is served under in, the resource at each path out.

/                 every outlet            /OUTLET/             home page
/opml             every feed              /OUTLET/feed.xml     feed (feed.json for JSON Feed)
                                          /OUTLET/img/SLUG.jpg lead picture
                                          /OUTLET/...          articles, see `addresses.py`
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zlib import crc32

from .addresses import feed_path, home_path, picture_path, piece_path
from .directory import render_opml
from .feeds import render_feed
from .newsroom import Newsroom, Outlet, Piece
from .pages import render_article, render_home, render_newsstand
from .pictures import draw_picture


@dataclass(frozen=True, slots=True)
class Resource:
    """What stands at one path: bytes, their type, their entity tag and when they last changed (UTC)."""

    body: bytes
    content_type: str
    etag: str
    modified: datetime


Rendered = tuple[bytes, str, datetime]
Render = Callable[[], Rendered]


class Site:
    """Every resource of the newsroom by path, made when it is first asked for and kept.

    One thread makes them all: glibc keeps freed memory apart for each thread, and sixteen threads that drew
    pictures held 470 MB where one holds 50.
    """

    def __init__(self, newsroom: Newsroom, *, base_url: str) -> None:
        """Take the newsroom and the address under which it is reached, without a slash at its end."""
        self._renders = route_newsroom(newsroom, base_url=base_url)
        self._made: dict[str, Resource] = {}
        self._maker = ThreadPoolExecutor(max_workers=1)

    def find(self, path: str) -> Resource | None:
        """Give the resource at a path, or None where there is none."""
        if path not in self._renders:
            return None
        return self._made.get(path) or self._maker.submit(self._make, path).result()

    def close(self) -> None:
        """Make nothing more."""
        self._maker.shutdown(wait=False, cancel_futures=True)

    def _make(self, path: str) -> Resource:
        if path not in self._made:
            body, content_type, modified = self._renders[path]()
            etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            self._made[path] = Resource(body, content_type, etag, modified)
        return self._made[path]


def route_newsroom(newsroom: Newsroom, *, base_url: str) -> Mapping[str, Render]:
    """Give the path of every resource with the function that makes it."""
    newest = newsroom.pieces[0].published

    def newsstand() -> Rendered:
        page = render_newsstand(newsroom)
        return page.body, page.content_type, newest

    def opml() -> Rendered:
        return render_opml(newsroom, base_url), "text/x-opml; charset=utf-8", newest

    renders: dict[str, Render] = {"/": newsstand, "/opml": opml}
    for outlet in newsroom.outlets:
        renders |= route_outlet(outlet, pieces=newsroom.pieces_of(outlet), base_url=base_url, founded=newest)
    return renders


def route_outlet(
    outlet: Outlet,
    *,
    pieces: tuple[Piece, ...],
    base_url: str,
    founded: datetime,
) -> dict[str, Render]:
    """Give the paths of one outlet; `founded` dates the pages of an outlet that has printed nothing yet."""
    newest = pieces[0].published if pieces else founded

    def home() -> Rendered:
        page = render_home(outlet, pieces=pieces, base_url=base_url)
        return page.body, page.content_type, newest

    def feed() -> Rendered:
        document = render_feed(outlet, pieces=pieces, base_url=base_url)
        return document.body, document.content_type, newest

    renders: dict[str, Render] = {home_path(outlet): home, feed_path(outlet): feed}
    for piece in pieces:
        renders[piece_path(piece)] = partial(article_at, piece, pieces=pieces, base_url=base_url)
        if piece.picture:
            renders[picture_path(piece)] = partial(picture_at, piece, motif=piece.picture.motif)
    return renders


def article_at(piece: Piece, *, pieces: tuple[Piece, ...], base_url: str) -> Rendered:
    """Print one article beside the outlet's others."""
    others = [other for other in pieces if other.slug != piece.slug]
    page = render_article(piece, others=others, base_url=base_url)
    return page.body, page.content_type, piece.published


def picture_at(piece: Piece, *, motif: str) -> Rendered:
    """Draw one lead picture; its colours follow from where it is printed."""
    seed = crc32(f"{piece.outlet.id}/{piece.slug}".encode())
    return draw_picture(motif, seed=seed), "image/jpeg", piece.published
