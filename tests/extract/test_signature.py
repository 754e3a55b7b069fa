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


@pytest.mark.parametrize(
    "body",
    [
        '<span class="articleAuthor">Ann Lee</span>',
        '<div class="PostByline-sc">By Ann Lee on May 4, 2012</div>',
        '<div data-testid="byline">By Ann Lee</div>',
        '<p class="posted-by">Posted by Ann Lee | 4 May 2012 10:11</p>',
        '<div class="redakteur">Ann Lee</div>',
        '<a href="https://herald.example/author/ann-lee/">Ann Lee</a>',
    ],
)
def test_a_byline_is_marked_in_many_ways(body: str) -> None:
    found = signature(body)
    assert (found.people, found.people_origin) == (("Ann Lee",), "byline")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="parsely-author" content="Ann Lee"><meta name="sailthru.author" content="Bo Ek">',
        '<meta property="article:author" content="https://a.example/x"><meta name="citation_author" content="Ann Lee">',
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">',
        '<meta name="twitter:label2" content="Geschrieben von"><meta name="twitter:data2" content="Ann Lee">',
    ],
)
def test_meta_elements_name_authors(head: str) -> None:
    assert signature(head=head).people == ("Ann Lee",)


def test_a_label_of_a_link_preview_may_say_something_else() -> None:
    head = '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Four Minutes">'
    assert signature(head=head) == Signature()


def test_json_ld_may_name_several_people_in_one_text_or_a_creator() -> None:
    assert signature(author="Ann Lee, Bo Ek and Cy Fox").people == ("Ann Lee", "Bo Ek", "Cy Fox")
    markup = read_markup(parse_tree("<p>It rained.</p>"))
    assert read_signature(markup, {"creator": ["Ann Lee"]}, OUTLETS).people == ("Ann Lee",)
