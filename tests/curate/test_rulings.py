from __future__ import annotations

import itertools
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.curate.overrides import describe_override, move_stories, resolve_overrides, rule_stories
from digest.model import Override, OverrideKind, TopicMatch, Voice
from tests.curate.conftest import NOON, Gather, Write


def said(
    kind: OverrideKind,
    articles: str,
    others: str = "",
    *,
    number: int = 1,
    story: str = "",
    topic: str = "",
    remove: bool = False,
    newsletter: str = "",
    author: str = "ann",
    note: str = "",
) -> Override:
    """An override of articles named by a letter each; a higher number is a later one."""
    made = NOON + timedelta(minutes=number)
    return Override(kind, tuple(articles), made, tuple(others), story, topic, remove, newsletter, author, note, number)


def test_a_merge_joins_and_a_split_parts_every_article_named() -> None:
    """As pairs of articles: the ids of stories may change, those of articles never do."""
    rulings = resolve_overrides([said("merge", "ab", "c"), said("split", "d", "ef", number=2)], newsletter="today")
    assert rulings.together == (("a", "b"), ("a", "c"))
    assert rulings.apart == (("d", "e"), ("d", "f"))
    assert rulings.conflicts == ()


def test_pairs_are_of_known_articles_only() -> None:
    """When the first article of a merge has left the window, those that stay still belong together."""
    rulings = resolve_overrides([said("merge", "ab", "c")], newsletter="today", known={"b", "c"})
    assert rulings.together == (("b", "c"),)


def test_overrides_of_other_newsletters_are_not_ours() -> None:
    """Those of no newsletter are everybody's."""
    own = [said("pin", "a", newsletter="weekly"), said("pin", "b", number=2), said("pin", "c", newsletter="today")]
    assert [one.articles for one in resolve_overrides(own, newsletter="today").on_stories] == [("c",), ("b",)]


def test_a_merge_chain_over_a_split_loses_when_it_is_older() -> None:
    """It is said which one loses, to which, and why."""
    overrides = [said("merge", "a", "b"), said("merge", "b", "c", number=2), said("split", "a", "c", number=3)]
    rulings = resolve_overrides(overrides, newsletter="today")
    assert (rulings.together, rulings.apart) == ((("b", "c"),), (("a", "c"),))
    assert rulings.conflicts == (
        (
            "override 1 (merge, ann, 2026-03-10 12:01) does not hold for all it would join: override 3 (split, ann,"
            " 2026-03-10 12:03), which is newer, keeps apart some of it"
        ),
    )


def test_a_split_of_what_was_put_together_later_loses() -> None:
    """The chain that speaks against it is named as a whole."""
    overrides = [said("split", "a", "c"), said("merge", "a", "b", number=2), said("merge", "b", "c", number=3)]
    rulings = resolve_overrides(overrides, newsletter="today")
    assert (rulings.together, rulings.apart) == ((("a", "b"), ("b", "c")), ())
    assert rulings.conflicts == (
        (
            "override 1 (split, ann, 2026-03-10 12:01) does not hold for all it would part: override 2 (merge, ann,"
            " 2026-03-10 12:02) and override 3 (merge, ann, 2026-03-10 12:03), which are newer, put together some of it"
        ),
    )


_LETTERS = st.text("abcdef", min_size=1, max_size=3)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["merge", "split"]), _LETTERS, _LETTERS), max_size=8), st.randoms())
def test_no_chain_of_merges_ever_joins_what_is_kept_apart(
    spoken: list[tuple[OverrideKind, str, str]], shuffler: object
) -> None:
    """And the order in which overrides are read does not matter."""
    overrides = [said(kind, one, two, number=place) for place, (kind, one, two) in enumerate(spoken, start=1)]
    rulings = resolve_overrides(overrides, newsletter="today")
    home = {letter: letter for letter in "abcdef"}
    for left, right in rulings.together:
        home = {one: home[left] if group == home[right] else group for one, group in home.items()}
    assert all(home[left] != home[right] for left, right in rulings.apart)
    shuffler.shuffle(overrides)  # type: ignore[attr-defined]  # hypothesis types it as object
    assert resolve_overrides(overrides, newsletter="today") == rulings


