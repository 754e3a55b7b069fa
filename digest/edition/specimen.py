"""A small invented edition with every kind of block, on which a theme is tried before there is any news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, get_args

from digest.config.settings import BlockKind, BlockSpec, Newsletter, Site, Topic
from digest.edition.compose import compose_edition
from digest.edition.highlights import Highlights
from digest.model import Article, Edition, Excerpt, Image, Rank, Story, StoryStatus, TopicMatch, Voice

SPECIMEN_LANGUAGES: Final = ("en", "ar")
"""One that is read from the left and one from the right: templates branch on it."""
_SLOT: Final = datetime(2026, 1, 31, 6, tzinfo=UTC)
_SECTIONS: Final = frozenset({"topic", "topics"})
_STORIES: Final = 10
_TOPICS: Final = (Topic(name="Ports", focus=True), Topic(name="Weather"))
# Outlet, country, language: enough countries for the block that compares them.
_PRESS: Final = (("The Tide", "NZ", "en"), ("Le Fanal", "FR", "fr"), ("المنارة", "JO", "ar"), ("汐風新聞", "JP", "ja"),
                 ("Elbwarte", "DE", "de"))  # fmt: skip
_SENTENCE: Final = "The board of the harbour counted 42 ships on Saturday."


@dataclass(frozen=True, slots=True)
class _Said:
    text: str = "We counted every ship on Saturday"
    speaker: str = "Ana Tui"


@dataclass(frozen=True, slots=True)
class _Counted:
    value: str = "42"
    sentence: str = _SENTENCE


def compose_specimen(*, theme: str, language: str) -> Edition:
    """Compose the edition for a theme; the same arguments give the same edition."""
    made = compose_edition(
        tuple(_story(number) for number in range(_STORIES)),
        newsletter=Newsletter(
            language=language,
            theme=theme,
            # The sections come first: what another block has taken is offered to no section.
            blocks=(
                BlockSpec(kind="topic", name=_TOPICS[0].name, max=1),
                BlockSpec(kind="topics", max=1),
                *(BlockSpec(kind=kind, max=2) for kind in get_args(BlockKind) if kind not in _SECTIONS),
            ),
        ),
        topics=_TOPICS,
        site=Site(),
        slot=_SLOT,
        highlights=Highlights(
            summarise=_first_paragraph,
            find_quotes=lambda _article: (_Said(),),
            find_numbers=lambda _article: (_Counted(),),
        ),
    )
    assert made is not None
    return made


def _story(number: int) -> Story:
    """Every other story has all that a story can have, the others only what each has."""
    whole = number % 2 == 0
    turn = number % len(_PRESS)
    articles = tuple(
        _article(number, press, whole=whole) for press in (_PRESS[turn:] + _PRESS[:turn])[: None if whole else 1]
    )
    status: StoryStatus = "update" if whole else "new"
    return Story(
        id=f"specimen-{number}",
        articles=articles,
        voices=(Voice(articles[0].id, ("a-copy",) if whole else ()), *(Voice(one.id) for one in articles[1:])),
        topics=(TopicMatch(_TOPICS[number % len(_TOPICS)].name, 0.9, ("a phrase",)),),
        rank=Rank(float(_STORIES - number), ()),
        status=status,
    )


def _first_paragraph(article: Article, *, max_words: int) -> tuple[Excerpt, ...]:
    paragraphs = article.body[: max_words and 1]
    return tuple(Excerpt(paragraph, "body", 0, 0, len(paragraph)) for paragraph in paragraphs)


def _article(number: int, press: tuple[str, str, str], *, whole: bool) -> Article:
    outlet, country, language = press
    url = f"https://{country.lower()}.example/{number}"
    return Article(
        id=f"{country}-{number}",
        url=url,
        feed_url=f"https://{country.lower()}.example/feed",
        outlet=outlet,
        country=country if whole else "",
        language=language,
        title=f"Harbour board counts the ships of day {number}",
        collected=_SLOT,
        published=_SLOT,
        genre="Analysis" if whole else "",
        image=Image(f"{url}.jpg", "A quay at dawn", "The quay.", "A. Photographer") if whole else None,
        body=(_SENTENCE,) * 20 if whole else (),
    )
