"""The language of headlines and of nothing."""

from __future__ import annotations

import pytest

from digest.language import detect_language

HEADLINES = {
    "en": "Council votes to keep the night bus after a long debate",
    "fr": "À Malte, les pêcheurs redoutent une saison blanche",
    "de": "Der Vulkan ruht, und die Ingenieure bohren nach Wärme",
    "es": "La alcaldesa anuncia que el mercado abrirá en otoño",
    "pt": "A prefeita anuncia que o mercado não vai abrir no outono",
    "it": "La diga di Montelce cede un metro al giorno",
    "pl": "Pierwszy nocny pociąg przyjechał dwie minuty przed czasem",
    "uk": "Перший нічний потяг прибув на дві хвилини раніше за розклад",
    "ar": "وصل القطار الليلي الأول قبل موعده بدقيقتين",
    "ja": "灯台の光、六十年ぶりに海を照らす",
    "zh": "冰島小鎮把地熱送進溫室，番茄產量三年翻倍",
    "ko": "첫 야간 열차가 예정보다 2분 일찍 도착했다",
    "el": "Το πρώτο νυχτερινό τρένο έφτασε νωρίτερα",
    "th": "รถไฟขบวนแรกมาถึงก่อนเวลา",
}


@pytest.mark.parametrize("language", HEADLINES)
def test_a_headline_names_its_language(language: str) -> None:
    found, confidence = detect_language(HEADLINES[language], candidates=HEADLINES)
    assert found == language
    assert 0.0 < confidence <= 1.0


def test_candidates_restrict_the_answer() -> None:
    assert detect_language(HEADLINES["uk"], candidates=["en", "ru"])[0] == "ru"


def test_a_declaration_decides_for_a_short_text_and_not_for_a_long_one() -> None:
    assert detect_language("Taxi, hotel", declared="nl-NL")[0] == "nl"
    assert detect_language(HEADLINES["de"] + " " + HEADLINES["de"] * 3, declared="en")[0] == "de"


def test_nothing_to_read_falls_back_to_the_declaration() -> None:
    assert detect_language("12:30 — 14", declared="pt_BR") == ("pt", 0.5)
    assert detect_language("") == ("", 0.0)


def test_candidates_that_the_model_does_not_know_are_no_error() -> None:
    assert detect_language("Hello there, world", candidates=["xx"]) == ("", 0.0)
    assert detect_language("Hello there, world", candidates=["xx"], declared="xx") == ("xx", 0.5)
