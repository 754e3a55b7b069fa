"""Mojibake: what reads back as UTF-8 is mended piece by piece, and nothing else is touched."""

from __future__ import annotations

import pytest

from digest.extract.mojibake import mend_mojibake
from digest.extract.page import extract_page


def spoil(text: str) -> str:
    """Read UTF-8 as browsers read Windows-1252: the five bytes that it does not use become control characters."""
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "“It’s raining” – again…",
        "L’été, un élève a déjà été là",
        "Grüße aus Köln für alle",
        "Новини сьогодні ввечері",
        "日本の新聞記事です",
        "Příliš žluťoučký kůň",
    ],
)
def test_utf_8_that_was_read_as_windows_1252_is_mended(text: str) -> None:
    assert mend_mojibake(spoil(text)) == text
    assert mend_mojibake(text) == text


@pytest.mark.parametrize("text", ["CAFÉ®", "L’ÉTÉ», «DÉCLARÉ», ARRIVÉ»", "Ã© is mojibake", "São Paulo, Ângela, Île"])
def test_good_text_stays(text: str) -> None:
    assert mend_mojibake(text) == text


def test_only_the_spoilt_pieces_of_a_page_change() -> None:
    page = f'<p title="{spoil("déjà")}">{spoil("été, «oui»")}</p><p>Ici l’été</p>'
    assert mend_mojibake(page) == '<p title="déjà">été, «oui»</p><p>Ici l’été</p>'


def test_a_page_is_mended_before_it_is_read() -> None:
    paragraph = "L’été a déjà été très sec, et l’eau manque dans la région, a dit le préfet à la presse lundi. " * 4
    page = f"<html><head><title>L’été</title></head><body><article><h1>L’été</h1><p>{paragraph}</p></article></body>"
    found = extract_page(spoil(page).encode())
    assert found.title == "L’été"
    assert "déjà" in found.body[0]
