"""A text dump of a real page, kept beside the repository: two articles, and none of the page around them.

The text belongs to its publisher and is not part of this repository; without it these tests are skipped.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digest.extract.readers import extract_any
from digest.model import Extraction
from digest.text import letters

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
FILES = sorted(SEED.glob("*.txt"))
pytestmark = pytest.mark.skipif(not FILES, reason="no ../shared/seed/*.txt beside the repository")

# What only a page's own voice says; deliberately not the phrases of the rules.
JUNK = re.compile(
    r"subscri|log in|free (?:daily|trial|article)|cancel any|unlimited|newsletter|\$\d|ad-free|archives|per month"
    r"|benefits|exclusive|keep reading|show less|the latest$|widest range|world gets closer|see farther",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def dump() -> list[str]:
    return [line.strip() for line in FILES[0].read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def articles() -> tuple[Extraction, ...]:
    return extract_any(FILES[0].read_bytes(), name=FILES[0].name)


def test_a_dump_with_two_articles_gives_two(articles: tuple[Extraction, ...]) -> None:
    assert len(articles) == 2
    assert [article.kind for article in articles] == ["article", "article"]


def test_the_heads_are_read_to_the_letter(articles: tuple[Extraction, ...]) -> None:
    first, second = articles
    assert [article.kicker for article in articles] == ["Geopolitics", "FOCUS: Israel-Palestine War"]
    assert first.title.startswith("What Kim Wants From Putin: ")
    assert first.title.endswith(" Space Program")
    assert second.title.startswith("Why Taiwan Backs Israel ")
    assert first.standfirst.startswith("Vladimir Putin was eager")
    assert second.standfirst.startswith("Taiwanese, though under")
    assert [article.authors for article in articles] == [("Cameron Manley",), ("Josephine",)]
    assert [article.dateline for article in articles] == ["", "TAIPEI"]
    assert [article.genre for article in articles] == ["Analysis", ""]


def test_each_picture_has_its_own_words(articles: tuple[Extraction, ...]) -> None:
    first, second = articles
    assert first.image is not None
    assert first.image.alt == "photo of putin and kim jong-un at a space center"
    assert first.image.caption == "Putin and Kim get a tour of Russia's Vostochny Cosmodrome in the Far East"
    assert first.image.credit == "Artem Geodakyan/Kremlin"
    assert [image.credit for image in first.images] == ["Kim Jae-Hwan/SOPA Images via ZUMA"]
    assert first.images[0].alt == "photo of North Korean missile being fired"
    assert second.image is not None
    assert second.image.alt.startswith("Photo of police forces in Taipei")
    assert second.image.caption.startswith("Police forces in Taipei")
    assert second.image.credit == ""


def test_no_line_of_the_page_around_is_in_a_body(dump: list[str], articles: tuple[Extraction, ...]) -> None:
    junk = {line for line in dump if JUNK.search(line)}
    assert len(junk) > 20
    assert junk.isdisjoint(line for article in articles for line in article.body)


def test_every_sentence_of_the_articles_is_in_a_body_or_head(dump: list[str], articles: tuple[Extraction, ...]) -> None:
    told = {letters(text) for a in articles for text in (*a.body, a.title, a.standfirst, f"{a.dateline}{a.body[0]}")}
    told |= {
        letters(words)
        for a in articles
        for image in (a.image, *a.images)
        if image
        for words in (image.alt, image.caption)
    }
    sentences = [line for line in dump if len(line) >= 80 and not JUNK.search(line)]
    assert len(sentences) >= 20
    assert [line for line in sentences if letters(line) not in told] == []


def test_sub_headings_stay_and_pull_quotes_go(articles: tuple[Extraction, ...]) -> None:
    body = articles[0].body
    assert {"World-class space player", "Weapons in exchange"} <= set(body)
    assert not [line for line in body if sum(letters(line) in letters(other) for other in body) > 1]


def test_every_dropped_line_has_a_rule_and_none_is_lost(dump: list[str], articles: tuple[Extraction, ...]) -> None:
    dropped = [drop for article in articles for drop in article.dropped]
    assert all(drop.rule for drop in dropped)
    told = letters("".join(map(str, articles)))
    assert [line for line in dump if line != "TAIPEI" and letters(line)[6:] not in told] == []
