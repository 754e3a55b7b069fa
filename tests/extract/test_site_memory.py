"""Lines that three pages of a site share are furniture; one article at three addresses is no proof of it."""

from __future__ import annotations

from digest.extract.site_memory import drop_site_furniture, learn_furniture
from digest.model import Dropped, Extraction

SLOGAN = "The Herald has told the north what it did not ask since 1871."


def article(number: int, *lines: str) -> Extraction:
    sentence = f"A long sentence on the matter of day {number}, and on nothing else at all. " * 3
    return Extraction(title=f"Day {number}", body=(sentence, f"It rained on day {number}.", *lines))


def test_a_line_on_three_pages_is_furniture_and_on_two_is_not() -> None:
    pages = [article(1, SLOGAN), article(2, SLOGAN), article(3)]
    assert learn_furniture(pages) == frozenset()
    learned = learn_furniture([*pages, article(4, SLOGAN)])
    assert len(learned) == 1
    cleaned = drop_site_furniture(pages[0], learned)
    assert cleaned.body == article(1).body
    assert cleaned.dropped == (Dropped(SLOGAN, "site memory"),)
    assert drop_site_furniture(pages[2], learned) is pages[2]


def test_one_article_at_many_addresses_teaches_nothing() -> None:
    assert learn_furniture([article(1), article(1, SLOGAN), article(1, "Updated.")]) == frozenset()


def test_a_page_of_shared_lines_only_is_a_stub() -> None:
    page = Extraction(title="Day 9", body=(SLOGAN,))
    learned = learn_furniture([article(1, SLOGAN), article(2, SLOGAN), article(3, SLOGAN)])
    assert drop_site_furniture(page, learned).kind == "stub"
