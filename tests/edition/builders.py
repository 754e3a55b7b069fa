"""Invented articles, stories and settings for the edition's tests: small, in many scripts, always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.config.settings import BlockSpec, Newsletter, Schedule, Sender, Site, Topic
from digest.edition.compose import compose_edition
from digest.edition.highlights import Highlights
from digest.edition.render import render_edition
from digest.model import Article, Edition, Excerpt, Image, Rank, Rendered, Story, StoryStatus, TopicMatch, Voice
from digest.sentences import find_sentences, split_sentences
from digest.text import count_words
from digest.urls import stable_id

THEMES = Path(__file__).parents[2] / "templates"
SLOT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
SITE = Site(
    name="World Desk",
    url="https://world.example",
    sender=Sender(name="The World Desk", address="desk@world.example"),
    postal_address="12 Harbour Lane, Tallinn 10111, Estonia",
)
FOCUS = Topic(name="Strait talks", focus=True)
POLITICS = Topic(name="Geopolitics")
TOPICS = (POLITICS, FOCUS)
LANGUAGES = ("en", "fr", "de", "es", "ar", "zh")
ALL_BLOCKS = Newsletter().blocks

# One outlet a language: name, country, a headline with a place for a number, a paragraph of two sentences.
PRESS = {
    "en": ("Tasman Tribune", "NZ", "Harbour board votes to move the old quay by {n} metres",
           "The board voted on Saturday after {n} hours. “We will not move it twice,” said Ana Tui, who chairs it."),
    "fr": ("Le Fanal", "FR", "Le conseil du port déplace le vieux quai de {n} mètres",
           "Le conseil a voté samedi après {n} heures. Les pêcheurs demandent un délai avant les travaux."),
    "de": ("Elbwarte", "DE", "Hafenrat verlegt den alten Kai um {n} Meter",
           "Der Rat stimmte am Samstag nach {n} Stunden ab. Die Fischer verlangen einen Aufschub."),
    "es": ("Diario Ribera", "ES", "El puerto moverá el viejo muelle {n} metros",
           "La junta votó el sábado tras {n} horas. Los pescadores piden un aplazamiento."),
    "ar": ("المنارة", "JO", "مجلس الميناء ينقل الرصيف القديم {n} متراً",
           "صوّت المجلس يوم السبت بعد {n} ساعات. ويطالب الصيادون بمهلة قبل بدء الأشغال."),
    "zh": ("港灣新報", "TW", "港務局決定把舊碼頭移動{n}公尺並重建燈塔",
           "港務局週六經過{n}小時討論後表決。漁民要求延後施工。"),
    "ja": ("汐風新聞", "JP", "港湾局、旧桟橋を{n}メートル移設へ",
           "港湾局は土曜日、{n}時間の審議の末に採決した。漁師らは延期を求めている。"),
    "uk": ("Дніпровський кур'єр", "UA", "Рада порту пересуне старий причал на {n} метрів",
           "Рада проголосувала в суботу після {n} годин. Рибалки просять відкласти роботи."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A quote."""

    text: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure."""

    value: str
    sentence: str


def find_quotes(article: Article) -> tuple[Said, ...]:
    """Find what stands between double quotes, said by whoever follows."""
    for paragraph in article.body:
        _, opening, rest = paragraph.partition("“")
        words, closing, after = rest.partition("”")
        if opening and closing and " said " in after:
            return (Said(words.rstrip(","), after.partition(" said ")[2].partition(",")[0]),)
    return ()


def find_numbers(article: Article) -> tuple[Counted, ...]:
    """Find the first run of digits of the text."""
    for sentence in (part for paragraph in article.body for part in split_sentences(paragraph, article.language)):
        digits = next((word for word in sentence.split() if word.isdigit()), "")
        if digits:
            return (Counted(digits, sentence),)
    return ()


def summarise(article: Article, *, max_words: int) -> tuple[Excerpt, ...]:
    """Take the first sentences."""
    kept: tuple[Excerpt, ...] = ()
    words = 0
    for place, paragraph in enumerate(article.body):
        for start, end in find_sentences(paragraph, article.language):
            words += count_words(paragraph[start:end], article.language)
            if kept and words > max_words:
                return kept
            kept = (*kept, Excerpt(paragraph[start:end], "body", place, start, end))
    return kept


HIGHLIGHTS = Highlights(find_quotes=find_quotes, find_numbers=find_numbers, summarise=summarise)


def article(tongue: str = "en", number: int = 1, **changes: object) -> Article:
    """Invent an article of the outlet of a language; `changes` replace fields."""
    outlet, country, title, body = PRESS[tongue]
    url = f"https://{country.lower()}.example/{tongue}/{number}"
    made = Article(
        id=stable_id(url),
        url=url,
        feed_url=f"https://{country.lower()}.example/feed",
        outlet=outlet,
        title=title.format(n=number),
        collected=SLOT - timedelta(hours=1),
        published=SLOT - timedelta(minutes=30 * number),
        country=country,
        language=tongue,
        image=Image(
            f"https://{country.lower()}.example/{number}.jpg", "A quay at dawn", "The quay.", "A. Photographer"
        ),
        body=(body.format(n=number),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def story(*articles: Article, topics: Sequence[str] = (), score: float = 1.0, status: StoryStatus = "new") -> Story:
    """Make a story in which every article is a voice of its own."""
    return Story(
        id=stable_id("|".join(made.id for made in articles)),
        articles=articles,
        voices=tuple(Voice(made.id) for made in articles),
        topics=tuple(TopicMatch(name, 0.9, ("a phrase",)) for name in topics),
        rank=Rank(score, (("size", score),)),
        status=status,
    )


def window(count: int = 24) -> tuple[Story, ...]:
    """Invent a day: `count` stories in all the languages, ranked, some of them under a topic."""
    tongues = list(PRESS)
    stories = []
    for number in range(1, count + 1):
        shift = number % len(tongues)
        voices = [article(tongue, number) for tongue in (*tongues[shift:], *tongues[:shift])][: 1 + (5 * number) % 6]
        topics = [topic.name for topic, every in ((FOCUS, 4), (POLITICS, 5)) if number % every == 0]
        status: StoryStatus = "update" if number % 7 == 0 else "new"
        stories.append(story(*voices, topics=topics, score=float(count - number + 1), status=status))
    return tuple(stories)


def newsletter(language: str = "en", blocks: Sequence[BlockSpec] = ALL_BLOCKS, **changes: object) -> Newsletter:
    """Make a newsletter that goes out at seven in Paris."""
    made = Newsletter(
        title="The World This Morning",
        language=language,
        blocks=tuple(blocks),
        schedule=Schedule(at="07:00", timezone="Europe/Paris"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def edition(stories: Sequence[Story] | None = None, *, language: str = "en", **changes: object) -> Edition:
    """Compose an edition of a day's stories."""
    made = compose_edition(
        window() if stories is None else stories,
        newsletter=newsletter(language, **changes),  # type: ignore[arg-type]
        topics=TOPICS,
        site=SITE,
        slot=SLOT,
        highlights=HIGHLIGHTS,
    )
    assert made is not None
    return made


def rendered(made: Edition, *folders: Path) -> Rendered:
    """Render with the built-in themes behind `folders`."""
    return render_edition(made, site=SITE, folders=(*folders, THEMES), archive_url="https://world.example/today/1")
