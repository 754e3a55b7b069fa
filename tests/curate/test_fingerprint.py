"""A fingerprint is a function of what the article says, the same everywhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from digest.curate.reading.fingerprint import read_fingerprint, split_units, winnow
from tests.curate.conftest import Write

TEXT = "The crew of the last boat waited nine hours at the pier until the wind fell and the harbour let it go."
FIRST, DIGEST = 789847124724358960, "45aa7d87"


def test_a_fingerprint_is_the_same_on_every_machine(write: Write) -> None:
    """Its hashes are stored: they must not change with the process."""
    found = read_fingerprint(write("a", title="Boat waits", body=TEXT))
    assert found.shingles.dtype == found.lead.dtype == np.dtype("u8")
    assert found.shingles.tolist() == sorted(set(found.shingles.tolist())) == found.lead.tolist()
    assert (int(found.shingles[0]), found.digest[:8], found.title, found.letters) == (FIRST, DIGEST, "boat waits", 102)


def test_credits_do_not_tell_texts_apart(write: Write) -> None:
    """The agency before the text, the outlet behind the headline."""
    bare = read_fingerprint(write("a", title="Boat waits at pier", body=TEXT))
    credited = read_fingerprint(write("b", title="Boat waits at pier | B", body=f"KIEL (dpa) - {TEXT}"))
    assert (credited.digest, credited.title) == (bare.digest, bare.title)
    assert credited.lead.tolist() == bare.lead.tolist()


def test_seven_words_in_a_row_give_a_shingle_in_common() -> None:
    """That is what winnowing promises; accents and capitals do not matter."""
    one = winnow(split_units("a b c d e f the crew of the last boat waited g h i"))
    other = winnow(split_units("k l m n the crew of the last boat waited o p q r"))
    assert np.intersect1d(one, other).size
    assert split_units("Der Kapitän WARTET") == ["der", "kapitan", "wartet"]


@pytest.mark.parametrize(
    ("body", "size"), [((), 0), (("",), 0), (("!? …",), 0), (("Yes",), 1), (("\ud800 a \udfff",), 1), (("界",), 1)]
)
def test_hardly_a_text_has_hardly_a_fingerprint(write: Write, body: tuple[str, ...], size: int) -> None:
    """Nothing in it fails."""
    found = read_fingerprint(replace(write("a", title="\ud800"), body=body))
    assert found.shingles.size == size
    assert bool(found.digest) == bool(size)


def test_a_book_has_the_record_of_a_long_article(write: Write) -> None:
    """Its first 20,000 words are compared; a change behind them still shows in the digest."""
    words = [f"w{number * number % 9973}x{number}" for number in range(100_000)]
    whole = read_fingerprint(write("a", body=" ".join(words)))
    changed = read_fingerprint(write("a", body=" ".join([*words[:-1], "other"])))
    assert whole.shingles.nbytes < 70_000
    assert whole.shingles.tolist() == changed.shingles.tolist()
    assert whole.digest != changed.digest
