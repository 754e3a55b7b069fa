from __future__ import annotations

from dataclasses import replace

import pytest

from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.explain import BESIDE, describe_link, explain_article, explain_pair, short, some_of
from digest.curate.stories.gather import cluster_stories
from digest.model import Article, Link, Story, Voice
from tests.curate.conftest import Gather, Write


@pytest.fixture
def articles(write: Write) -> list[Article]:
    return [
        write(
            "a",
            title="Anchor cuts cable near Djibouti",
            body="An anchor cut a sea cable; 38 percent of traffic slowed.",
        ),
        write(
            "b",
            title="Djibouti cable cut by anchor",
            body="Traffic slowed by 38 percent after an anchor tore the sea cable.",
        ),
        write(
            "c",
            title="Bakers of Lyon weigh their bread",
            body="Every loaf must be weighed from May, the prefect ruled.",
        ),
    ]


@pytest.fixture
def stories(articles: list[Article]) -> tuple[Story, ...]:
    voices, links = fold_duplicates(articles)
    return cluster_stories(articles, voices=voices, duplicate_links=links)


def home(article: Article, stories: tuple[Story, ...]) -> Story:
    return next(story for story in stories if article in story.articles)


def test_a_merge_is_explained_by_the_build_s_own_link(articles: list[Article], stories: tuple[Story, ...]) -> None:
    """Nothing is measured again."""
    story = home(articles[0], stories)
    found = explain_pair(articles[0], articles[1], first=story, second=story, window=())
    assert (found.together, found.beside, found.stories) == (True, 0, (story.id, story.id))
    assert found.link is not None
    assert any("38" in reason for reason in found.link.reasons)


def test_a_refusal_is_measured_beside_the_window(articles: list[Article], stories: tuple[Story, ...]) -> None:
    """The score, what it would have needed, and how many articles the measure rests on."""
    first, second = home(articles[0], stories), home(articles[2], stories)
    found = explain_pair(articles[0], articles[2], first=first, second=second, window=articles)
    assert (found.together, found.beside) == (False, 3)
    assert found.link is not None
    assert found.link.score < found.needs
    assert found.path == ()


def test_a_tie_through_others_is_shown_step_by_step(write: Write, gather: Gather) -> None:
    """The fewest links from the one to the other."""
    made = [write(name) for name in "abcd"]
    chain = tuple(Link(left, right, 0.5, ("why",)) for left, right in (("a", "b"), ("b", "c"), ("c", "d"), ("a", "c")))
    story = replace(gather(*made), links=chain)
    found = explain_pair(made[0], made[3], first=story, second=story, window=())
    assert [(link.left, link.right) for link in found.path] == [("a", "c"), ("c", "d")]


def test_an_article_is_lead_voice_copy_or_nothing(write: Write, gather: Gather) -> None:
    """With its own links, the strongest first."""
    made = [write(name) for name in "abc"]
    links = (Link("a", "b", 0.4, ("x",)), Link("a", "c", 0.9, ("y",)))
    story = replace(gather(*made, voices=(Voice("a", ("c",)), Voice("b"))), links=links)
    belongings = [explain_article(one, story) for one in made]
    assert [(one.role, one.copy_of) for one in belongings] == [("lead", ""), ("voice", ""), ("copy", "a")]
    assert [link.score for link in belongings[0].links] == [0.9, 0.4]
    assert explain_article(made[0], None).role == "none"


def test_a_large_window_is_measured_in_part() -> None:
    """Always the same part, whatever the order."""
    ids = [f"{number:05}" for number in range(20_000)]
    some = some_of(ids[::-1])
    assert len(some) <= BESIDE
    assert some == some_of(ids)
    assert some_of(ids[:5]) == ids[:5]
    assert some_of([]) == []


def test_scores_are_short() -> None:
    """As in the reasons of a link."""
    assert [short(score) for score in (0.834, 1.0, -0.05, 0.0)] == [".83", "1.00", "-.05", ".00"]
    assert describe_link(Link("a", "b", 0.93, ("title 88", "same lead"))) == ".93: title 88; same lead"
