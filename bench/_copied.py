"""Invented news in any number: a count in, articles out, the same ones every time.

Words are drawn by Zipf's law, so that common phrases repeat as they do in real texts. Lengths are those of news: half
of the texts have 40 to 300 words, half 300 to 900. One in five is a copy: whole, cut short, edited or with a paragraph
of its own; and every outlet has its subscription notice.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Final

from digest.model import Article

_NOON: Final = datetime(2026, 3, 10, 12, tzinfo=UTC)
_WORDS: Final = 30_000
_OUTLETS: Final = 400
_COPIES: Final = 0.2
_RECENT: Final = 3_000
_SHORT, _SAME_TITLE, _EDITED = 0.5, 0.7, 0.03
_CUT, _LOCAL, _EDIT, _MANNERS = 0, 1, 2, 6


def make_articles(count: int, *, start: int = 0, seed: int = 1) -> list[Article]:
    """Make articles numbered from `start`, over 24 hours; the same seed gives the same ones."""
    dice = random.Random(seed)  # noqa: S311 - invented news is no secret
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
    words = ["".join(dice.choices(syllables, k=1 + dice.randrange(4))) for _ in range(_WORDS)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_WORDS)))
    notices = [" ".join(dice.choices(words, cum_weights=weights, k=30)) for _ in range(_OUTLETS)]
    recent: list[tuple[str, list[str]]] = []
    articles = []
    for number in range(start, start + count):
        if recent and dice.random() < _COPIES:
            title, paragraphs = _copy(*dice.choice(recent), words=words, dice=dice)
        else:
            title = " ".join(dice.choices(words[200:], k=8))
            length = dice.randrange(40, 300) if dice.random() < _SHORT else dice.randrange(300, 900)
            drawn = dice.choices(words, cum_weights=weights, k=length)
            paragraphs = [" ".join(drawn[place : place + 60]) for place in range(0, length, 60)]
            recent.append((title, paragraphs))
            recent = recent[-_RECENT:]
        outlet = dice.randrange(_OUTLETS)
        moment = _NOON - timedelta(seconds=dice.randrange(86_400))
        articles.append(
            Article(
                id=f"{number:016x}",
                url=f"https://outlet{outlet}.example/{number}",
                feed_url=f"https://outlet{outlet}.example/feed",
                outlet=f"Outlet {outlet}",
                title=title,
                collected=moment,
                published=moment,
                language="en",
                body=(*paragraphs, notices[outlet]),
            )
        )
    return articles


def _copy(title: str, paragraphs: list[str], *, words: list[str], dice: random.Random) -> tuple[str, list[str]]:
    """Copy a text as papers do: half of them whole, some under another headline."""
    found = list(paragraphs)
    manner = dice.randrange(_MANNERS)
    if manner == _CUT:
        found = found[: max(1, len(found) * 2 // 3)]
    elif manner == _LOCAL:
        found.append(" ".join(dice.choices(words, k=40)))
    elif manner == _EDIT:
        found = [
            " ".join(word if dice.random() > _EDITED else dice.choice(words) for word in one.split()) for one in found
        ]
    return (title if dice.random() < _SAME_TITLE else " ".join(dice.choices(words, k=8))), found


def edited_copies(count: int) -> list[Article]:
    """Make copies of one text of 400 words, each with a word in fifty changed, on as many sites."""
    return _of_one(count, sites=count, every=0)


def filled_forms(count: int) -> list[Article]:
    """Make one site's texts on one form of 400 words, a word in twenty of each its own."""
    return _of_one(count, sites=1, every=20)


def _of_one(count: int, *, sites: int, every: int) -> list[Article]:
    dice = random.Random(7)  # noqa: S311 - invented news is no secret
    words = [f"word{dice.randrange(5000)}" for _ in range(400)]
    articles = []
    for number in range(count):
        own = {slot for slot in range(400) if (slot % every == 0 if every else dice.random() < 1 / 50)}
        body = " ".join(f"own{number}x{slot}" if slot in own else word for slot, word in enumerate(words))
        moment = _NOON - timedelta(seconds=number)
        url = f"https://site{number % sites}.example/{number}"
        title = "One text in many papers" if sites > 1 else f"The report of place {number}"
        articles.append(
            Article(f"{number:016x}", url, "", f"Site {number % sites}", title, moment, moment, body=(body,))
        )
    return articles