def test_of_two_verdicts_on_one_story_the_later_holds() -> None:
    """Pin against ban, lead against lead, into a topic against out of it."""
    pairs = [
        (said("pin", "a", story="s"), said("ban", "b", story="s", number=2)),
        (said("lead", "a", story="s"), said("lead", "b", story="s", number=2)),
        (said("move", "a", story="s", topic="T"), said("move", "a", story="s", topic="T", remove=True, number=2)),
    ]
    for older, newer in pairs:
        rulings = resolve_overrides([newer, older], newsletter="today")
        assert rulings.on_stories == (newer,)
        assert len(rulings.conflicts) == 1
        assert rulings.conflicts[0].startswith("override 1 (")
        assert "override 2 (" in rulings.conflicts[0]
    different = [said("move", "a", story="s", topic="T"), said("move", "a", story="s", topic="U", number=2)]
    assert resolve_overrides(different, newsletter="today").conflicts == ()


def test_a_ban_of_an_article_is_known_before_anything_is_gathered() -> None:
    """A later pin of the same article takes it back, and that is said."""
    assert list(resolve_overrides([said("ban", "a")], newsletter="today").banned) == ["a"]
    taken_back = resolve_overrides([said("ban", "a"), said("pin", "a", number=2)], newsletter="today")
    assert taken_back.banned == {}
    assert len(taken_back.conflicts) == 1


def test_pins_bans_and_leads_change_the_story_and_say_so(write: Write, gather: Gather) -> None:
    """Each with its author and reason."""
    stories = [gather(write("a"), write("b")), gather(write("c")), gather(write("d"))]
    overrides = [
        said("pin", "c", note="our readers asked"),
        said("ban", "d", story="story-d", number=2),
        said("lead", "b", story="story-a", number=3),
    ]
    led, pinned, banned = rule_stories(stories, resolve_overrides(overrides, newsletter="today"))
    assert (pinned.pinned, pinned.banned) == (True, False)
    assert pinned.rulings == ("pinned, override 1 (pin, ann, 2026-03-10 12:01): our readers asked",)
    assert (banned.pinned, banned.banned) == (False, True)
    assert ([article.id for article in led.articles], led.voices[0]) == (["b", "a"], Voice("b"))


def test_a_story_is_found_again_by_its_id_or_by_half_of_its_articles(write: Write, gather: Gather) -> None:
    """What split off with little of it is another story."""
    ruling = said("ban", "abcd", story="x")
    rulings = resolve_overrides([ruling], newsletter="today")

    def banned(*stories: str, name: str = "") -> list[bool]:
        made = [gather(*(write(one) for one in letters), name=name) for letters in stories]
        return [story.banned for story in rule_stories(made, rulings)]

    assert banned("ab", "cd") == [True, True]
    assert banned("abc", "dxyz") == [True, False]
    assert banned("d") == [True]
    assert banned("yz", name="x") == [True]
    assert banned("yz") == [False]


def test_a_moved_story_stands_under_its_topic_and_no_longer_under_the_other(write: Write, gather: Gather) -> None:
    """The receipt is the editor's."""
    story = gather(write("a"), topics=(TopicMatch("Old", 0.4, ("any: 'x'",)),))
    overrides = [
        said("move", "a", topic="New"),
        said("move", "a", topic="Old", remove=True, number=2),
    ]
    rulings = resolve_overrides(overrides, newsletter="today")
    assert move_stories([story], rulings)[0].topics == (TopicMatch("New", 1.0, (describe_override(overrides[0]),)),)


def test_rulings_that_touch_nothing_change_nothing(write: Write, gather: Gather) -> None:
    """An override may outlive its articles."""
    stories = [gather(write("a"))]
    kinds: list[OverrideKind] = ["merge", "split", "pin", "ban", "move", "lead"]
    overrides = [said(kind, "y", "z", number=number, story="gone", topic="T") for number, kind in enumerate(kinds)]
    for some in itertools.combinations(overrides, 2):
        rulings = resolve_overrides(some, newsletter="today")
        assert rule_stories(move_stories(stories, rulings), rulings) == tuple(stories)
