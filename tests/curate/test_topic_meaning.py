"""Topics by what an article is about, with vectors and without; and what can be said of a topic."""

from __future__ import annotations

import pytest

from digest.config.settings import Topic
from digest.curate.reading.meaning import open_embedder
from digest.curate.topics.explaining import explain_in
from digest.curate.topics.filing import match_topics
from digest.curate.topics.scoring import weigh_window
from digest.curate.topics.warnings import topic_warnings, window_warnings
from tests.curate.conftest import Gather, Write

FOOD = Topic(name="Food", description="Cooking, recipes, restaurants, wine and cocktails", any=("recipe",))
EMBEDDER = open_embedder()
needs_embeddings = pytest.mark.skipif(EMBEDDER is None, reason="the extra `embeddings` is not installed")


@needs_embeddings
def test_a_section_is_found_by_meaning_alone(write: Write, gather: Gather) -> None:
    """No phrase of the section stands there; the receipt says how near it is."""
    dish = gather(write("a", title="How to roast a chicken with garlic, butter and lemon for dinner"))
    bank = gather(write("b", title="Central bank raises interest rates as inflation climbs again"))
    found = match_topics([dish, bank], [FOOD], embedder=EMBEDDER)
    assert [bool(story.topics) for story in found] == [True, False]
    assert found[0].topics[0].reasons[0].startswith("meaning 0.")


@needs_embeddings
def test_vectors_made_before_are_used_and_missing_ones_are_made(write: Write, gather: Gather) -> None:
    """A vector of another model's length counts as missing."""
    stories = [gather(write(name, title=title)) for name, title in (("a", "Roast chicken"), ("b", "Rates rise"))]
    assert EMBEDDER is not None
    stored = {"a": EMBEDDER.encode(["The headline. Rates"])[0], "b": EMBEDDER.encode(["x"])[0][:7]}
    assert match_topics(stories, [FOOD], vectors=stored, embedder=EMBEDDER)


def test_the_order_of_articles_changes_nothing(write: Write, gather: Gather) -> None:
    """Same stories, same topics, same scores, with and without vectors."""
    stories = [gather(write(f"a{n}", title=f"A recipe for soup {n}", body=f"Onions, {n} of them.")) for n in range(9)]
    for embedder in (None, EMBEDDER):
        forward = match_topics(stories, [FOOD], embedder=embedder)
        assert forward == tuple(reversed(match_topics(stories[::-1], [FOOD], embedder=embedder)))


def test_texts_of_every_size_are_weighed(write: Write, gather: Gather) -> None:
    """Nothing at all, half a character, and a page of a hundred thousand words."""
    stories = [
        gather(write("a", title="")),
        gather(write("b", title="\ud83d \udc00", body="\ud800")),
        gather(write("c", title="Soup", body="A recipe of onions and salt. " * 17_000)),
    ]
    for embedder in (None, EMBEDDER):
        found = match_topics(stories, [FOOD], embedder=embedder)
        assert [len(story.topics) for story in found][:2] == [0, 0]
        assert found[2].topics


def test_why_a_story_is_in_no_topic_is_said(write: Write, gather: Gather) -> None:
    """The best score, what it needs, what spoke for it and which rule forbids it."""
    cook = Topic(name="War", any=("gaza",), none=("recipe*",))
    lacking = Topic(name="Both", all=("gaza", "convoy"))
    story = gather(write("a", title="Bread", body="Wheat is dear.\n\nA recipe from Gaza."))
    window = weigh_window(story.articles, [cook, lacking, Topic(name="Space", any=("moon",))])
    assert explain_in(window, story) == (
        "War: no, best 0.00 (needs 0.25): any: 'gaza' in body; none: 'recipe*' in body",
        "Both: no, best 0.00 (needs 0.25): all: 'gaza' in body; all: 'convoy' stands nowhere",
        "Space: no, best 0.00 (needs 0.25): no phrase of it, and no likeness",
    )


@pytest.mark.parametrize(
    ("topic", "part"),
    [
        (Topic(name="T", any=("gaza strip",), none=("gaz*",)), "'gaza strip' under any is covered by 'gaz*'"),
        (Topic(name="T", all=("gaza",), none=("Gaza",)), "the topic can never match"),
        (Topic(name="T", any=("gaza", "Gaza")), "stands twice under any"),
        (Topic(name="T", any=("gaza", "**")), "has no letters"),
        (Topic(name="T", any=("gaza", "a")), "single letter"),
        (Topic(name="T", any=("gaza", "with the")), "only link others"),
    ],
)
def test_a_warning_names_topic_rule_and_phrase(topic: Topic, part: str) -> None:
    """One line for one fault."""
    said = topic_warnings([topic])
    assert len(said) == 1, said
    assert said[0].startswith("topic 'T'")
    assert part in said[0]


def test_two_topics_of_one_name_are_warned_of() -> None:
    """Their stories could not be told apart."""
    assert topic_warnings([FOOD, FOOD]) == ("topic 'Food' stands there 2 times",)


def test_a_topic_of_everything_or_nothing_is_said_of_a_window(write: Write, gather: Gather) -> None:
    """And the phrase that stands everywhere; a small window says nothing."""
    everything = Topic(name="All", any=("harbour",), min_score=0.01)
    nothing = Topic(name="None", all=("harbour", "moon"))
    stories = [gather(write(f"a{n}", title=f"Harbour {n}")) for n in range(60)]
    filed = match_topics(stories, [everything, nothing])
    said = window_warnings(filed, [everything, nothing])
    assert said[0].startswith("topic 'All' fits 60 of 60 stories")
    assert said[1].startswith("topic 'None' fits none of 60 stories; all demands 'harbour', 'moon'")
    assert "'harbour' stands in 60 of 60 articles" in said[2]
    assert window_warnings(filed[:9], [everything, nothing]) == ()
