from __future__ import annotations

import json

import numpy as np
import pytest

from digest.curate.reading.crossing import FAMILIES, Crossing, read_crossing
from digest.curate.stories.across import Across, compare_across
from digest.curate.stories.evidence import shared_across
from digest.curate.stories.pair_model import read_model, shipped_model, write_model
from digest.model import Article
from tests.curate.conftest import Write

QUAKE = (
    "An earthquake of magnitude 7.1 struck Turkey on Monday; rescuers search for 2,300 missing people near Gaziantep, "
    "and Erdogan promised tents."
)
QUAKE_RU = (
    "Землетрясение магнитудой 7,1 произошло в Турции в понедельник; спасатели ищут 2300 пропавших без вести близ "
    "Газиантепа, Эрдоган обещал палатки."
)
OTHERS = {
    "en": ("The central bank of Norway raised its interest rate to 4.5 percent.", "Chess: a boy of 14 wins in Tromso."),
    "ru": ("Парламент Франции принял бюджет на 2027 год.", "В Токио открылась выставка старых поездов."),
}


@pytest.fixture
def newsroom(write: Write) -> list[Article]:
    texts = [("en", QUAKE), ("ru", QUAKE_RU), *((key, text) for key, kept in OTHERS.items() for text in kept)]
    return [write(f"a{place}", title="", body=text, language=key) for place, (key, text) in enumerate(texts)]


def _ties(across: Across) -> list[tuple[int, int]]:
    left, right, _ = across.pairs()
    return list(zip(left.tolist(), right.tolist(), strict=True))


def test_one_event_is_tied_across_scripts_and_nothing_else_is(newsroom: list[Article]) -> None:
    """Of six articles in two languages the two on one earthquake are tied."""
    across = compare_across([read_crossing(article) for article in newsroom])
    assert _ties(across) == [(0, 1)]
    assert across.probability(0, 1) == pytest.approx(across.probability(1, 0))
    assert across.probability(0, 1) > across.model.threshold
    assert across.probability(0, 3) < across.model.threshold


def test_the_order_of_articles_does_not_matter(newsroom: list[Article]) -> None:
    """Turning the articles round turns the places round, and leaves the strength."""
    records = [read_crossing(article) for article in newsroom]
    forward, backward = compare_across(records), compare_across(records[::-1])
    assert [(5 - right, 5 - left) for left, right in _ties(backward)] == _ties(forward)
    assert backward.pairs()[2] == pytest.approx(forward.pairs()[2])


def test_many_reports_on_one_event_do_not_hide_each_other(newsroom: list[Article], write: Write) -> None:
    """Articles of one story count once among the nearest: an event of many reports stays tied across languages."""
    many = [write(f"m{place}", title="", body=QUAKE, language="en") for place in range(12)]
    records = [read_crossing(article) for article in [*many, *newsroom]]
    alone = compare_across(records)
    told = compare_across(records, groups=[0] * 13 + list(range(13, len(records))))
    assert told.probability(12, 13) > alone.probability(12, 13)
    assert (12, 13) in _ties(told)


def test_windows_of_nothing_or_one_language_have_no_pairs(newsroom: list[Article]) -> None:
    """No articles, one article, one language and empty articles are measured without harm."""
    empty = Crossing("xx", *(np.zeros(0, dtype=np.uint32) for _ in FAMILIES))
    first = read_crossing(newsroom[0])
    for window in ((), (first,), (first, first), (empty, first), (empty,)):
        assert _ties(compare_across(window)) == []


def test_reasons_name_what_is_shared(newsroom: list[Article]) -> None:
    """A person reads the concepts, numbers, places and names that two texts have in common."""
    said = shared_across(newsroom[0], newsroom[1])
    assert any(line.startswith("concepts: ") and "earthquake" in line for line in said)
    assert "numbers: 7.1, 2300" in said
    assert any(line.startswith("places: ") and "Türkiye" in line for line in said)
    assert any(line.startswith("names: ") and "Erdogan" in line for line in said)
    assert shared_across(newsroom[2], newsroom[5]) == ()


def test_the_model_is_read_as_it_is_written() -> None:
    """The shipped model survives writing and reading, names every family and asks for a probability."""
    model = shipped_model()
    assert read_model(write_model(model)) == model
    assert set(model.weights) == set(FAMILIES)
    assert 0 < model.threshold < 1
    assert json.loads(write_model(model))["neighbours"] == model.neighbours
    assert model.probability(-1e9) == pytest.approx(0)
    assert model.probability(1.0) > model.probability(0.5)
