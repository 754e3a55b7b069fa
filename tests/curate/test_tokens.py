from __future__ import annotations

import pytest

from digest.curate.reading.tokens import fold, names, numbers, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200 trucks", ("1200",)),
        ("1.200 camiones", ("1200",)),
        ("1\u202f200 camions", ("1200",)),
        ("١٢٠٠ شاحنة", ("1200",)),
        ("3,5 Prozent", ("3.5",)),
        ("52万人", ("520000",)),
        ("2.85億歐元", ("285000000",)),
        ("640 مليون دولار", ("640000000",)),
        ("５０ cars", ("50",)),
        ("no figures", ()),
        ("", ()),
    ],
)
def test_numbers_agree_in_every_notation(text: str, expected: tuple[str, ...]) -> None:
    """A number is the same token whatever digits, separators and scale words its language uses."""
    assert numbers(text) == expected


def test_words_are_folded_and_cut() -> None:
    """Inflections of one root begin alike, so that cutting makes them one token."""
    assert words("Israelis") == words("ISRAELI")[:1] or words("Israelis")[0][:7] == words("israeli")[0]
    assert words("Économie")[0] == words("economie")[0]


def test_unspaced_scripts_give_pairs_of_characters() -> None:
    """Chinese and Japanese are compared by overlapping character pairs."""
    assert words("拉法口岸") == ["拉法", "法口", "口岸"]


def test_kana_keep_their_voicing() -> None:
    """ガザ is not カサ: the marks of kana are not accents."""
    assert fold("ガザ") == "ガザ"


def test_names_stand_inside_sentences() -> None:
    """A capital at the head of a sentence says nothing; one inside it marks a name."""
    assert names("Trucks reached Rafah. They were counted by Vasseur.") == ("Rafah", "Vasseur")
