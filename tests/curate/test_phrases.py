"""Phrases with wildcards, found in texts of any script."""

from __future__ import annotations

import pytest

from digest.curate.reading.phrases import PhraseSet, compile_phrase
from digest.curate.reading.tokens import fold


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("west bank", "In the West-Bank town", 1),
        ("west bank", "the Midwest banks", 0),
        ("palestin*", "Palestinians and Palestine", 2),
        ("gaza", "Gazans", 0),
        ("israël*", "Israelische Regierung", 1),
        ("غزة", "تدخل لغزة وغزة", 2),
        ("مصر", "في مصرف", 0),
        ("مصر", "ومصر والمصر", 2),
        ("加薩", "進入加薩南部", 1),
        ("ガザ", "ガザへ", 1),
        ("c++ (code)", "in C++ (code) written", 1),
        ("भारत", "भारत में", 1),
        ("भारत", "भारतीय", 0),
        ("k*m jong*", "Kim Jong-un met Kaim Jongs; Kim Il", 2),
        ("*gate", "Watergate and a gate, no gates", 2),
        ("*", "anything", None),
        ("  ", "anything", None),
    ],
)
def test_phrases_know_their_scripts(phrase: str, text: str, expected: int | None) -> None:
    """Word boundaries, accents, case, wildcards and leaning letters are handled in each script."""
    compiled = compile_phrase(phrase)
    assert (len(PhraseSet([compiled]).find(fold(text))) if compiled else None) == expected


def test_many_phrases_are_found_in_one_pass_each_by_its_place() -> None:
    """The answer says where each phrase stands, overlaps included."""
    compiled = [compile_phrase(written) for written in ("west bank", "bank*", "west")]
    phrases = PhraseSet([phrase for phrase in compiled if phrase])
    assert phrases.find("the west-bank banks") == [(4, 8, 2), (4, 13, 0), (9, 13, 1), (14, 18, 1)]


def test_no_phrases_are_found_nowhere() -> None:
    """An empty set is a set."""
    assert PhraseSet([]).find("anything") == []


def test_a_lone_surrogate_hides_nothing() -> None:
    """Damaged text is searched like any other."""
    compiled = compile_phrase("gaza")
    assert compiled is not None
    assert [span[2] for span in PhraseSet([compiled]).find("\ud800 gaza \udfff")] == [0]
