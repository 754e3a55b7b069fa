"""What pages say that is not news: `phrases.toml` in, one compiled matcher for each rule's phrases out.

All languages are matched at once: pages mix them, and a language is often known only when the furniture is gone.
Phrases are found by their first word in a dictionary: one alternation of 500 phrases costs twenty times as much.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

_UNSPACED: Final = r"\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff"
_UNSPACED_CHAR: Final = re.compile(rf"[{_UNSPACED}]")
_TOKEN: Final = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+|[^\w\s]")
_ARABIC_MARKS: Final = re.compile(r"[\u064b-\u0652\u0640]")
_CLAUSE_END: Final = re.compile(r"(?:^|[.!?:;|>•·*。！？、「｜»،؟…]|\s[-–—]|,)[\s\W]*$")
_POLITE: Final = re.compile(
    r"(?:^|(?<=[\s\W]))(?:please|just|simply|to|and|or|then|bitte|und|oder|et|ou|y|o|e|i|та|і|и|por favor)\s+$"
)
_STEM_LENGTH: Final = 3


def fold_phrase(text: str) -> str:
    """Fold case, width, apostrophes and stress marks of Arabic, so that spelling variants of a phrase meet."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("`", "'")
    return _ARABIC_MARKS.sub("", folded)


class Phrases:
    """The phrases of one rule, in every language."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        words: dict[str, list[str]] = {}
        for phrase in sorted({fold_phrase(phrase) for phrase in phrases}, key=len, reverse=True):
            first = _TOKEN.findall(phrase)[0]
            stem = phrase[len(first) : len(first) + 1] == "*"
            words.setdefault(first[:_STEM_LENGTH] + "*" if stem else first, []).append(_pattern(phrase))
        self._by_word = {word: re.compile("|".join(patterns)) for word, patterns in words.items()}
        self._stems = any(word.endswith("*") for word in self._by_word)

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where phrases stand in a folded line, from left to right, without overlaps."""
        tokens, words = _tokens(folded)
        if words.isdisjoint(self._by_word):
            return
        done = 0
        for start, token in tokens:
            end = self._at(folded, start, token) if start >= done else 0
            if end:
                yield start, end
                done = end

    def within(self, folded: str) -> bool:
        """Tell whether a phrase stands anywhere in a folded line."""
        return next(self.spans(folded), None) is not None

    def opens_clause(self, folded: str) -> bool:
        """Tell whether a clause of a folded line begins with a phrase: how calls and imperatives stand."""
        return any(_CLAUSE_END.search(_POLITE.sub("", folded[:start])) for start, _ in self.spans(folded))

    def opening(self, folded: str) -> int:
        """Return how many characters of a folded line its opening phrase takes, 0 when it opens with none."""
        start = re.match(r"[\s\W]*", folded).end()  # type: ignore[union-attr]  # it matches the empty string
        first = next(self.spans(folded), None)
        return first[1] if first and first[0] <= start else 0

    def make_up(self, folded: str) -> bool:
        """Tell whether a folded line is made of these phrases and of nothing else but digits and punctuation."""
        done, count = 0, 0
        for start, end in self.spans(folded):
            if any(char.isalpha() for char in folded[done:start]):
                return False
            done, count = end, count + 1
        return count > 0 and not any(char.isalpha() for char in folded[done:])

    def equal(self, folded: str) -> bool:
        """Tell whether a folded line is one phrase, but for punctuation around it."""
        bare = folded.strip(" \t-–—:.!?…()[]|«»\"'→›>+")
        return bool(bare) and next(self.spans(bare), (0, 0)) == (0, len(bare))

    def _at(self, folded: str, start: int, token: str) -> int:
        found = None
        if token in self._by_word:
            found = self._by_word[token].match(folded, start)
        if not found and self._stems and token[:_STEM_LENGTH] + "*" in self._by_word:
            found = self._by_word[token[:_STEM_LENGTH] + "*"].match(folded, start)
        return found.end() if found else 0


@lru_cache(maxsize=64)
def _tokens(folded: str) -> tuple[tuple[tuple[int, str], ...], frozenset[str]]:
    """Return where the words of a line start, and the words with their stems: one line meets twenty tables."""
    tokens = tuple((found.start(), found.group()) for found in _TOKEN.finditer(folded))
    return tokens, frozenset(word for _, token in tokens for word in (token, token[:_STEM_LENGTH] + "*"))


@cache
def phrases(rule: str) -> Phrases:
    """Return the phrases of a rule: a table of `phrases.toml`."""
    return Phrases(tuple(phrase for language in tables()[rule].values() for phrase in language))


@cache
def month_numbers() -> dict[str, int]:
    """Return the month (1 to 12) of each folded name or abbreviation."""
    return {
        fold_phrase(name): at
        for names in tables()["months"].values()
        for at, month in enumerate(names, 1)
        for name in month.split("|")
    }


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    """Return `phrases.toml`: rule -> language -> phrases."""
    return tomllib.loads(files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8"))


def _pattern(phrase: str) -> str:
    parts = [_part(part) for part in phrase.split(" * ")]
    after = r"(?!\w)" if re.search(r"\w$", phrase) and not _UNSPACED_CHAR.search(phrase[-1]) else ""
    return r"\s(?:\S+\s){1,6}?".join(parts) + after


def _part(part: str) -> str:
    return re.escape(part).replace(r"\*", r"\w*").replace(r"\ ", r"\s?" if _UNSPACED_CHAR.search(part) else r"\s+")
