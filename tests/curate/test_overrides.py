from __future__ import annotations

import pytest

from digest.curate.stories.gather import cluster_stories
from digest.curate.stories.overrides import bind
from digest.model import Article, Story, Voice
from tests.curate.conftest import Write

DAM = ("The Kessock dam was closed after cracks", "Cracks close the Kessock dam", "Kessock dam closed: cracks found")
TRAM = ("Night trams return to Graz", "Graz brings back its night trams", "In Graz the night trams are back")


@pytest.fixture
def window(write: Write) -> list[Article]:
    return [
        write(f"{name}{place}", title=title, body=title, hours=9 - place)
        for name, titles in (("dam", DAM), ("tram", TRAM))
        for place, title in enumerate(titles)
    ]


def _parts(stories: tuple[Story, ...]) -> set[frozenset[str]]:
    return {frozenset(article.id for article in story.articles) for story in stories}


def _voices(window: list[Article]) -> list[Voice]:
    return [Voice(article.id) for article in window]


def test_without_an_editor_there_are_two_stories(window: list[Article]) -> None:
    """The ground on which the other tests stand."""
    stories = cluster_stories(window, voices=_voices(window), duplicate_links=())
    assert _parts(stories) == {frozenset({"dam0", "dam1", "dam2"}), frozenset({"tram0", "tram1", "tram2"})}


def test_a_must_link_joins_two_stories_and_says_so(window: list[Article]) -> None:
    """One pair joins all that belongs to its two articles; the link names the editor."""
    stories = cluster_stories(window, voices=_voices(window), duplicate_links=(), together=[("tram1", "dam2")])
    assert len(stories) == 1
    said = [link for link in stories[0].links if link.reasons == ("an editor says so",)]
    assert [(link.left, link.right, link.score) for link in said] == [("dam2", "tram1", 1.0)]


def test_a_cannot_link_always_holds(window: list[Article]) -> None:
    """Two of a story are parted, each keeps what is nearer to it, and nothing is lost."""
    stories = cluster_stories(window, voices=_voices(window), duplicate_links=(), apart=[("dam0", "dam1")])
    parts = _parts(stories)
    assert not any({"dam0", "dam1"} <= part for part in parts)
    assert sorted(name for part in parts for name in part) == sorted(article.id for article in window)
    assert len(parts) == 3


def test_a_copy_can_be_kept_from_its_original(window: list[Article]) -> None:
    """What duplicates fold, an editor can unfold; the copy becomes a voice of its own."""
    voices = [Voice("dam0", ("dam1", "dam2")), *(Voice(f"tram{place}") for place in range(3))]
    stories = cluster_stories(window, voices=voices, duplicate_links=(), apart=[("dam0", "dam2")])
    home = {article.id: story for story in stories for article in story.articles}
    assert home["dam0"] is home["dam1"]
    assert home["dam0"] is not home["dam2"]
    assert {voice.original for story in stories for voice in story.voices} >= {"dam0", "dam2"}


def test_a_contradiction_is_told_and_the_cannot_link_wins(window: list[Article]) -> None:
    """A chain of must-links that joins what is kept apart loses a link, and a caller can say which."""
    together, apart = [("dam0", "tram0"), ("tram0", "dam1")], [("dam1", "dam0")]
    stories = cluster_stories(window, voices=_voices(window), duplicate_links=(), together=together, apart=apart)
    assert not any({"dam0", "dam1"} <= part for part in _parts(stories))
    assert bind(together, apart)[1] == (("dam1", "tram0"),)
    assert bind(together, ())[1] == ()


def test_overrides_do_not_depend_on_any_order(window: list[Article]) -> None:
    """Articles, pairs and the two sides of a pair may come in any order; unknown articles are passed over."""
    together = [("dam0", "tram0"), ("gone", "dam1")]
    apart = [("dam2", "dam0"), ("tram2", "tram0")]
    expected = cluster_stories(window, voices=_voices(window), duplicate_links=(), together=together, apart=apart)
    turned = [(right, left) for left, right in reversed(apart)]
    again = cluster_stories(
        window[::-1], voices=_voices(window)[::-1], duplicate_links=(), together=together[::-1], apart=turned
    )
    assert again == expected
