"""What an edition prints of an article: a summary of its own sentences, its quotes and its figures. Nothing invented.

The quotes are found in `quotes`, the figures in `figures`; this file chooses sentences.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from digest.model import Article
from digest.text import count_words, split_sentences

from .figures import Figure, find_numbers
from .quotes import Quote, find_quotes
from .tokens import numbers, words

__all__ = ["Figure", "Quote", "find_numbers", "find_quotes", "summarise"]

_PLACE = 0.6
"""What a sentence's place is worth beside its words: the first has it whole, the tenth a third of it."""
_NUMBER, _QUOTATION = 0.05, 0.3
_SHORTEST = 5
_MOST_SENTENCES = 60


def summarise(article: Article, *, max_words: int) -> tuple[str, ...]:
    """Give a summary of at most `max_words` words made of whole sentences of the article, in their order.

    The standfirst, if it fits; else as many of its sentences as fit; else the body's sentences that say most of what
    the whole says. When no sentence is short enough the first one is given whole: a sentence is never cut. () for an
    article without text.
    """
    for sentences in (split_sentences(article.standfirst, article.language), _body_sentences(article)):
        if sentences:
            chosen = _fit(
                sentences, order=_by_weight(article, sentences), max_words=max_words, language=article.language
            )
            if chosen:
                return chosen
    return (_body_sentences(article) or split_sentences(article.standfirst, article.language))[:1]


def _body_sentences(article: Article) -> tuple[str, ...]:
    found = [sentence for paragraph in article.body for sentence in split_sentences(paragraph, article.language)]
    return tuple(sentence for sentence in dict.fromkeys(found) if count_words(sentence, article.language) > 1)[
        :_MOST_SENTENCES
    ]


def _fit(sentences: Sequence[str], *, order: Sequence[int], max_words: int, language: str) -> tuple[str, ...]:
    """Take sentences in `order` while they fit, and give them in the order of the text."""
    left, taken = max_words, []
    for place in order:
        length = count_words(sentences[place], language)
        if length <= left:
            taken.append(place)
            left -= length
        elif not taken and place == 0 and length <= max_words:
            break
    return tuple(sentences[place] for place in sorted(taken))


def _by_weight(article: Article, sentences: Sequence[str]) -> list[int]:
    """Order sentences by how much of the article's vocabulary they hold, how early they stand and what they carry."""
    bags = [Counter(words(sentence)) for sentence in sentences]
    spread = Counter(word for bag in bags for word in bag)
    title = set(words(article.title))

    def weight(place: int) -> float:
        bag = bags[place]
        if not bag:
            return -1.0
        central = sum(math.log1p(spread[word]) + (word in title) for word in bag) / (len(bag) + _SHORTEST)
        early = _PLACE * 3 / (3 + place)
        quoted = any(mark in sentences[place] for mark in '“”«»„「」"')
        return central + early + _NUMBER * len(numbers(sentences[place])) - _QUOTATION * quoted

    return sorted(range(len(sentences)), key=lambda place: (-weight(place), place))
