"""One walk over one document: each element acts, in order, on the entry or the feed that is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

from digest.intake.quick.addresses import new_base
from digest.intake.quick.names import attributes_of, bound_prefixes, element_name
from digest.intake.quick.refusal import MAX_DEPTH, RefusedError, Specialist
from digest.intake.quick.texts import Texts
from digest.intake.quick.tree import Tree

_MAX_BASE = 500
_BASE = re.compile(r"base\s*=")


@dataclass(slots=True)
class Open:
    """The entry that is being read, or the feed itself; None is what was not said, which differs from ""."""

    is_feed: bool = False
    key: str | None = None
    link: str | None = None
    title: str | None = None
    title_depth: int = MAX_DEPTH
    summary: str | None = None
    summary_depth: int = MAX_DEPTH
    subtitle: str | None = None
    contents: list[str] = field(default_factory=list)
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    authors: list[str] = field(default_factory=list)
    media: list[tuple[str, str]] = field(default_factory=list)
    thumbnails: list[str] = field(default_factory=list)
    enclosures: list[tuple[str, str, str]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each element does, by feedparser's name for it; those that may not occur, by name or by its start."""

    actions: Mapping[str, Action]
    refused: frozenset[str]
    refused_starts: tuple[str, ...]

    def __contains__(self, name: str) -> bool:
        return name in self.actions or name in self.refused


class Walk(Texts):
    """The state of the walk; the actions change it."""

    def __init__(self, tree: Tree, vocabulary: Vocabulary, *, base: str, specialist: Specialist | None) -> None:
        super().__init__(tree, base=base, specialist=specialist)
        self.vocabulary = vocabulary
        self.feed = Open(is_feed=True)
        self.here = self.feed
        self.entries: list[Open] = []
        self.in_feed = False
        """Inside the element that speaks of the feed: a channel, or the root of Atom."""
        self.title_depth = -1
        """The depth of the last title that counts; one that lies deeper says nothing."""
        self.has_content = False
        """Whether this entry has its full text: until then a second summary is taken for it."""
        self._prefixes = bound_prefixes(tree.text)
        self._has_bases = "base" in tree.text and _BASE.search(tree.text) is not None
        self._actions: dict[str, Action | None] = {}

    def name_of(self, element: Element) -> str:
        """Feedparser's name of an element."""
        return element_name(element.tag, self._prefixes)

    def children(self, parent: Iterable[Element], depth: int) -> None:
        """Let each child act; what is unknown says nothing itself, but its children may."""
        if depth > MAX_DEPTH:
            raise RefusedError
        actions, has_bases = self._actions, self._has_bases
        for element in parent:
            try:
                action = actions[element.tag]
            except KeyError:
                action = actions[element.tag] = self._find_action(element)
            if has_bases:
                base = self.base
                self.enter(element)
            if action is not None:
                action(self, element, depth)
            elif len(element):
                self.children(element, depth + 1)
            if has_bases and base:  # without a base of its own a document keeps the last one it met
                self.base = base

    def enter(self, element: Element) -> None:
        """Take over the base of this element, if it has one."""
        if not element.keys():
            return
        attributes = attributes_of(element)
        if base := attributes.get("xml:base", attributes.get("base")):
            if len(base) > _MAX_BASE:  # every address of the feed would be joined to it
                raise RefusedError
            self.base = new_base(self.base, base)

    def _find_action(self, element: Element) -> Action | None:
        name = self.name_of(element)
        if name in self.vocabulary.refused or name.startswith(self.vocabulary.refused_starts):
            raise RefusedError
        return self.vocabulary.actions.get(name)


Action = Callable[[Walk, Element, int], None]
"""What an element does: (walk, element, depth)."""
