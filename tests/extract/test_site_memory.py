"""Lines that three pages of a site share are furniture; one article at three addresses is no proof of it."""

from __future__ import annotations

from collections import Counter

from digest.extract.site_memory import MOST_LINES, SiteMemory, drop_site_furniture, learn_furniture, line_keys
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


def read_in_batches(pages: list[Extraction], size: int) -> tuple[list[Extraction], Counter[str]]:
    """As a poll does: what one batch learned is all that the next one knows."""
    known, found = Counter[str](), list[Extraction]()
    for start in range(0, len(pages), size):
        memory = SiteMemory(known)
        found += [
            memory.read(page, page_id=page.canonical_url or f"page {start + index}")
            for index, page in enumerate(pages[start : start + size])
        ]
        known += memory.learned
    return found, known


def test_the_third_page_is_clean_whatever_the_size_of_batches() -> None:
    """It is the proof itself; pages before it were not known to share the line."""
    pages = [article(number, SLOGAN) for number in range(7)]
    found, known = read_in_batches(pages, 1)
    assert [SLOGAN in page.body for page in found] == [True, True, *[False] * 5]
    assert found[2].dropped == (Dropped(SLOGAN, "site memory"),)
    assert known[line_keys(Extraction(body=(SLOGAN,)))[0]] == 3
    for size in (2, 3, 40):
        assert read_in_batches(pages, size) == (found, known)


def test_an_article_that_is_known_teaches_nothing() -> None:
    """Neither at another address, with a word more, nor when its page has changed altogether."""
    first = Extraction(canonical_url="one", body=article(1, SLOGAN).body)
    changed = Extraction(canonical_url="one", body=article(2, SLOGAN).body)
    found, _ = read_in_batches([first, article(1, SLOGAN), article(1, SLOGAN, "Updated."), changed], 2)
    assert all(SLOGAN in page.body for page in found)


def test_a_page_read_again_is_clean_only_of_what_three_others_have() -> None:
    """The second of two pages is no third one."""
    found, _ = read_in_batches([article(1, SLOGAN), article(2, SLOGAN), article(2, SLOGAN)], 1)
    assert SLOGAN in found[2].body
    found, _ = read_in_batches([*(article(number, SLOGAN) for number in range(3)), article(0, SLOGAN)], 1)
    assert SLOGAN not in found[3].body


def test_short_articles_between_much_furniture_are_articles_of_their_own() -> None:
    """What two pages share already does not make a third one the same as they are."""
    promos = [f"Promise {number} of the Herald." for number in range(3)]
    found, known = read_in_batches(
        [article(1, *promos, "A fair.", "A fete."), article(2, *promos, "A fire.", "A flood."), article(3, *promos)], 1
    )
    assert set(promos).isdisjoint(found[2].body)
    assert sorted(known.values())[-3:] == [3, 3, 3]


def test_nothing_goes_when_most_of_a_page_would() -> None:
    """A report that is printed anew each day with a few figures changed stays whole, and so does a lone slogan."""
    report = "The office measures the wind at the pier each day and warns ships by light and flag. " * 3
    found, _ = read_in_batches(
        [Extraction(body=(report, *(f"{day}{hour}" for hour in "abcd"))) for day in range(4)]
        + [Extraction(body=(report,))],
        1,
    )
    assert all(report in page.body for page in found)


def test_a_long_line_is_never_furniture() -> None:
    """A paragraph of the wire in three articles; but it tells that two pages are one."""
    long = "The sea rose by a hand. " * 20
    bodies = [tuple(f"Line {line} of day {day}, and a few words more." * 3 for line in range(9)) for day in range(4)]
    found, _ = read_in_batches([Extraction(body=(*body, long)) for body in bodies], 1)
    assert all(long in page.body for page in found)
    twins = [Extraction(body=(long + "At noon.", long + "At night.", SLOGAN))] * 4
    found, _ = read_in_batches(twins, 1)
    assert all(SLOGAN in page.body for page in found)


def test_of_a_long_page_both_ends_are_remembered() -> None:
    """Furniture stands there."""
    page = Extraction(body=tuple(f"Line {number}" for number in range(1000)))
    ends = Extraction(body=(*page.body[: MOST_LINES // 2], *page.body[-MOST_LINES // 2 :]))
    assert line_keys(page) == line_keys(ends)
    assert len(line_keys(page)) == MOST_LINES
