from __future__ import annotations

from digest.config.settings import Topic
from digest.curate.topics.filing import match_topics
from digest.curate.topics.warnings import topic_warnings
from tests.curate.conftest import Gather, Write

WAR = Topic(name="War", any=("west bank", "gaza", "palestin*", "غزة", "加薩"), none=("recipe*",))


def test_place_decides_the_score(write: Write, gather: Gather) -> None:
    """A phrase in the headline counts more than in the standfirst, the lead or the body."""
    texts = [
        write("a", title="Gaza gate opens"),
        write("b", standfirst="The gate of Gaza opens"),
        write("c", body="Gaza's gate opens.\n\nMore."),
        write("d", body="A gate opens.\n\nIt is in Gaza."),
    ]
    topic = Topic(name="War", any=("gaza",), min_score=0.01)
    scores = [match_topics([gather(text)], [topic])[0].topics[0].score for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_one_mention_in_the_body_is_not_enough(write: Write, gather: Gather) -> None:
    """With the default threshold a passing mention abstains."""
    story = gather(write("a", body="Wheat is dear.\n\nTraders spoke of Gaza."))
    assert match_topics([story], [WAR])[0].topics == ()


def test_none_forbids_and_all_demands(write: Write, gather: Gather) -> None:
    """A forbidden phrase anywhere in an article silences it; each phrase of `all` must stand somewhere."""
    recipe = gather(write("a", title="Gaza bread", body="The recipe of a baker"))
    both = Topic(name="Both", all=("gaza", "truck*"))
    half, whole = gather(write("b", title="Gaza")), gather(write("c", title="Gaza", body="Trucks wait."))
    matched = match_topics([recipe, half, whole], [WAR, both])
    assert [[match.topic for match in story.topics] for story in matched] == [[], ["War"], ["Both", "War"]]


def test_reasons_name_phrase_and_place(write: Write, gather: Gather) -> None:
    """An editor can see why a story is filed."""
    matched = match_topics([gather(write("a", title="Strike in the West Bank"))], [WAR])
    assert matched[0].topics[0].reasons == ("any: 'west bank' in title",)


def test_only_content_words_of_a_description_are_evidence(write: Write, gather: Gather) -> None:
    """Small words, and those that most stories of the window hold, tell no topic from another."""
    topic = Topic(name="War", description="The war between Israel and Hamas in Gaza, reported daily", min_score=0.01)
    near = gather(write("a", title="Israel and Hamas meet in the Gaza Strip, reported by the daily"))
    others = [gather(write(name, title=f"Bread is dear in {name}, reported the baker")) for name in "bcde"]
    matched = match_topics([near, *others], [topic])
    assert [[match.reasons for match in story.topics] for story in matched] == [
        [("description: daily, gaza, hamas",)], [], [], [], []
    ]  # fmt: skip


def test_a_description_in_a_script_without_spaces_is_evidence(write: Write, gather: Gather) -> None:
    """Its words are pairs of characters: two letters are not too short there."""
    topic = Topic(name="War", description="加薩戰爭", min_score=0.01)
    stories = [gather(write("a", title="加薩南部", language="zh")), gather(write("b", title="麵包漲價", language="zh"))]
    assert match_topics(stories, [topic])[0].topics[0].reasons == ("description: 加薩",)


def test_foreign_voices_do_not_outvote(write: Write, gather: Gather) -> None:
    """A story keeps its topic when half of its voices write in languages without a phrase."""
    story = gather(write("a", title="Gaza gate opens"), write("b", title="Otevření brány", language="cs"))
    assert match_topics([story], [WAR])[0].topics


def test_of_two_topics_that_fit_equally_the_rarer_comes_first(write: Write, gather: Gather) -> None:
    """What fits fewer stories of the window says more about this one."""
    common, rare = Topic(name="Common", any=("harbour",)), Topic(name="Rare", any=("gaza",))
    stories = [gather(write("a", title="Gaza harbour")), gather(write("b", title="Harbour opens"))]
    assert [match.topic for match in match_topics(stories, [common, rare])[0].topics] == ["Rare", "Common"]


def test_warnings_name_the_fault() -> None:
    """An empty topic, a contradiction and a phrase without letters are said by name."""
    topics = [Topic(name="Empty"), Topic(name="Torn", any=("Gaza",), none=("gaza",)), Topic(name="Blank", any=("*",))]
    said = topic_warnings(topics)
    assert [warning.split("'")[1] for warning in said] == ["Empty", "Torn", "Blank"]
    assert topic_warnings([WAR]) == ()


def test_spellings_of_one_word_are_one_mention(write: Write, gather: Gather) -> None:
    """Three phrases that are all found as one Ukrainian word say no more than one of them."""
    story = gather(write("a", language="uk", title="Ферма", body="Вступ.\n\nЦе сталося в Україні."))
    one = Topic(name="War", any=("ukrain*",), min_score=0.01)
    three = Topic(name="War", any=("ukrain*", "ukraine", "україн*"), min_score=0.01)
    alone, together = (match_topics([story], [topic])[0].topics[0] for topic in (one, three))
    assert together.score == alone.score
    assert len(together.reasons) == len(alone.reasons)
