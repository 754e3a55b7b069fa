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
    r"\s*(?:[,;&/|·•、，；]"
    r"|\s(?:and|with|et|avec|und|mit|con|com|og|och|med|en|met|ja|ve|és|și|şi|και|та|і|и|و|(?-i:[yeia]))\s)\s*",
    re.IGNORECASE,
)
"""A single capital is no "and" but an initial: "Mary E Stone"."""
_SHOUTED_SPLIT: Final = re.compile(r"(?<=\w{2})\s+[YEI]\s+(?=\w{2,}\s+\w{2})")
_SUFFIX: Final = re.compile(r",\s*(?=(?:Jr|Sr|I{2,3}|IV)\b\.?)")
_DEGREE: Final = re.compile(r",\s*(?:Ph\.?\s?D|M\.?D|M\.?P\.?H|M\.?Sc|B\.?Sc|M\.?B\.?A|R\.?N|J\.?D|D\.?Phil|Esq)\b\.?")
_FEWEST_SHOUTED: Final = 5
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
    """Split a list of names as bylines print it: "Ann Lee, Ph.D., Bo Ek Jr. y Cy Fox" are three.

    It parts at commas, slashes and the "and" and "with" of many languages; degrees go, "Jr." stays with its name.
    """
    text = _SUFFIX.sub(" ", _DEGREE.sub("", text))
    text = _SHOUTED_SPLIT.sub(", ", text) if text.isupper() and len(text.split()) >= _FEWEST_SHOUTED else text
    return tuple(part for part in _PEOPLE_SPLIT.split(text) if part.strip())
