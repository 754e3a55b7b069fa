"""Genre labels: a line, a headline, a section or a schema.org type in, "Analysis", "Opinion" ... as printed out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from digest.extract.phrases import fold_phrase, phrases
from digest.text import count_words

_DASHED: Final = re.compile(r"^\s*[-–—―*•\[(【]+\s*([^\W\d_][^.!?:;]{2,28}?)\s*[-–—―*•\])】]+\s*$")
_TYPES: Final = {
    "analysisnewsarticle": "Analysis",
    "opinionnewsarticle": "Opinion",
    "reviewnewsarticle": "Review",
    "askpublicnewsarticle": "",
    "satiricalarticle": "Satire",
}
_MOST_WORDS: Final = 4
_LONGEST: Final = 60


@lru_cache(maxsize=4096)
def read_genre(line: str) -> str:
    """Return the genre that a whole line names ("-Analysis-", "OPINION", "Tribune"), "" when it names none.

    A label between dashes counts whatever it says; a bare one must be a word that papers use.
    """
    if len(line) > _LONGEST:
        return ""
    dashed = _DASHED.match(line)
    if dashed and count_words(dashed[1]) <= _MOST_WORDS:
        return _as_label(dashed[1])
    bare = line.strip(" :|/–—-[]()【】")
    return _as_label(bare) if bare and phrases("genre").equal(fold_phrase(bare)) else ""


def genre_of_title(title: str) -> str:
    """Return the genre printed before or after a headline: "Analysis: ...", "... | Opinion"."""
    parts = re.split(r"\s*[:：|]\s+|\s[–—|-]\s|】", title)
    return next((found for part in (parts[0], parts[-1]) if len(parts) > 1 and (found := read_genre(part))), "")


def genre_of_type(types: tuple[str, ...]) -> str:
    """Return the genre that schema.org types of an article say."""
    return next((_TYPES[kind.casefold()] for kind in types if _TYPES.get(kind.casefold())), "")


def _as_label(text: str) -> str:
    text = text.strip()
    return text.capitalize() if text.isupper() or text.islower() else text
