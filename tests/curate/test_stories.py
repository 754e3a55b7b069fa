from __future__ import annotations

import pytest

from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.stories.gather import cluster_stories, is_report
from digest.model import Article, Story
from tests.curate.conftest import Write

CABLE = (
    "A ship's anchor cut a sea cable north of Bab al-Mandab, slowing 38 percent of traffic for 17 banks in Djibouti."
)
CABLE_TOO = "Djibouti said 38 percent of cable traffic was slow after an anchor tore the sea cable near Bab al-Mandab."
CABLE_FR = (
    "Un câble sous-marin coupé par une ancre au nord de Bab al-Mandab ralentit 38 % du trafic à Djibouti, 17 banques."
)
CABLE_UK = "Якір судна перерізав кабель біля Баб-ель-Мандебської протоки: 38 відсотків трафіку, 17 банків у Джибуті."
VIEW = "Whoever owns the Djibouti cable should pay. An anchor took 38 percent of traffic; Bab al-Mandab is narrow."
BREAD = (
    "The bakers of Lyon will weigh every loaf from May, after 2,140 shoppers complained of light bread to the prefect."
)
CHESS = "Fourteen-year-old Ines Quandt won the chess title in Tromso with a rook sacrifice that nobody had foreseen."


def _stories(articles: list[Article]) -> tuple[Story, ...]:
    voices, links = fold_duplicates(articles)
    return cluster_stories(articles, voices=voices, duplicate_links=links)


@pytest.fixture
def newsroom(write: Write) -> list[Article]:
    fillers = [
        write(f"filler{place}", hours=9, title=title, body=title)
        for place, title in enumerate(
            (BREAD, CHESS, "Rain closed the ski lifts of Andermatt", "A comet passes in June")
        )
    ]
    return [
        write("wire", hours=6, title="Anchor cuts cable near Djibouti", body=CABLE),
        write("courier", hours=5, title="Djibouti cable cut slows traffic", body=CABLE_TOO, weight=2.0, picture=True),
        write("fanal", hours=4, title="Câble coupé à Djibouti", body=CABLE_FR, language="fr"),
        write("visnyk", hours=3, title="Кабель біля Джибуті перерізано", body=CABLE_UK, language="uk"),
        write("copy", hours=2, title="Anchor cuts cable near Djibouti", body=CABLE),
        write("opinion", hours=1, title="Opinion: a cable cut, Djibouti exposed", body=VIEW, weight=9),
        *fillers,
    ]


def test_one_event_is_one_story_in_every_language(newsroom: list[Article]) -> None:
    """English, French and Ukrainian texts on one event meet; the others stay alone."""
    stories = _stories(newsroom)
    largest = max(stories, key=lambda story: len(story.articles))
    assert {article.id for article in largest.articles} == {"wire", "courier", "fanal", "visnyk", "copy", "opinion"}
    assert len(stories) == 5


def test_the_lead_is_a_report_of_the_weightiest_source(newsroom: list[Article]) -> None:
    """An opinion piece never leads, whatever its weight; a copy neither."""
    largest = max(_stories(newsroom), key=lambda story: len(story.articles))
    assert largest.lead.id == "courier"


def test_links_can_be_checked(newsroom: list[Article]) -> None:
    """Every voice of a story is tied by a link whose reasons name words, numbers or places."""
    largest = max(_stories(newsroom), key=lambda story: len(story.articles))
    tied = {member for link in largest.links for member in (link.left, link.right)}
    assert tied == {article.id for article in largest.articles}
    said = " ".join(reason for link in largest.links for reason in link.reasons)
    assert "numbers: 38" in said
    assert "Djibouti" in said
    assert "same text" in said


def test_a_story_knows_its_times(newsroom: list[Article]) -> None:
    """First seen is the earliest article's time; a late copy changes nothing."""
    by_id = {article.id: article for article in newsroom}
    largest = max(_stories(newsroom), key=lambda story: len(story.articles))
    assert largest.first_seen == by_id["wire"].published
    assert largest.last_change == by_id["opinion"].published


def test_order_does_not_matter(newsroom: list[Article]) -> None:
    """The same articles in any order give the same stories with the same ids."""
    expected = _stories(newsroom)
    assert _stories(newsroom[::-1]) == expected
    assert _stories([*newsroom[4:], *newsroom[:4]]) == expected


def test_hostile_texts_make_stories_of_their_own(write: Write) -> None:
    """Empty texts, one-word titles and mixed scripts neither fail nor meet."""
    assert cluster_stories([], voices=(), duplicate_links=()) == ()
    odd = [
        write("a", title=""),
        write("b", title="War"),
        write("c", title="العربية 中文 Mixed \ud800"),
        write("d", title="x" * 9999),
    ]
    assert len(_stories(odd)) == 4


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "Opinion: enough"}, False),
        ({"genre": "Análisis"}, True),
        ({"genre": "Analysis"}, False),
        ({"kicker": "社論"}, False),
        ({"kicker": "Geopolitics"}, True),
        ({"title": "رأي: كفى"}, False),
        ({"title": "Opinion polls move"}, True),
    ],
)
def test_reports_are_told_by_their_labels(write: Write, fields: dict[str, str], *, expected: bool) -> None:
    """Genre, kicker and the label before a headline's colon say what is opinion."""
    assert is_report(write("a", **fields)) is expected
