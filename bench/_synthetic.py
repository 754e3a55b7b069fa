"""A window of invented articles: how many in, articles as the world's press sends them out.

Made to measure time and memory, not quality. Words and names follow Zipf's law; languages come in the proportions of
a reader of world news; the sizes of stories have a heavy tail; one article in five is a wire text that others print
too. The same number gives the same articles on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from digest.model import Article

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
_LANGUAGES = {"en": 50, "es": 10, "fr": 9, "de": 8, "pt": 5, "ru": 6, "ar": 5, "it": 4, "tr": 3}
_LETTERS = {
    "ru": ("бвгдзклмнпрст", "аеиоуя"),
    "ar": ("بتجحدرسشعفقكلمن", "اوي"),
}
_LATIN = ("bcdfghklmnprstvz", "aeiou")
_VOCABULARY, _NAMES = 60_000, 20_000
_LONGEST = 400
_ALONE = 0.45
_COPIES = 0.2
_TOPIC_WORDS, _TOPIC_NAMES = 30, 6
_WINDOW_HOURS = 24


def synthetic_articles(count: int) -> list[Article]:
    """Give `count` articles of one day, in about as many stories as half of them."""
    chance = np.random.default_rng(count)
    articles: list[Article] = []
    while len(articles) < count:
        articles.extend(_story(chance, number=len(articles)))
    return articles[:count]


def _story(chance: np.random.Generator, *, number: int) -> Iterator[Article]:
    size = 1 if chance.random() < _ALONE else min(_LONGEST, 1 + int(chance.pareto(1.3) + 1))
    shares = np.array(list(_LANGUAGES.values())) / sum(_LANGUAGES.values())
    main = str(chance.choice(list(_LANGUAGES), p=shares))
    topic = chance.integers(200, _VOCABULARY, size=_TOPIC_WORDS)
    people = chance.integers(0, _NAMES, size=_TOPIC_NAMES)
    begun = NOW - timedelta(hours=float(chance.uniform(1, _WINDOW_HOURS)))
    wires: list[tuple[str, str, tuple[str, ...]]] = []
    for place in range(size):
        language = main if chance.random() < 0.8 else str(chance.choice(list(_LANGUAGES), p=shares))  # noqa: PLR2004 - most outlets of a story share its language
        mine = [text for text in wires if text[0] == language]
        if mine and chance.random() < _COPIES:
            text = mine[int(chance.integers(len(mine)))]
        else:
            text = (language, *_text(chance, language, topic, people))
            wires.append(text)
        outlet = int(chance.zipf(1.3)) % 4000
        url = f"https://outlet{outlet}.example/{number}-{place}"
        yield Article(
            id=hashlib.blake2b(url.encode(), digest_size=8).hexdigest(),
            url=url,
            feed_url=f"https://outlet{outlet}.example/feed",
            outlet=f"Outlet {outlet}",
            title=text[1],
            collected=NOW,
            published=min(NOW, begun + timedelta(hours=float(chance.exponential(4)))),
            country=("US", "GB", "FR", "DE", "ES", "BR", "EG", "TR")[outlet % 8],
            language=language,
            body=text[2],
        )


def _text(
    chance: np.random.Generator, language: str, topic: npt.NDArray[np.int64], people: npt.NDArray[np.int64]
) -> tuple[str, tuple[str, ...]]:
    """Give a title and paragraphs: common words, with the story's own words, names and numbers among them."""
    words, names = _words(language), _names(language)
    length = int(chance.integers(150, 500))
    ranks = (_VOCABULARY ** chance.random(length)).astype(np.int64) - 1
    tokens = [words[rank] for rank in ranks.tolist()]  # Zipf: the n-th word stands there 1/n as often
    for at in np.flatnonzero(chance.random(length) < 0.16).tolist():  # noqa: PLR2004 - a sixth of a text is its story
        tokens[at] = words[int(topic[int(chance.integers(_TOPIC_WORDS) * chance.random())])]
    for at in np.flatnonzero(chance.random(length) < 0.06).tolist():  # noqa: PLR2004
        tokens[at] = names[int(people[int(chance.integers(_TOPIC_NAMES))])]
    for at in np.flatnonzero(chance.random(length) < 0.01).tolist():  # noqa: PLR2004
        tokens[at] = str(int(topic[at % _TOPIC_WORDS]) % 900 + 10)
    lead = [words[int(topic[int(chance.integers(8))])] for _ in range(5)]
    title = " ".join([names[int(people[0])], *lead, names[int(people[1])]])
    sentences = [" ".join(tokens[at : at + 14]).capitalize() + "." for at in range(0, length, 14)]
    return title, tuple(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


@lru_cache(maxsize=32)
def _words(language: str) -> list[str]:
    return _spellings(language, _VOCABULARY, salt=1)


@lru_cache(maxsize=32)
def _names(language: str) -> list[str]:
    """Names sound alike in all languages of one script, as they do in print."""
    return [name.capitalize() for name in _spellings("ru" if language == "ru" else "", _NAMES, salt=2)]


def _spellings(language: str, count: int, *, salt: int) -> list[str]:
    """Give different invented words, the common ones short."""
    chance = np.random.default_rng([salt, *language.encode()])
    consonants, vowels = _LETTERS.get(language, _LATIN)
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = 1 + int(len(found) > 50) + int(len(found) > 1500) + int(chance.random() < 0.4)  # noqa: PLR2004
        picks = chance.integers(0, 1 << 30, size=2 * syllables).tolist()
        word = "".join(
            consonants[first % len(consonants)] + vowels[second % len(vowels)]
            for first, second in zip(picks[::2], picks[1::2], strict=True)
        )
        found[word] = None
    return list(found)
