"""What an edition prints of an article: a summary of its own sentences, its quotes and its figures. Nothing invented.

The quotes are found in `quotes`, the figures in `figures`; this file chooses sentences. In this order, the first that
gives something:

1. **standfirst**: its sentences from the first one on while they fit, if it is the article's own;
2. **lead**: the sentences of the body from the first one on while they fit, if that one can stand alone;
3. **chosen**: the sentences that say most of what the whole says and repeat one another least (MMR), early ones first;
4. **least**: one first sentence whole, the shorter of the two: a sentence is never cut.

A sentence that leans on the one before it ("But he ...") follows it or is left out; one that asks, breaks off,
announces, tears a quotation apart or keeps its speaker to itself is never printed but as the last resort.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from digest.curate.highlights.figures import Figure, find_numbers
from digest.curate.highlights.quotes import Quote, find_quotes
from digest.curate.highlights.sentences import Candidate, body_candidates, first_sentence, standfirst_candidates
from digest.curate.reading.tokens import numbers, words
from digest.model import Article, Excerpt

__all__ = ["Figure", "Quote", "Summary", "find_numbers", "find_quotes", "summarise", "write_summary"]

Way = Literal["standfirst", "lead", "chosen", "least", "none"]

STRETCH: Final = 4 / 3
"""How much longer than the budget the first sentence of a run may be."""
_RELEVANCE: Final = 0.7
"""The lambda of maximal marginal relevance (Carbonell & Goldstein 1998, doi:10.1145/290941.291025)."""
_PLACE: Final = 0.5
"""What a sentence's place is worth beside its words: the first has it whole, the fourth half of it."""
_HALF_PLACE: Final = 3
_NUMBER, _MOST_NUMBERS = 0.03, 3
_SHORTEST: Final = 5
"""Words of a sentence that says enough to be chosen alone."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences of an article in its order, and which of the four ways found them ("none": it has no text)."""

    way: Way
    sentences: tuple[Excerpt, ...]


def summarise(article: Article, *, max_words: int) -> tuple[Excerpt, ...]:
    """Give a summary of about `max_words` words made of whole sentences of the article, in its order, with places.

    The budget is kept but for two cases: the first sentence of a run may be longer by a third, and where no sentence
    fits, the first one is given whole. () for an article without text.
    """
    return write_summary(article, max_words=max_words).sentences


def write_summary(article: Article, *, max_words: int) -> Summary:
    """Give a summary as `summarise` does, and the way it was found."""
    standfirst = standfirst_candidates(article)
    if run := _run(standfirst, max_words=max_words):
        return _summary("standfirst", run)
    body = body_candidates(article)
    if body and not body[0].leans and (run := _run(body, max_words=max_words)):
        return _summary("lead", run)
    if chosen := _choose(body, title=article.title, max_words=max_words):
        return _summary("chosen", chosen)
    least = min(
        (sentences[0] for sentences in (standfirst, body) if sentences), key=lambda one: one.words, default=None
    )
    first = least.excerpt if least else first_sentence(article)
    return Summary("least", (first,)) if first else Summary("none", ())


def _summary(way: Way, candidates: Sequence[Candidate]) -> Summary:
    return Summary(way, tuple(candidate.excerpt for candidate in candidates))


def _run(sentences: Sequence[Candidate], *, max_words: int) -> list[Candidate]:
    """Take sentences from the first one on while they are sound and fit; the first may be longer by a third."""
    taken: list[Candidate] = []
    left = float(max_words)
    for sentence in sentences:
        is_long = sentence.words > (left if taken else max_words * STRETCH)
        if not sentence.is_sound or is_long or (taken and sentence.leans and sentence.order != taken[-1].order + 1):
            break
        taken.append(sentence)
        left -= sentence.words
    return taken


def _choose(sentences: Sequence[Candidate], *, title: str, max_words: int) -> list[Candidate]:
    """Choose sound sentences that fit by maximal marginal relevance; what leans comes only after what it leans on."""
    vectors = _vectors([sentence.excerpt.text for sentence in sentences])
    whole: dict[str, float] = dict(Counter(words(title)))
    for vector in vectors:
        for word, weight in vector.items():
            whole[word] = whole.get(word, 0.0) + weight
    worth = [
        (1 - _PLACE) * _cosine(vector, whole)
        + _PLACE * _HALF_PLACE / (_HALF_PLACE + place)
        + _NUMBER * min(len(numbers(sentences[place].excerpt.text)), _MOST_NUMBERS)
        for place, vector in enumerate(vectors)
    ]
    chosen: list[int] = []
    left = max_words
    while True:
        # Rounded, so that sums taken in another order choose alike; of equals the earlier one.
        best = max(
            (
                (round(_RELEVANCE * worth[place] - (1 - _RELEVANCE) * _likeness(vectors, place, chosen), 9), -place)
                for place, sentence in enumerate(sentences)
                if place not in chosen
                and sentence.is_sound
                and _SHORTEST <= sentence.words <= left
                and (not sentence.leans or (place - 1 in chosen and sentences[place - 1].order == sentence.order - 1))
            ),
            default=(0.0, 0),
        )
        if best[0] <= 0:
            return [sentences[place] for place in sorted(chosen)]
        chosen.append(-best[1])
        left -= sentences[-best[1]].words


def _vectors(texts: Sequence[str]) -> list[dict[str, float]]:
    """Weigh the words of each sentence by how often it has them and how few of the sentences do."""
    bags = [Counter(words(text)) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    return [
        {word: (1 + math.log(count)) * math.log1p(len(bags) / spread[word]) for word, count in bag.items()}
        for bag in bags
    ]


def _likeness(vectors: Sequence[Mapping[str, float]], place: int, chosen: Sequence[int]) -> float:
    return max((_cosine(vectors[place], vectors[other]) for other in chosen), default=0.0)


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    norm = math.sqrt(sum(map(_square, left.values())) * sum(map(_square, right.values())))
    return sum(weight * right.get(word, 0.0) for word, weight in left.items()) / norm if norm else 0.0


def _square(value: float) -> float:
    return value * value
