from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from digest.curate.stories.affinity import active_tier, measure
from digest.model import Article
from tests.curate.conftest import Write

TITLES = ("Cracks close the Kessock dam", "Kessock dam shut", "Night trams return to Graz", "A comet passes in June")


@pytest.fixture
def window(write: Write) -> list[Article]:
    return [write(f"a{place}", title=title) for place, title in enumerate(TITLES)]


def _vectors(*rows: tuple[float, float, float]) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]]:
    return {f"a{place}": np.array(row, dtype=np.float32) for place, row in enumerate(rows)}


def _moved(window: list[Article], hours: float) -> list[Article]:
    return [replace(window[0], published=window[0].published - timedelta(hours=hours)), *window[1:]]


def test_what_decides_can_be_said(window: list[Article]) -> None:
    """The tier and every reason tell whether meaning had a say."""
    vectors = _vectors((1, 0, 0), (0.9, 0.1, 0), (0, 1, 0), (0, 0, 1))
    by_words, by_meaning = measure(window), measure(window, vectors=vectors, model="wordllama")
    assert (by_words.tier, by_meaning.tier) == ("text", "wordllama")
    assert active_tier(None, model="wordllama") == "text"
    assert "meaning" not in by_words.link(0, 1).reasons[0]
    assert "TF-IDF" in by_meaning.link(0, 1).reasons[0]
    assert "meaning .9" in by_meaning.link(0, 1).reasons[0]
    assert any(reason.startswith("shared: ") and "kessock" in reason for reason in by_meaning.link(0, 1).reasons)


def test_meaning_lifts_what_shares_few_words(window: list[Article]) -> None:
    """The same two headlines are nearer when their vectors are, and farther when they are not."""
    near = measure(window, vectors=_vectors((1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)))
    far = measure(window, vectors=_vectors((1, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0)))
    assert near.score(0, 1) > far.score(0, 1)


def test_an_article_without_a_vector_is_compared_by_words(window: list[Article]) -> None:
    """A missing vector, or one of zeros, changes the score to that of the text tier, and the reason says so."""
    vectors = _vectors((0, 0, 0), (1, 0, 0))
    mixed, plain = measure(window, vectors=vectors), measure(window)
    for pair in ((0, 1), (1, 2)):
        assert mixed.score(*pair) == pytest.approx(plain.score(*pair))
        assert mixed.threshold(*pair) == plain.threshold(*pair)
        assert "meaning" not in mixed.link(*pair).reasons[0]


def test_time_matters_only_beyond_two_days(window: list[Article]) -> None:
    """Up to 48 hours apart nothing is lost; beyond, a pair needs up to a ninth more, and never more than that."""
    needs = [measure(_moved(window, hours)).threshold(0, 1) for hours in (0, 47, 96, 300, 100_000)]
    assert needs[0] == needs[1] < needs[2] < needs[3] == needs[4]
    assert needs[4] == pytest.approx(needs[0] / 0.9)


def test_pairs_come_once_and_sorted(window: list[Article]) -> None:
    """Lower places first, no pair twice, strengths above nothing."""
    left, right, strength = measure(window).pairs()
    assert (left < right).all()
    assert sorted(set(zip(left.tolist(), right.tolist(), strict=True))) == list(
        zip(left.tolist(), right.tolist(), strict=True)
    )
    assert (strength > 0).all()
