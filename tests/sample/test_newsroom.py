"""The texts of the newsroom: all of them parse, and a malformed one is named with its line."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from digest.sample.copies import parse_edits, printed_body
from digest.sample.furniture import load_phrases
from digest.sample.habits import HABITS
from digest.sample.manuscripts import Block, parse_manuscript
from digest.sample.newsroom import Newsroom, build_piece, load_newsroom, parse_outlets, read_manuscripts
from digest.sample.pictures import MOTIFS

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
OUTLETS = parse_outlets(
    '[lantern]\nname="L"\ncountry="NG"\ncity="Lagos"\nlanguage="en"\nfeed="rss2"\nfurniture="wire"\ntagline="t"\n',
)
HEAD = "Outlet: lantern\nSlug: a-slug\nTitle: A title\nHours-Ago: 2\nKind: report\n"


def test_every_content_file_becomes_a_piece(newsroom: Newsroom) -> None:
    """No text of the package is left out."""
    folders = [folder for folder in files("digest.sample").joinpath("content").iterdir() if folder.is_dir()]
    texts = [file.name for folder in folders for file in folder.iterdir() if file.name.endswith(".txt")]
    assert len(newsroom.pieces) == len(texts)


def test_newsroom_is_large_enough_to_fill_a_newsletter(newsroom: Newsroom) -> None:
    """There are outlets, countries, languages, articles and events enough for every part of an edition."""
    assert len(newsroom.outlets) >= 16
    assert len({outlet.country for outlet in newsroom.outlets}) >= 10
    assert len({piece.outlet.language for piece in newsroom.pieces}) >= 6
    assert len(newsroom.pieces) >= 110
    assert len({piece.event for piece in newsroom.pieces}) >= 25


def test_every_outlet_has_printed_something(newsroom: Newsroom) -> None:
    """No feed is empty."""
    assert {piece.outlet.id for piece in newsroom.pieces} == {outlet.id for outlet in newsroom.outlets}


def test_slugs_are_unique_within_an_outlet(newsroom: Newsroom) -> None:
    """No two pieces of one outlet share an address."""
    counts = Counter((piece.outlet.id, piece.slug) for piece in newsroom.pieces)
    assert [address for address, count in counts.items() if count > 1] == []


def test_every_picture_has_a_known_motif_and_words(newsroom: Newsroom) -> None:
    """Each lead picture can be drawn, and is described for those who do not see it."""
    pictures = [(piece.name, piece.picture) for piece in newsroom.pieces if piece.picture]
    assert [name for name, picture in pictures if picture.motif not in MOTIFS or not picture.alt] == []


def test_every_outlet_has_phrases_and_habits(newsroom: Newsroom) -> None:
    """Each outlet's language has its furniture, and each outlet's habits are written down."""
    assert {outlet.language for outlet in newsroom.outlets} <= set(load_phrases())
    assert {outlet.id for outlet in newsroom.outlets} == set(HABITS)


def test_every_copy_shows_its_edits() -> None:
    """What an outlet changed in a wire text stands in its copy, and what it changed is gone."""
    manuscripts = read_manuscripts()
    copies = [text for text in manuscripts.values() if text.get("Copy-Of")]
    assert copies
    for copy in copies:
        wire = "\n".join(block.text for block in manuscripts[copy.get("Copy-Of")].body)
        printed = "\n".join(block.text for block in printed_body(copy, wires=manuscripts))
        for old, new in parse_edits(copy):
            assert old in wire
            assert old in new or old not in printed


def test_times_count_back_from_now(newsroom: Newsroom) -> None:
    """Publication times are aware, in UTC, in the past, and newest first."""
    published = [piece.published for piece in newsroom.pieces]
    assert published == sorted(published, reverse=True)
    assert all(timedelta(0) == moment.utcoffset() for moment in published)
    assert max(published) < NOW


def test_now_needs_a_time_zone() -> None:
    """A naive instant is refused instead of being guessed at."""
    with pytest.raises(ValueError, match="time zone"):
        load_newsroom(NOW.replace(tzinfo=None))


def test_body_is_split_into_blocks() -> None:
    """Marks open blocks of their kind, and lines of one paragraph are joined, without a space in Chinese."""
    body = "\nFirst line\nsecond line\n\n## Head\n> Said.\n- one\n- two\n\n港口\n新聞"
    assert parse_manuscript(HEAD + body, name="e/f").body == (
        Block("paragraph", "First line second line"),
        Block("subheading", "Head"),
        Block("quote", "Said."),
        Block("item", "one"),
        Block("item", "two"),
        Block("paragraph", "港口新聞"),
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Outlet lantern\n\nBody", r"content/e/f\.txt:1: expected 'Key: value'"),
        ("Outlet: lantern\nColour: red\n\nBody", r"content/e/f\.txt:2: unknown header 'Colour'"),
        ("Outlet: lantern\nOutlet: lantern\n\nBody", r"f\.txt:2: the header Outlet stands twice"),
        ("Outlet: nobody\n\nBody", r"f\.txt:1: Outlet: there is no outlet 'nobody'"),
        (HEAD.replace("a-slug", "A slug") + "\nBody", r"f\.txt:2: Slug: 'A slug' is not"),
        (HEAD.replace("Ago: 2", "Ago: soon") + "\nBody", r"f\.txt:4: Hours-Ago: 'soon' is not a number"),
        (HEAD.replace("Ago: 2", "Ago: 90") + "\nBody", r"f\.txt:4: Hours-Ago: 90 is not from 0\.5 to 40"),
        (HEAD.replace("report", "rumour") + "\nBody", r"f\.txt:5: Kind: 'rumour' is not one of"),
        (HEAD + "Broken: glass\n\nBody", r"f\.txt:6: Broken: 'glass' is not one of"),
        (HEAD + "Copy-Of: x/y\n", r"f\.txt:6: Copy-Of: there is no text 'x/y'"),
        (HEAD + "Copy-Of: e/wire\nEdits: cat => dog\n", r"f\.txt:7: Edits: the wire text does not say 'cat'"),
        (HEAD + "Copy-Of: e/wire\nDrop-Last: 2\n", r"f\.txt:7: Drop-Last: the wire text has only 2"),
        (HEAD, "the text has no body"),
    ],
)
def test_malformed_text_is_named_with_its_line(text: str, error: str) -> None:
    """An author learns which file and line to mend."""
    wires = {"e/wire": parse_manuscript(HEAD + "\nOne.\n\nTwo.", name="e/wire")}
    with pytest.raises(ValueError, match=error):
        build_piece(parse_manuscript(text, name="e/f"), outlets=OUTLETS, wires=wires, now=NOW)


def test_copy_is_edited_cut_and_continued() -> None:
    """A copy prints the wire text with its changes, without the closing, followed by its own paragraphs."""
    wire = parse_manuscript(HEAD + "\nThe cat sat.\n\nThe cat left.", name="e/wire")
    header = HEAD + "Copy-Of: e/wire\nEdits: cat => dog || sat => stood\nDrop-Last: 1\n"
    copy = parse_manuscript(header + "\nOur reporter adds.", name="e/f")
    texts = [block.text for block in printed_body(copy, wires={"e/wire": wire})]
    assert texts == ["The dog stood.", "Our reporter adds."]
