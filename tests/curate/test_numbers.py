from __future__ import annotations

import pytest

from digest.curate.reading.numbers import read_numbers


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1,200 trucks", "en", ("1200",)),
        ("1.200 camiones", "es", ("1200",)),
        ("1\u202f200 camions", "fr", ("1200",)),
        ("١٢٠٠ شاحنة", "ar", ("1200",)),
        ("12,34,567 रुपये, 3.5 लाख", "hi", ("1234567", "350000")),
        ("3,5 Prozent", "de", ("3.5",)),
        ("2.85億歐元", "zh", ("285000000",)),
        ("3兆5000億円", "ja", ("3500000000000",)),
        ("5만3000명, 두 명", "ko", ("53000", "2")),
        ("20 ล้าน, สองคน", "th", ("20000000", "2")),
        ("640 مليون دولار", "ar", ("640000000",)),
        ("milioni 2.5 na watu elfu 20", "sw", ("2500000", "20000")),
        ("2 mil millones", "es", ("2000000000",)),
        ("2,5 млн рублей, двадцать три человека", "ru", ("2500000", "23")),
        ("п’ять поранених", "uk", ("5",)),
        ("twenty-three, two hundred five, two million three hundred thousand", "en", ("23", "205", "2300000")),
        ("二十五人, 三百二十名, 二〇二一年", "zh", ("25", "320", "2021")),
        ("2019, 2020", "en", ("2019", "2020")),
        ("no figures", "en", ()),
        ("", "", ()),
    ],
)
def test_numbers_agree_in_every_notation(text: str, language: str, expected: tuple[str, ...]) -> None:
    """A count is the same token whatever digits, separators, scales and number words its language has."""
    assert read_numbers(text, language) == expected


def test_one_and_lone_scales_are_no_numbers() -> None:
    """'One of the millions' counts nothing; a figure 1 does."""
    assert read_numbers("one of the millions, a hundred", "en") == ()
    assert read_numbers("1 of them", "en") == ("1",)


def test_number_words_belong_to_their_language() -> None:
    """German 'elf' is eleven, English 'elf' a being."""
    assert read_numbers("elf Tote", "de") == ("11",)
    assert read_numbers("elf Tote", "en") == ()


def test_endless_digits_and_stray_surrogates_do_no_harm() -> None:
    """Codes of hundreds of digits are no counts, and broken text is read on."""
    assert read_numbers("9" * 5000 + " \ud800 7", "en") == ("7",)
