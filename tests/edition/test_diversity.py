"""No outlet and no event fills a section, and nothing is lost for it."""

from __future__ import annotations

from dataclasses import replace

from digest.config.settings import BlockSpec
from digest.edition.diversity import choose, rare_words, share_out
from digest.model import Story
from tests.edition.builders import POLITICS, article, edition, story


def tell(name: str, title: str, *, outlet: str = "", score: float = 1.0, pinned: bool = False) -> Story:
    made = article(number=1, id=name, url=f"https://{name}.example/", outlet=outlet or name, title=title)
    return replace(story(made, score=score), id=name, pinned=pinned)


def chosen(stories: list[Story], *, most: int, printed: list[Story] | None = None) -> tuple[list[str], list[str]]:
    above = printed or []
    taken, passed = choose(
        stories,
        most=most,
        printed=above,
        words=rare_words([*stories, *above]),
        outlet_of=lambda one: one.lead.outlet,
    )
    return [choice.story.id for choice in taken], [choice.story.id for choice in passed]


def test_a_story_of_an_outlet_that_stands_above_gives_way_to_one_that_is_nearly_as_good() -> None:
    """Not to one that is much worse; and it comes back when there is room."""
    stories = [
        tell("a", "Bridge opens", outlet="Loud", score=3.0),
        tell("b", "Mill burns", outlet="Loud", score=2.9),
        tell("c", "Choir sings", outlet="Quiet", score=2.5),
        tell("d", "Ferry sails", outlet="Other", score=1.0),
    ]
    assert chosen(stories, most=2) == (["a", "c"], ["b"])
    assert chosen(stories, most=3) == (["a", "c", "b"], [])
    assert chosen(stories, most=0) == ([], [])


def test_two_stories_on_one_event_do_not_stand_side_by_side() -> None:
    """Whether the first stands in the block or above it."""
    first = tell("a", "Volcano Kelmara erupts again, thousands flee Tosaru", score=5.0)
    second = tell("b", "Thousands flee as Kelmara volcano erupts near Tosaru", score=4.9)
    other = tell("c", "Parliament of Lodovia votes on pension reform", score=3.0)
    rest = [tell(f"r{number}", f"Matter {number} of nobody's {number}", score=0.1) for number in range(20)]
    assert chosen([first, second, other, *rest], most=2) == (["a", "c"], ["b"])
    assert chosen([second, other, *rest], most=1, printed=[first]) == (["c"], ["b"])


def test_words_that_many_headlines_have_tie_nothing() -> None:
    """A day on which all write of one summit has many stories of it."""
    stories = [tell(f"s{number}", f"World climate summit: matter {'abcdefgh'[number]}{number}") for number in range(8)]
    assert all(not words & {"world", "climate", "summit"} for words in rare_words(stories).values())


def test_what_an_editor_pinned_costs_nothing() -> None:
    """Three pinned stories of one outlet stand where the editor wants them."""
    stories = [tell(name, f"Title {name}", outlet="Loud", score=100, pinned=True) for name in "abc"]
    assert chosen([*stories, tell("d", "Other", score=99.9)], most=3) == (["a", "b", "c"], [])


def test_a_fourth_line_of_an_outlet_waits_for_others() -> None:
    """In their order, and none is lost while there is room."""
    stories = [tell(f"a{place}", "x", outlet="Loud") for place in range(3)] + [tell("b", "x", outlet="Quiet")]

    def shared(most: int) -> list[str]:
        taken = share_out(stories, most=most, per_outlet=2, outlet_of=lambda one: one.lead.outlet)
        return [one.id for one in taken]

    assert shared(3) == ["a0", "a1", "b"]
    assert shared(9) == ["a0", "a1", "b", "a2"]
    assert shared(0) == []


def test_an_edition_says_what_likeness_did() -> None:
    """For stories that it moved and for those that it kept out, under the heading of the block."""
    filed = story(article(), topics=[POLITICS.name]).topics
    told = [
        tell("a", "Bridge opens", outlet="Loud", score=3.0),
        tell("b", "Mill burns", outlet="Loud", score=2.9),
        tell("c", "Choir sings", score=2.5),
    ]
    stories = [replace(one, topics=filed) for one in told]
    made = edition(stories, blocks=(BlockSpec(kind="topic", name=POLITICS.name, max=2),))
    assert list(made.stories) == ["a", "c"]
    assert made.choices == {"b": ("Geopolitics: passed over with 2.90 - 0.75 (Loud has 1 above it: -0.75)",)}
