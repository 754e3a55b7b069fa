"""Every kind of block, found by name: it prints something of a full day, and nothing of an empty one."""

from __future__ import annotations

from typing import get_args

import pytest

from digest.config.settings import BlockKind, BlockSpec
from digest.edition.blocks import block_kinds
from digest.edition.blocks.greeting import GREETINGS, greeting_of
from digest.edition.localise import wording_for
from tests.edition.builders import FOCUS, SLOT, THEMES, article, edition, rendered, story

KINDS = sorted(block_kinds())
FOLDERS = sorted(theme.parent for theme in THEMES.glob("*/edition.html"))


def spec_of(kind: str) -> BlockSpec:
    return BlockSpec(kind=kind, name=FOCUS.name if kind == "topic" else "")  # type: ignore[arg-type]


def test_the_config_knows_exactly_the_kinds_that_there_are() -> None:
    """A block file without a word in the config could never be used."""
    assert set(KINDS) == set(get_args(BlockKind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_composes_and_renders_alone(kind: str) -> None:
    """Each kind prints something, and every theme has both partials for what it prints."""
    made = edition(blocks=(spec_of(kind),))
    assert made.blocks
    for theme in FOLDERS:
        for block in made.blocks:
            assert (theme / "blocks" / f"{block.kind}.html").is_file()
            assert (theme / "blocks" / f"{block.kind}.txt").is_file()
    page = rendered(made)
    assert made.title in page.html
    assert page.text.startswith(made.title.upper())


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_vanishes_when_it_has_nothing(kind: str) -> None:
    """No stories, no heading over an empty space."""
    assert edition((), min_stories=0, blocks=(spec_of(kind),)).blocks == ()


def test_greetings_rotate_by_date_and_never_use_the_reader_s_language() -> None:
    """At least twenty languages in a row, and a footnote for each in every interface language."""
    days = [SLOT.date().fromordinal(SLOT.date().toordinal() + shift) for shift in range(20)]
    for language in ("en", "fr", "ar", "zh"):
        tags = [greeting_of(day, language=language).tag for day in days]
        assert len(set(tags)) == len(days)
        assert language not in tags


def test_every_greeting_s_language_and_countries_have_names() -> None:
    """CLDR knows them all, so that no footnote prints a bare code."""
    words = wording_for("en")
    for greeting in GREETINGS:
        assert words.language_name(greeting.tag) != greeting.tag
        assert all(words.country(code) != code for code in greeting.countries)
        assert greeting.latin or greeting.words.isascii() or all(ord(char) < 0x2100 for char in greeting.words)


def test_being_new_alone_is_no_reason_to_be_printed_as_the_latest() -> None:
    """A lone outlet's story that fits no topic of the editor's stays out; with a topic or a second outlet it is in."""
    lonely = story(article(number=1))
    filed = story(article(number=2), topics=[FOCUS.name])
    shared = story(article(number=3), article("fr", number=3))
    made = edition((lonely, filed, shared), blocks=[BlockSpec(kind="latest")], min_stories=1)
    assert set(made.stories) == {filed.id, shared.id}
