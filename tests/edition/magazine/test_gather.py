"""Which stories a magazine brings, told by whom, and where they stand."""

from __future__ import annotations

from dataclasses import replace

from digest.edition.magazine.gather import LONGEST_TEXT
from digest.edition.magazine.issue import Piece
from digest.model import Image, Voice
from tests.edition import builders
from tests.edition.magazine.press import issue, maybe_issue, ranked, week, whole


def only_piece(made: object) -> Piece:
    magazine = issue((made,))  # type: ignore[arg-type]
    (piece,) = magazine.pieces
    return piece


def test_the_best_stand_under_the_editors_topics_focus_first_and_the_rest_elsewhere() -> None:
    made = issue(week(6))
    assert [section.heading for section in made.sections] == ["Focus: Strait talks", "Geopolitics", "Elsewhere"]
    assert [len(section.pieces) for section in made.sections] == [2, 2, 2]
    assert made.size == "6 stories from 7 newsrooms in 7 countries"
    assert made.day == "Sunday, 22 November 2026"


def test_the_order_of_the_stories_does_not_matter_but_their_rank_does() -> None:
    stories = week(6)
    assert issue(stories[::-1]) == issue(stories)
    assert {piece.story_id for piece in issue(stories, most=2).pieces} == {one.id for one in stories[:2]}


def test_the_same_slot_has_the_same_identifier_and_another_slot_another() -> None:
    assert issue().identifier == issue(week(3)).identifier
    assert issue(name="week").identifier != issue(name="today").identifier


def test_a_week_is_no_race_so_freshness_does_not_count() -> None:
    old = ranked(builders.story(whole("en", 1)), voices=2.0)
    new = ranked(builders.story(whole("en", 2)), voices=1.0, fresh=1.9)
    assert issue((old, new)).best[0].story_id == old.id


def test_stories_of_one_rank_keep_their_order_at_whatever_hour_they_are_weighed() -> None:
    def at(hour: int) -> list[str]:
        fresh = [round(1.9 * 0.5 ** (hour / place), 4) for place in (1, 2, 3, 4, 5, 6)]
        same = {"voices": 1.585, "countries": 0.6, "sources": 0.8}
        return [
            one.story_id
            for one in issue(tuple(map(lambda story, new: ranked(story, **same, fresh=new), week(), fresh))).best
        ]

    assert len({tuple(at(hour)) for hour in range(1, 12)}) == 1


def test_an_announcement_gives_way_to_a_newsroom_whose_text_is_known() -> None:
    stub = replace(whole("en", 1), kind="stub", body=("More at six.",))
    piece = only_piece(builders.story(stub, whole("de", 1)))
    assert piece.outlet == "Elbwarte"
    assert piece.in_language == "in German"
    assert [other.name for other in piece.others] == ["Tasman Tribune"]


def test_a_story_that_nobody_tells_in_full_is_left_out() -> None:
    announced = builders.story(builders.article("en", 1, body=("More at six.",)))
    assert maybe_issue((announced,)) is None
    assert len(issue((announced, *week(2))).pieces) == 2


def test_a_text_of_a_hundred_thousand_words_is_cut_and_says_so() -> None:
    endless = whole("en", 1, title="Endless")
    piece = only_piece(builders.story(replace(endless, body=("word " * 1000,) * 100)))
    assert piece.is_cut
    assert sum(map(len, piece.body)) <= LONGEST_TEXT
    assert only_piece(builders.story(replace(endless, body=("word" * 100_000,)))).is_cut
    assert not only_piece(builders.story(endless)).is_cut


def test_copies_are_counted_and_other_voices_are_named_once() -> None:
    first, copy, other = whole("en", 1), whole("fr", 1), whole("de", 1)
    made = replace(builders.story(first, copy, other), voices=(Voice(first.id, (copy.id,)), Voice(other.id)))
    piece = only_piece(made)
    assert piece.copies == "same text in 1 other outlet"
    assert [(one.name, one.country) for one in piece.others] == [("Elbwarte", "Germany")]


def test_a_standfirst_that_only_repeats_is_not_printed_twice() -> None:
    article = whole("en", 1)
    assert only_piece(builders.story(replace(article, standfirst=article.body[0][:60]))).standfirst == ""
    assert only_piece(builders.story(replace(article, standfirst=article.title))).standfirst == ""
    assert only_piece(builders.story(replace(article, standfirst="Why it matters."))).standfirst == "Why it matters."


def test_a_text_of_nothing_but_controls_is_no_text_and_a_missing_title_is_the_first_line() -> None:
    empty = replace(whole("en", 1), body=("\x00\u202e\ud800" * 200,))
    assert maybe_issue((builders.story(empty),)) is None
    piece = only_piece(builders.story(replace(whole("en", 1), title="", outlet="", url="javascript:alert(1)")))
    assert piece.title.startswith("The board voted on Saturday")
    assert (piece.outlet, piece.url) == ("", "")


def test_texts_become_clean_lines_and_unknown_languages_are_undetermined() -> None:
    article = whole("en", 1, title="A\ud800 {{ 7*7 }} \u202etitle\x00", language="klingon?", dateline="NOWHERE\x07")
    piece = only_piece(builders.story(replace(article, image=Image("javascript:alert(1)"))))
    assert piece.title == "A { { 7*7 }} title"
    assert piece.tongue.tag == "und"
    assert piece.dateline == "NOWHERE"
    assert piece.picture is None


def test_sources_stand_under_their_countries_in_the_magazines_language() -> None:
    lands = issue((builders.story(whole("en", 1), whole("fr", 1), whole("de", 1, country="")),), language="fr").lands
    assert [land.name for land in lands] == ["France", "Nouvelle-Zélande", ""]
    assert [outlet.name for land in lands for outlet in land.outlets] == ["Le Fanal", "Tasman Tribune", "Elbwarte"]
