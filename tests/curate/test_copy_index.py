"""The index of copies: whatever the order in which articles come, it finds what one fold of all of them finds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.duplicates.index import (
    Segment,
    add_segment,
    links_within,
    make_segment,
    pack_postings,
    pack_texts,
    texts_held,
    unpack_segment,
    unpack_texts,
)
from digest.curate.reading.fingerprint import read_fingerprint
from digest.model import Article, Link
from tests.curate.conftest import NOON, Write, write_article
from tests.curate.test_duplicates import OTHER, WIRE, edited, prose

LONG_AGO = (NOON.timestamp()) - 10_000_000


class Index:
    """An index in memory, which is packed and unpacked with each addition."""

    def __init__(self) -> None:
        self.stored: dict[int, tuple[bytes, bytes]] = {}
        self.links: tuple[Link, ...] = ()

    def add(self, articles: Sequence[Article], *, since: float = LONG_AGO) -> None:
        """One addition."""
        known = {number: unpack_segment(*parts) for number, parts in self.stored.items()}
        new = make_segment(articles, {article.id: read_fingerprint(article) for article in articles})
        change = add_segment(known, new, since=since)
        for number in change.gone:
            del self.stored[number]
        self.stored[max(known, default=0) + 1] = (pack_texts(change.segment), pack_postings(change.segment))
        self.links = change.links

    def ids(self) -> set[str]:
        """Of the articles that it holds."""
        return set(texts_held([texts for texts, _ in self.stored.values()]))


def news(write: Write) -> list[Article]:
    """Copies, edits, cuts, a crowd, texts of a word and of none, and what stands alone."""
    wire, own = prose(1, 120), prose(2, 90)
    crowd = [
        write(f"c{place:02}", hours=place / 9, title="Dam closed", body=edited(wire, seed=place, share=place / 400))
        for place in range(16)
    ]
    cuts = [write(f"k{place}", hours=place, title="Own", body=" ".join(own[: 90 - 20 * place])) for place in range(4)]
    alone = [write(f"a{place}", hours=place, body=" ".join(prose(50 + place, 40))) for place in range(6)]
    odd = [write("o1"), write("o2"), write("o3", title="\ud800", body="\ud800 Yes"), write("o4", body="Yes")]
    same = [write(f"s{place}", hours=place, body=WIRE if place % 2 else OTHER) for place in range(6)]
    address = [replace(write("u1", hours=3, body="One text."), url=same[0].url)]
    return [*crowd, *cuts, *alone, *odd, *same, *address]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), cuts=st.lists(st.integers(0, 36), max_size=6))
def test_any_order_of_arrival_gives_the_fold_of_all(seed: int, cuts: list[int]) -> None:
    """In any parts, each written down and read again."""
    articles = news(write_article)
    expected = fold_duplicates(articles)[1]
    random.Random(seed).shuffle(articles)  # noqa: S311 - an order, no secret
    index = Index()
    edges = [0, *sorted(cuts), len(articles)]
    for start, end in pairwise(edges):
        index.add(articles[start:end])
    assert index.links == expected
    assert index.ids() == {article.id for article in articles}


def test_segments_grow_in_number_like_a_logarithm(write: Write) -> None:
    """Many small additions make few segments, and none is empty."""
    index = Index()
    for place in range(40):
        index.add([write(f"a{place}", hours=1, body=" ".join(prose(place, 30)))])
        assert len(index.stored) <= 4
    assert len(index.ids()) == 40


def test_an_article_that_is_read_anew_counts_once(write: Write) -> None:
    """As it is now: it was a copy, and is none any more."""
    index = Index()
    index.add([write("a", body=WIRE), write("b", hours=0.5, body=WIRE)])
    assert [(link.left, link.right) for link in index.links] == [("a", "b")]
    index.add([write("b", hours=0.5, body=OTHER)])
    assert not index.links
    index.add([write("b", hours=0.5, body=WIRE), write("c", body=OTHER)])
    assert [(link.left, link.right) for link in index.links] == [("a", "b")]


def test_what_is_too_old_leaves(write: Write) -> None:
    """Its links go at once, its segment when it holds nothing else."""
    index = Index()
    old = [write(f"o{place}", hours=40, body=" ".join(prose(place, 40))) for place in range(9)]
    index.add([*old, write("x", hours=41, body=WIRE)])
    index.add([write("y", hours=1, body=WIRE)])
    assert [(link.left, link.right) for link in index.links] == [("x", "y")]
    index.add([write("z", hours=2, body=OTHER)], since=NOON.timestamp() - 36 * 3600)
    assert not index.links
    assert index.ids() == {"y", "z"}
    assert len(index.stored) <= 2


def test_a_template_is_known_by_the_days_not_by_the_addition(write: Write) -> None:
    """Each addition holds one text of the form; the thirteenth shows that it is one."""
    form = " ".join(prose(9, 60))
    index = Index()
    for place in range(13):
        own = " ".join(prose(100 + place, 20))
        index.add([write(f"f{place}", hours=13 - place, url=f"https://a.example/{place}", body=f"{own}\n\n{form}")])
        if place in {1, 9}:
            assert len(index.links) == place
    assert not index.links


def test_copies_of_a_text_outside_the_window_are_still_one(write: Write) -> None:
    """They are linked to each other, since the third is not there."""
    a, b, c = write("a", hours=30), write("b", hours=3), write("c", hours=2)
    links = [Link("a", "b", 0.7, ("x",)), Link("a", "c", 0.9, ("y",))]
    assert links_within(links, [a, b, c]) == tuple(links)
    assert links_within(links, [c, b]) == (Link("b", "c", 0.7, ("both are copies of one earlier text",)),)
    assert links_within(links, [c]) == ()
    assert links_within(links, []) == ()


def test_a_segment_comes_back_from_its_bytes(write: Write) -> None:
    """Also one of nothing at all."""
    articles = news(write)
    made = make_segment(articles, {article.id: read_fingerprint(article) for article in articles})
    for segment in (replace(made, since=7.5), make_segment([], {})):
        back = unpack_segment(pack_texts(segment), pack_postings(segment))
        assert back.since == segment.since
        assert back.postings.tolist() == segment.postings.tolist()
        assert [(text.id, text.published, text.url, text.digest, text.title, text.size) for text in back.texts] == [
            (text.id, text.published, text.url, text.digest, text.title, text.size) for text in segment.texts
        ]
        assert [text.lead.tolist() for text in back.texts] == [text.lead.tolist() for text in segment.texts]


def test_damaged_bytes_are_noticed(write: Write) -> None:
    """Wherever they end."""
    packed = pack_texts(
        Segment(make_segment([write("a")], {"a": read_fingerprint(write("a"))}).texts, np.zeros(0, "u8"))
    )
    for damaged in (b"", packed[:10], packed[:-3], b"none" + packed[4:], packed[:-2] + b"{}"):
        with pytest.raises(ValueError, match="index of copies"):
            unpack_texts(damaged)
