from __future__ import annotations

import pytest

from digest.curate.reading.places import country_name, find_places


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Talks in Taiwan", "en", {"TW"}),
        ("台灣與中國", "zh", {"TW", "CN"}),
        ("تايوان", "ar", {"TW"}),
        ("Kyiv was hit", "en", {"Europe/Kyiv", "UA"}),
        ("キーウで", "ja", {"Europe/Kyiv", "UA"}),
        ("شاحنة تدخل غزة وإسرائيل", "ar", {"Asia/Gaza", "PS", "IL"}),
        ("w Izraelu", "pl", {"IL"}),
        ("israelische Regierung", "de", {"IL"}),
        ("The United States and Nigeria", "en", {"US", "NG"}),
        ("in Nigerian towns near Niger", "en", {"NG", "NE"}),
        ("a malicious plan", "en", set()),
        ("", "en", set()),
        ("Paris", "xx-unknown", {"Europe/Paris", "FR"}),
    ],
)
def test_places_are_found_in_every_language(text: str, language: str, expected: set[str]) -> None:
    """A country or city has one code, however its language spells and inflects it."""
    assert {code.replace("Kiev", "Kyiv") for code in find_places(text, language)} == expected


def test_a_country_is_named_in_the_readers_language() -> None:
    """Codes are shown to people by name; an unknown code stands for itself."""
    assert country_name("TW", "fr") == "Taïwan"
    assert country_name("QQ") == "QQ"


def test_abbreviations_are_places_in_capitals_only() -> None:
    """'us' is a pronoun and 'un' an article; US and UN are not."""
    assert find_places("Give us a sign", "en") == ()
    assert find_places("The US gave a sign", "en") == ("US",)
    assert find_places("un homme", "fr") == ()
