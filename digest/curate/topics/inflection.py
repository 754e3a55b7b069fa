"""How a language bends the words of a phrase: a phrase in, the phrase in singular and plural out.

A light rule for each family, not a stemmer: English and German nouns change at the end of the phrase, Romance phrases
in every word. Families that bend by case (Slavic, Baltic, Turkic, Uralic) get none; there an editor writes `*`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import product

_ENGLISH = frozenset({"en", ""})
_GERMANIC: Mapping[str, tuple[str, ...]] = {
    "de": ("e", "en", "er", "ern", "es", "n", "s"),
    "nl": ("e", "en", "n", "s"),
    "da": ("e", "en", "er", "et", "s"),
    "no": ("e", "en", "er", "et", "s"),
    "nb": ("e", "en", "er", "et", "s"),
    "sv": ("ar", "en", "er", "et", "s"),
}
_ROMANCE = frozenset({"fr", "es", "pt", "ca", "gl"})
_FEWEST_LETTERS = 4
"""Shorter words are mostly abbreviations: IDF, NFL and GOP have no plural."""
_MOST_WORDS = 4


@lru_cache(maxsize=1 << 14)
def inflect(phrase: str, language: str) -> tuple[str, ...]:
    """Give a phrase and its inflected forms in a language, the phrase first; only itself where no rule is known.

    Phrases with `*`, and those with a sign other than letters, blanks and hyphens, are not bent.
    """
    words = phrase.split(" ")
    plain = phrase.replace("-", "").replace(" ", "")
    bend = _rule(language)
    if bend is None or not plain.isalpha() or len(words) > _MOST_WORDS:
        return (phrase,)
    if language in _ROMANCE:
        return tuple(dict.fromkeys(" ".join(bent) for bent in product(*map(bend, words))))
    return tuple(" ".join((*words[:-1], last)) for last in bend(words[-1]))


def _rule(language: str) -> Callable[[str], tuple[str, ...]] | None:
    if language in _ENGLISH:
        return _bend_english
    if language in _ROMANCE:
        return _bend_romance
    endings = _GERMANIC.get(language)
    return None if endings is None else lambda word: _with_endings(word, endings)


def _bend_english(word: str) -> tuple[str, ...]:
    """'missile' -> 'missiles', 'settlements' -> 'settlement', 'country' -> 'countries'."""
    if len(word) < _FEWEST_LETTERS:
        return (word,)
    if word.endswith("ies"):
        return (word, f"{word[:-3]}y")
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return (word, word[:-2], word[:-1])
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (word, word[:-1])
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word, f"{word[:-1]}ies")
    return (word, f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s")


def _bend_romance(word: str) -> tuple[str, ...]:
    """'missile' -> 'missiles', 'colonial' -> 'coloniales'; a plural in -s -> its singular."""
    if len(word) < _FEWEST_LETTERS:
        return (word,)
    if word.endswith(("s", "x")):
        return (word, word[:-1])
    return (word, f"{word}s") if word[-1] in "aeiouéáíóú" else (word, f"{word}s", f"{word}es")


def _with_endings(word: str, endings: tuple[str, ...]) -> tuple[str, ...]:
    if len(word) < _FEWEST_LETTERS:
        return (word,)
    return (word, *(f"{word}{ending}" for ending in endings))
