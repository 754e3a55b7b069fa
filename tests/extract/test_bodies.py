"""How the body of a page is found: the second extractor, what is hidden, quoted, or stands under the headline."""

from __future__ import annotations

from digest.extract.density import agree, find_dense_lines, is_short_of
from digest.extract.furniture import drop_furniture
from digest.extract.known import Known
from digest.extract.markup import Block
from digest.extract.page import extract_page
from digest.extract.tree import drop_hidden, parse_tree

SENTENCE = (
    "The bridge over the Tarn opened on day {} after nine years of delay, and nobody came to see it but the mayor."
)
STORY = "".join(f"<p>{SENTENCE.format(day)}</p>" for day in range(6))


def page(body: str, head: str = "<title>Bridge opens</title>") -> bytes:
    return f"<html><head>{head}</head><body><article><h1>Bridge opens</h1>{body}</article></body></html>".encode()


def test_the_densest_container_is_the_text() -> None:
    menu = [Block(f"Section {n} of the paper", "li", linked=1.0, parent=2, grandparent=1) for n in range(40)]
    text = [Block(SENTENCE.format(n), "p", parent=7, grandparent=5) for n in range(6)]
    assert find_dense_lines([*menu, *text]) == tuple(block.text for block in text)
    assert find_dense_lines(menu) == ()


def test_a_text_is_short_when_most_of_a_fuller_one_is_missing() -> None:
    full = [SENTENCE.format(n) * 2 for n in range(6)]
    assert is_short_of([], full)
    assert is_short_of(full[:1], full)
    assert not is_short_of(full[:5], full)
    assert not is_short_of(full, full[:2])


def test_what_a_page_hides_is_not_its_article() -> None:
    found = extract_page(page(f'{STORY}<div style="display: none"><p>{SENTENCE.format(99)}</p></div>'))
    assert "day 99" not in " ".join(found.body)
    assert [drop.rule for drop in found.dropped if "day 99" in drop.line] == ["hidden"]


def test_an_article_that_waits_for_a_script_to_show_it_is_not_dropped() -> None:
    tree = parse_tree(page(f"<div hidden>{STORY}</div><p>Loading ...</p>").decode())
    assert drop_hidden(tree) == ()
    assert "day 3" in tree.text_content()


def test_a_quoted_post_stays_where_the_article_quotes_it() -> None:
    post = (
        '<div class="social"><blockquote class="twitter-tweet"><p>We are on it.</p>Jo Ek (@jo) May 4</blockquote></div>'
    )
    found = extract_page(page(f"{STORY}{post}{STORY.replace('day', 'night')}"))
    at = found.body.index("We are on it.")
    assert "day 5" in found.body[at - 1]
    assert "night 0" in found.body[at + 2]


def test_a_sub_headline_that_is_the_standfirst_goes() -> None:
    deck = "Nine years late, the bridge opened without a crowd."
    head = f'<title>Bridge opens</title><meta name="description" content="{deck}">'
    found = extract_page(page(f"<h2>{deck}</h2>{STORY}", head=head))
    assert (found.standfirst, found.body[0]) == (deck, SENTENCE.format(0))


def test_a_bio_goes_and_a_sentence_on_the_author_of_something_else_stays() -> None:
    known = Known(authors=frozenset({"annleefield"}))
    bio = "Ann Lee Field covers rivers for the Herald. Follow her on Mastodon."
    sentence = "Bo Ek covers rivers for the Herald, and was arrested on Monday."
    assert drop_furniture([sentence, bio], known)[0] == (sentence,)


def test_a_step_left_out_does_not_run() -> None:
    hidden = page(f'{STORY}<div style="display: none"><p>{SENTENCE.format(99)}</p></div>')
    assert "hidden" not in {drop.rule for drop in extract_page(hidden, without=["hidden"]).dropped}


def test_two_texts_agree_when_each_holds_most_of_the_other() -> None:
    full = [SENTENCE.format(n) for n in range(6)]
    assert agree(full, full[:5])
    assert not agree(full, full[:2])
    assert not agree(full[:2], full)
    assert not agree(full[:1], full[:1]), "too little to compare"
