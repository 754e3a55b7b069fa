"""What two texts in two languages have in common: two articles in, lines that a person can check out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from digest.curate.reading.crossing import crossing_text
from digest.curate.reading.lexicon import find_concepts
from digest.curate.reading.numbers import read_numbers
from digest.curate.reading.places import country_name, find_places
from digest.curate.reading.romanise import romanise, skeleton
from digest.curate.reading.tokens import fold, names, whole_words
from digest.model import Article

_SHOWN = 5
_COUNTRY = 2
"""How long an ISO 3166-1 code is."""
_SHORTEST_BONES = 3


def shared_across(left: Article, right: Article) -> tuple[str, ...]:
    """Say which concepts, numbers, places and names two articles share, in the order of the left one's text.

    Each line is a heading and at most five things; what they do not share has no line. Names are shown as the left
    article writes them; the right one has a word with the same consonants.
    """
    lines = []
    for heading, read in _READERS.items():
        theirs = set(read(right))
        shown = [_shown(token, heading) for token in dict.fromkeys(read(left)) if token in theirs]
        if shown:
            lines.append(f"{heading}: {', '.join(dict.fromkeys(shown[:_SHOWN]))}")
    theirs = set(map(_bones, whole_words(crossing_text(right))))
    called = [name for name in dict.fromkeys(_names(left)) if _bones(fold(name)) in theirs]
    if called:
        lines.append(f"names: {', '.join(called[:_SHOWN])}")
    return tuple(lines)


def _names(article: Article) -> Iterable[str]:
    """Give the words that may be names and are long enough to be known by their consonants."""
    text = crossing_text(article)
    found = names(text) or tuple(word for word in whole_words(text) if not word.isdigit())
    return (name for name in found if len(_bones(fold(name))) >= _SHORTEST_BONES)


def _bones(word: str) -> str:
    return skeleton(romanise(word))


def _shown(token: str, heading: str) -> str:
    if heading != "places":
        return token.replace("-", " ")
    return country_name(token) if len(token) == _COUNTRY else token.rpartition("/")[2].replace("_", " ")


def _read_concepts(article: Article) -> tuple[str, ...]:
    return find_concepts(crossing_text(article), article.language)


def _read_numbers(article: Article) -> tuple[str, ...]:
    return read_numbers(crossing_text(article), article.language.partition("-")[0].lower())


def _read_places(article: Article) -> tuple[str, ...]:
    return find_places(crossing_text(article), article.language)


_READERS: dict[str, Callable[[Article], tuple[str, ...]]] = {
    "concepts": _read_concepts,
    "numbers": _read_numbers,
    "places": _read_places,
}
