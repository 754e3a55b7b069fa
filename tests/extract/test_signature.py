"""Who signs: authors are people; an agency or the newsroom signs where no person does."""

from __future__ import annotations

from typing import Any

import pytest

from digest.extract.signature import Signature, read_signature
from digest.extract.tree import parse_tree, read_markup

OUTLETS = ("The Herald", "herald")


def signature(body: str = "", *, head: str = "", author: Any = None) -> Signature:
    markup = read_markup(parse_tree(f"<html><head>{head}</head><body>{body}<p>It rained.</p></body></html>"))
    return read_signature(markup, {"author": author} if author else {}, OUTLETS)


@pytest.mark.parametrize(
    ("author", "people", "byline"),
    [
        ({"@type": "Person", "name": "Ann Lee"}, ("Ann Lee",), ""),
        ([{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "AFP"}], ("Ann Lee",), ""),
        ({"@type": "Organization", "name": "The Herald"}, (), "The Herald"),
        ({"@type": "Person", "name": "The Herald and AFP"}, (), "The Herald and AFP"),
        ({"@type": "Person", "name": "Herald staff reporter"}, (), "Herald staff reporter"),
        ("https://herald.example/people/7", (), ""),
    ],
)
def test_json_ld_gives_people_or_else_the_words_of_the_signature(author: Any, people: Any, byline: str) -> None:
    found = signature(author=author)
    assert (found.people, found.byline) == (people, byline)


def test_a_printed_byline_is_read_inside_any_element() -> None:
    assert signature('<div class="sig">May 4 <span class="pb-byline">By <a>Ann Lee</a></span></div>').people == (
        "Ann Lee",
    )


def test_a_person_in_print_is_preferred_to_an_organization_in_json_ld() -> None:
    found = signature(
        '<p class="author">von Jo Ek, HERALD NORTH</p>', author={"@type": "Organization", "name": "Herald"}
    )
    assert (found.people, found.people_origin, found.byline) == (("Jo Ek",), "byline", "")


def test_authors_of_other_articles_are_not_taken() -> None:
    related = '<div class="related"><span class="author">By Bo Ek</span></div>'
    assert signature(f'<span class="author">By Ann Lee</span>{related}').people == ("Ann Lee",)
    assert signature(related) == Signature()


def test_numbers_and_addresses_sign_nothing() -> None:
    head = '<meta name="author" content="105092"><meta name="byl" content="desk@herald.example">'
    assert signature(head=head) == Signature()
