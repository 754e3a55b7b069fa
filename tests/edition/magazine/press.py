"""Invented issues and pictures for the magazine's tests."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image

from digest.edition.magazine.gather import gather_magazine
from digest.edition.magazine.issue import Magazine
from digest.edition.magazine.pictures import Bound, bind_picture
from digest.model import Article, Rank, Story
from digest.model import Image as Picture
from tests.edition import builders

EVIL = "<script>alert(1)</script> & ]]> {{ 7*7 }} {% raw %} \u202e\x00\x0b\ud800 \"'"
LONG = 12
"""So many times the two sentences of a builder's article: long enough to be an article."""


def whole(tongue: str = "en", number: int = 1, **changes: object) -> Article:
    """Invent an article that is known in full."""
    made = builders.article(tongue, number)
    return replace(made, body=made.body * LONG, authors=("Ana Tui",), **changes)  # type: ignore[arg-type]


def week(count: int = 6) -> tuple[Story, ...]:
    """Invent stories of one to three newsrooms in all the languages, the best first."""
    tongues = list(builders.PRESS)
    stories = []
    for number in range(1, count + 1):
        shift = number % len(tongues)
        voices = [whole(tongue, number) for tongue in (*tongues[shift:], *tongues[:shift])][: 1 + number % 3]
        topics = [["Strait talks"], ["Geopolitics"], []][number % 3]
        stories.append(builders.story(*voices, topics=topics, score=float(count - number + 1)))
    return tuple(stories)


def issue(
    stories: tuple[Story, ...] | None = None, *, language: str = "en", most: int = 24, **changes: object
) -> Magazine:
    """Gather an issue of invented stories."""
    made = maybe_issue(week() if stories is None else stories, language=language, most=most, **changes)
    assert made is not None
    return made


def maybe_issue(
    stories: tuple[Story, ...], *, language: str = "en", most: int = 24, **changes: object
) -> Magazine | None:
    """Gather an issue, or None where there is nothing to read."""
    return gather_magazine(
        stories,
        newsletter=builders.newsletter(language, **changes),  # type: ignore[arg-type]
        topics=builders.TOPICS,
        site=builders.SITE,
        slot=builders.SLOT,
        most=most,
    )


def ranked(story: Story, **parts: float) -> Story:
    """Give a story a rank of these parts."""
    return replace(story, rank=Rank(sum(parts.values()), tuple(parts.items())))


def photograph(width: int = 640, height: int = 400, *, mode: str = "RGB", form: str = "JPEG") -> bytes:
    """Draw a plain picture."""
    written = BytesIO()
    Image.new(mode, (width, height), 128 if mode == "L" else (20, 90, 130, 0)[: len(mode)]).save(written, form)
    return written.getvalue()


def bound_pictures(magazine: Magazine) -> dict[str, Bound]:
    """Give every picture of an issue the same invented photograph."""
    bound = bind_picture(photograph())
    assert bound is not None
    return dict.fromkeys(magazine.picture_addresses(most=40), bound)


def hostile() -> tuple[Story, ...]:
    """Stories whose every word was written to break a book."""
    article = replace(
        whole("en", 1),
        title=EVIL,
        outlet=EVIL,
        standfirst=EVIL,
        authors=(EVIL,),
        dateline=EVIL,
        genre=EVIL,
        language='"><b',
        country="??",
        url="https://a.example/%zz?q=\"<>'&{{x}}",
        image=Picture("https://a.example/p.jpg?a=1&b='\"", EVIL, EVIL, EVIL),
        body=(EVIL,) * 30,
    )
    nameless = replace(whole("ar", 2), title="", outlet="", country="", language="", url="javascript:alert(1)")
    return (builders.story(article, whole("zh", 1)), builders.story(nameless))
