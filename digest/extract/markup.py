"""What a page's markup says, as values: the shapes that `tree` reads and every other file of this room takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from digest.model import Image
from digest.text import count_words, letters


@dataclass(frozen=True)
class Block:
    """A block of text in reading order."""

    text: str
    tag: str
    linked: float = 0.0
    """Share of its characters that stand inside links, 0..1."""
    zone: str = ""
    """The part of the page around the article that it lies in ("nav", "related", "comments" ...), "" for none."""
    hint: str = ""
    """Class, id, itemprop, rel of the element and its parent, in lower case."""
    plain: bool = False
    """Whether it is a paragraph whose element has no class, id or role of its own."""
    parent: int = 0
    grandparent: int = 0
    """Numbers of the block elements around it: siblings share them."""

    @cached_property
    def key(self) -> str:
        """Letters and digits of its text only, to compare it with lines."""
        return letters(self.text)

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)


@dataclass(frozen=True, slots=True)
class Markup:
    """Everything that metadata and rules want to know about a page."""

    blocks: tuple[Block, ...] = ()
    figures: tuple[Image, ...] = ()
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Content of meta elements by lower-case name, property or itemprop."""
    scripts: tuple[str, ...] = ()
    """Text of JSON-LD scripts."""
    item: Mapping[str, Any] = field(default_factory=dict)
    """The article as microdata describe it, in the shape of JSON-LD."""
    times: tuple[tuple[str, str], ...] = ()
    """(hint, datetime) of `time` elements outside furniture."""
    bylines: tuple[tuple[str, str], ...] = ()
    """(hint, text) of the elements that say that they name an author, in reading order, outside furniture."""
    title: str = ""
    language: str = ""
    canonical_url: str = ""

    def meta(self, *names: str) -> str:
        """Return the first non-empty content among meta names, in the order asked."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")
