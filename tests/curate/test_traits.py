from __future__ import annotations

from dataclasses import fields

import numpy as np

from digest.curate.reading.hashing import hash_token
from digest.curate.reading.traits import meaning_text, place_of, read_traits, surface_forms
from tests.curate.conftest import Write


def test_traits_are_small_arrays_and_numbers(write: Write) -> None:
    """Whatever an article says, its traits are flat arrays of two types and one number, so that they can be kept."""
    texts = ("", "War", "العربية 中文 Mixed \ud800", "x" * 200_000, "word " * 100_000)
    for text in texts:
        traits = read_traits(write("a", title=text[:50], body=text))
        for field in fields(traits):
            value = getattr(traits, field.name)
            assert isinstance(value, int) or (value.ndim == 1 and str(value.dtype) in {"uint64", "uint8"})
            assert isinstance(value, int) or value.nbytes < 20_000
        assert len(traits.words) == len(traits.word_counts) == len(traits.title_counts)
        assert np.all(np.diff(traits.words.astype(object)) > 0)


def test_hashes_are_the_same_everywhere(write: Write) -> None:
    """A token's hash is a fixed number: what one process read, another may compare."""
    assert hash_token("djibou") == 6805157173580557784
    assert hash_token("djibou") in read_traits(write("a", title="Djibouti")).words.tolist()


def test_a_title_is_counted_again(write: Write) -> None:
    """Words of the headline stand out; a word read twice counts twice."""
    traits = read_traits(write("a", title="Dam closed", body="The dam is old."))
    place = traits.words.tolist().index(hash_token("dam"))
    assert (traits.word_counts[place], traits.title_counts[place]) == (2, 1)


def test_hashed_tokens_can_be_read_again(write: Write) -> None:
    """A person sees the words, names, numbers and places behind the hashes, as the text has them."""
    article = write("a", title="Cable cut", body="Off Djibouti the ship Kormoran tore a cable; 38 banks were offline.")
    traits = read_traits(article)
    forms = surface_forms(
        article,
        words={hash_token("kormor")},
        names=set(traits.names.tolist()),
        numbers=set(traits.numbers.tolist()),
    )
    assert {"kormoran", "Kormoran", "Djibouti", "38"} <= set(forms.values())
    assert {place_of(code) for code in traits.places.tolist()} >= {"DJ"}
    assert place_of(1) == ""


def test_what_is_encoded_is_what_is_compared(write: Write) -> None:
    """Title, standfirst and the beginning of the body, however long the page is."""
    text = meaning_text(write("a", title="Cable cut", standfirst="Off Djibouti", body="long " * 9999))
    assert text.startswith("Cable cut. Off Djibouti. long")
    assert len(text) == 1500
