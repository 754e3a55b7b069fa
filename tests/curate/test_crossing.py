from __future__ import annotations

import numpy as np

from digest.curate.reading.crossing import FAMILIES, GRAMS, read_crossing
from tests.curate.conftest import Write

QUAKE = "An earthquake of 7.1 struck Turkey; 2,300 people are missing near Gaziantep."
QUAKE_RU = "Землетрясение магнитудой 7,1 произошло в Турции; 2300 человек пропали без вести близ Газиантепа."


def test_one_event_has_tokens_in_common_in_two_scripts(write: Write) -> None:
    """Numbers, places, concepts, letters and consonants of one event meet whatever the script."""
    left = read_crossing(write("a", title="", body=QUAKE))
    right = read_crossing(write("b", title="", body=QUAKE_RU, language="ru-RU"))
    assert right.language == "ru"
    for family in FAMILIES:
        assert np.intersect1d(getattr(left, family), getattr(right, family)).size, family


def test_records_are_plain_arrays_in_order(write: Write) -> None:
    """Letters and bones are codes, sorted and each once; everything is 32 bits wide."""
    record = read_crossing(write("a", title="", body=f"{QUAKE} {QUAKE}"))
    for family in (record.letters, record.bones):
        assert (np.diff(family.astype(np.int64)) > 0).all()
        assert family.max() < GRAMS
    assert len(record.numbers) == 4
    assert all(getattr(record, family).dtype == np.uint32 for family in FAMILIES)


def test_groups_of_letters_keep_to_their_word(write: Write) -> None:
    """'Gaza strip' has no group of letters over the blank: both words alone give the same."""
    together = read_crossing(write("a", title="", body="gaza strip"))
    apart = [read_crossing(write(word, title="", body=word)).letters for word in ("gaza", "strip")]
    assert together.letters.tolist() == sorted(np.concatenate(apart).tolist())


def test_empty_broken_and_endless_texts_give_bounded_records(write: Write) -> None:
    """Nothing, one letter, stray surrogates and a hundred thousand words are read without harm."""
    for body in ("", "x", "\ud800 \udfff", "word " * 100_000, "新聞" * 50_000, "\u0301\u0301", "😀 🎉"):
        record = read_crossing(write("a", title="", body=body))
        assert sum(len(getattr(record, family)) for family in FAMILIES) < 3000
