from __future__ import annotations

import pytest

from digest.curate.reading.romanise import romanise, skeleton


@pytest.mark.parametrize("spelling", ["Netanyahu", "Нетаньяху", "نتنياهو", "ネタニヤフ", "नेतन्याहू"])
def test_a_name_has_one_skeleton_in_every_script(spelling: str) -> None:
    """Consonants survive transliteration, so one name is one token wherever it is printed."""
    assert skeleton(spelling)[:3] == "ntn"


def test_romanise_gives_small_ascii() -> None:
    """What comes out is letters and digits only, whatever goes in."""
    assert romanise("台灣") == "taiwan"
    assert romanise("Łódź-2!") == "lodz2"
    assert romanise("") == ""
