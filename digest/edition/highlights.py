"""What an edition needs to find inside an article: callables that whoever composes hands in, and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from digest.model import Article, Excerpt


class Quote(Protocol):
    """Words that somebody said, as they stand in the article."""

    @property
    def text(self) -> str:
        """The words, without quotation marks."""
        ...

    @property
    def speaker(self) -> str:
        """Who said them, as the article names them; "" when it does not."""
        ...


class Figure(Protocol):
    """A number worth printing large."""

    @property
    def value(self) -> str:
        """Number and unit exactly as they stand in the sentence: "140 trucks", "$4.2 billion"."""
        ...

    @property
    def sentence(self) -> str:
        """The sentence of the article in which it stands."""
        ...


class FindQuotes(Protocol):
    """Quotes of one article, the best first."""

    def __call__(self, article: Article, /) -> Sequence[Quote]:
        """Find them."""
        ...


class FindNumbers(Protocol):
    """Numbers of one article, the best first."""

    def __call__(self, article: Article, /) -> Sequence[Figure]:
        """Find them."""
        ...


class Summarise(Protocol):
    """Sentences that stand in the article, in its order, about `max_words` words together."""

    def __call__(self, article: Article, /, *, max_words: int) -> Sequence[Excerpt]:
        """Choose them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlights:
    """The three finders."""

    find_quotes: FindQuotes
    find_numbers: FindNumbers
    summarise: Summarise
