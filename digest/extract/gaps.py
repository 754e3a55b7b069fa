"""Gaps and seams: the lines that the extractor found and the page's blocks in, the article's paragraphs out.

Extractors lose paragraphs in the middle of an article: short ones, ones with links, ones after a picture. A block
comes back when it lies between found ones and is a sibling of them in the page's own tree. Where careless markup made
them join a whole article into one line, the page's blocks say where to cut it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from digest.extract.lines import Line
from digest.extract.markup import Block
from digest.text import letters

_TEXT_TAGS: Final = frozenset({"p", "li", "blockquote", "pre", "dd"})
_HEADINGS: Final = frozenset({"h2", "h3", "h4"})
_LINKED: Final = 0.6
_LINKED_ITEM: Final = 0.3
_FEWEST_ANCHORS: Final = 2
_LONG_LINE: Final = 1_000
_COVERED: Final = 0.95
_REACH: Final = 3
_FEWEST_LETTERS: Final = 8


def fill_gaps(lines: Sequence[str], blocks: Sequence[Block]) -> tuple[str, ...]:
    """Put back the paragraphs that were lost between found ones, in the page's order; nothing found is removed."""
    keys = [block.key for block in blocks]
    places = dict(_anchors([letters(line) for line in lines], keys))
    if len(places) < _FEWEST_ANCHORS:
        return tuple(lines)
    parents = {blocks[at].parent for at in places.values()}
    grand = {(blocks[at].grandparent, blocks[at].tag) for at in places.values()}
    whole = "\n".join(letters(line) for line in lines)
    filled: list[str] = []
    last = None
    for number, line in enumerate(lines):
        at = places.get(number)
        if at is not None and last is not None and last < at:
            filled.extend(
                block.text
                for key, block in zip(keys[last + 1 : at], blocks[last + 1 : at], strict=True)
                if key not in whole and _belongs(block, key, parents=parents, grand=grand)
            )
        filled.append(line)
        last = at if at is not None else last
    return tuple(filled)


def split_joined(lines: Sequence[str], blocks: Sequence[Block]) -> tuple[str, ...]:
    """Cut a line that holds several blocks of the page, one after the other, into these blocks."""
    keys = [block.key for block in blocks]
    parts: list[str] = []
    for line in lines:
        places = _covering(letters(line), keys) if len(line) > _LONG_LINE else []
        parts.extend([blocks[at].text for at in places] if len(places) > 1 else [line])
    return tuple(parts)


def _covering(whole: str, keys: Sequence[str]) -> list[int]:
    """Return the blocks that make up a line, [] when they leave more than a twentieth of it unexplained."""
    places, done = list[int](), 0
    for at, key in enumerate(keys):
        if key and whole.startswith(key, done):
            places.append(at)
            done += len(key)
    return places if done >= _COVERED * len(whole) else []


def _anchors(lines: Sequence[str], blocks: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (line, block) pairs of equal text in rising order of both."""
    where: dict[str, list[int]] = {}
    for at, key in enumerate(blocks):
        where.setdefault(key, []).append(at)
    last = -1
    for number, key in enumerate(lines):
        places = [at for at in where.get(key, ()) if at > last]
        if key and len(key) >= _FEWEST_LETTERS and places:
            last = places[0]
            yield number, last


def _belongs(block: Block, key: str, *, parents: set[int], grand: set[tuple[int, str]]) -> bool:
    sibling = block.parent in parents or (block.grandparent, block.tag) in grand
    listed = block.tag == "li" and block.grandparent in parents and block.linked < _LINKED_ITEM
    quoted = "tweet" in block.hint
    if block.zone or not (sibling or listed or quoted) or block.linked > _LINKED or len(key) < _FEWEST_LETTERS:
        return False
    if quoted:
        return True
    line = Line(block.text)
    return block.tag in _HEADINGS or (
        block.tag in _TEXT_TAGS and (line.closed or line.words > _REACH * _FEWEST_LETTERS)
    )
