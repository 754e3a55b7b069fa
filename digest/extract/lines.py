"""One line of a page as the rules see it: text in, its shape (words, ending, what stands outside quotes) out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from digest.extract.phrases import fold_phrase, phrases
from digest.text import count_words, letters

_QUOTED: Final = re.compile('“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|「[^」]*」|『[^』]*』|"[^"]*"|(?<!\\w)‘[^’]*’(?!\\w)')
_CLOSED: Final = re.compile(r"[.!?…。！？؟।۔]['\"”“’‘»«」』)\]]*$")
_PEOPLE_SPLIT: Final = re.compile(
    r"\s*(?:[,;&/|·•、，；]|\s(?:and|et|und|y|e|i|og|och|en|та|і|и|و)\s)\s*", re.IGNORECASE
)
PROSE_WORDS: Final = 24
"""From this length on a line that ends like a sentence is taken for running text."""


@dataclass(frozen=True)
class Line:
    """A line of a page; what is derived from it is computed once."""

    text: str
    edge: bool = True
    """Whether it stands near the top or the end of its article, where bylines, dates and share bars are."""

    @cached_property
    def plain(self) -> str:
        """The folded text outside quotation marks: what somebody says is never a call to the reader."""
        return fold_phrase(_QUOTED.sub('""', self.text))

    @cached_property
    def key(self) -> str:
        """Letters and digits only, to compare lines by."""
        return letters(self.text)

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)

    @cached_property
    def closed(self) -> bool:
        """Whether it ends like a sentence."""
        return _CLOSED.search(self.text) is not None

    @property
    def prose(self) -> bool:
        """Whether it is running text by its length and ending alone."""
        return self.closed and self.words >= PROSE_WORDS

    @cached_property
    def subscribed(self) -> bool:
        """Whether a clause of it is a call that only outlets make: to sign up, subscribe, log in, follow."""
        return phrases("sign_up").opens_clause(self.plain)

    @cached_property
    def called(self) -> bool:
        """Whether a clause of it calls upon the reader in words that others use, too: get, receive, support."""
        return self.subscribed or phrases("call").opens_clause(self.plain)

    @cached_property
    def sells(self) -> bool:
        """Whether it speaks the vendor's language at all: a word of the trade or a whole offer."""
        return phrases("trade").within(self.plain) or phrases("offer").within(self.plain)

    @cached_property
    def owned(self) -> bool:
        """Whether it speaks of what is the outlet's: "our newsletter"."""
        return phrases("our").within(self.plain)

    @cached_property
    def addressed(self) -> bool:
        """Whether it speaks to the reader: "you", "your"."""
        return phrases("address").within(self.plain)


def split_names(text: str) -> tuple[str, ...]:
    """Split a list of names as bylines print it, at commas, slashes and the "and" of many languages."""
    return tuple(part for part in _PEOPLE_SPLIT.split(text) if part.strip())
