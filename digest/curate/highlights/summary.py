"""What an edition prints of an article: a summary of its own sentences, its quotes and its figures. Nothing invented.

The quotes are found in `quotes`, the figures in `figures`; this file chooses sentences.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from digest.curate.highlights.figures import Figure, find_numbers
from digest.curate.highlights.quotes import Quote, find_quotes
from digest.curate.reading.tokens import numbers, words
from digest.model import Article
from digest.sentences import split_sentences
from digest.text import count_words

__all__ = ["Figure", "Quote", "find_numbers", "find_quotes", "summarise"]

_PLACE = 0.6
"""What a sentence's place is worth beside its words: the first has it whole, the tenth a third of it."""
_NUMBER, _QUOTATION = 0.05, 0.3
_SHORTEST = 5
_MOST_SENTENCES = 60
_STRETCH = 4 / 3


def summarise(article: Article, *, max_words: int) -> tuple[str, ...]:
    """Give a summary of about `max_words` words made of whole sentences of the article, in their order.

    The sentences of the standfirst, else those of the body, from the first one on while they fit: a run from the
    beginning leans on nothing that was left out. Where even the first is far too long, the one sentence that opens a
    paragraph and says most of what the whole says; where none fits, the first one whole, for a sentence is never cut.
    () for an article without text.
    """
    standfirst = split_sentences(article.standfirst, article.language)
    body = _body_sentences(article)
    for sentences in (standfirst, body):
        run = _run(sentences, max_words=max_words, language=article.language)
        if run:
            return run
    openings = {split_sentences(paragraph, article.language)[0] for paragraph in article.body if paragraph.strip()}
    for place in _by_weight(article, body):
        if body[place] in openings and count_words(body[place], article.language) <= max_words:
            return (body[place],)
    return (standfirst or body)[:1]


def _body_sentences(article: Article) -> tuple[str, ...]:
    found = [sentence for paragraph in article.body for sentence in split_sentences(paragraph, article.language)]
    return tuple(sentence for sentence in dict.fromkeys(found) if count_words(sentence, article.language) > 1)[
        :_MOST_SENTENCES
    ]


def _run(sentences: Sequence[str], *, max_words: int, language: str) -> tuple[str, ...]:
    """Take sentences from the first one on while they fit; the first may be longer by a third."""
    left, taken = float(max_words), 0
    for sentence in sentences:
        length = count_words(sentence, language)
        if length > left and (taken or length > max_words * _STRETCH):
            break
        taken += 1
        left -= length
    return tuple(sentences[:taken])


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
