"""The rules against lines: what is news stays, what sells goes; a case is one line in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.extract.furniture import drop_furniture
from digest.extract.known import Known
from digest.extract.lines import Line
from digest.extract.phrases import tables
from digest.extract.rules import RULES, judge

LINES = Path(__file__).parent / "lines"


def read_lines(name: str) -> list[str]:
    rows = (LINES / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


@pytest.mark.parametrize("line", read_lines("sentences.txt"))
def test_a_sentence_of_an_article_is_never_dropped(line: str) -> None:
    assert judge(Line(line)) == ""


@pytest.mark.parametrize("line", read_lines("sentences.txt"))
def test_a_sentence_beside_a_promo_is_never_dropped(line: str) -> None:
    kept, _ = drop_furniture(["Sign up to our newsletter.", line, "Subscribe now for $1 a week."])
    assert kept == (line,)


@pytest.mark.parametrize("line", read_lines("furniture.txt"))
def test_a_line_of_the_page_is_dropped(line: str) -> None:
    assert judge(Line(line)) != ""


def test_every_rule_has_a_name_of_its_own_and_a_docstring() -> None:
    assert len({rule for _, rule in RULES}) == len({name for name, _ in RULES}) == len(RULES)
    assert all(rule.__doc__ for _, rule in RULES)


def test_a_headline_goes_only_where_the_title_says_so() -> None:
    lines = ["Bridge opens after nine years", "The bridge over the Tarn opened on Monday after nine years of delay."]
    assert drop_furniture(lines)[0] == tuple(lines)
    kept, dropped = drop_furniture(lines, Known(titles=frozenset({"bridgeopensafternineyears"})))
    assert kept == (lines[1],)
    assert [drop.rule for drop in dropped] == ["repeated headline"]


def test_a_pull_quote_goes_and_a_question_asked_twice_stays() -> None:
    said = "He shrugged. “We never asked for the bridge, and now we cannot live without it,” said Ada."
    lines = [
        said,
        "We never asked for the bridge",
        "Where were you born?",
        "In Riga.",
        "Where were you born?",
        "In Oslo.",
    ]
    kept, dropped = drop_furniture(lines)
    assert kept == (said, *lines[2:])
    assert [drop.rule for drop in dropped] == ["pull quote"]


def test_links_under_a_related_heading_go_and_the_sub_heading_after_them_stays() -> None:
    lines = [
        "Related articles",
        "A first headline of another piece",
        "One more headline elsewhere",
        "The long way",
        "It rained.",
    ]
    kept, _ = drop_furniture(lines)
    assert kept == ("The long way", "It rained.")


@pytest.mark.parametrize("table", sorted(tables().keys() - {"agency", "months"}))
def test_every_rule_has_phrases_in_eleven_languages(table: str) -> None:
    assert tables()[table].keys() >= {"en", "fr", "de", "es", "pt", "it", "pl", "uk", "ar", "ja", "zh"}


def test_a_headline_goes_with_the_kicker_before_it() -> None:
    known = Known(titles=frozenset({"bridgeopensafternineyears"}))
    assert judge(Line("Traffic Bridge opens after nine years"), known) == "repeated headline"
    assert judge(Line("The mayor said: “Bridge opens after nine years.”"), known) == ""


def test_what_stands_below_the_paywall_goes_unless_the_article_goes_on() -> None:
    prose = "The bridge over the Tarn opened on Monday after nine years of delay and of dispute, " * 2 + "he said."
    wall = [prose, "Already a subscriber? Log in", "Read on every device", "The paper at home means the printed one."]
    assert drop_furniture(wall)[0] == (prose,)
    rest = [f"He came on day {n}." for n in range(5)]
    assert drop_furniture([*wall[:2], *rest])[0] == (prose, *rest)
