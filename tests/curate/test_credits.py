"""Credits of agencies and outlets are no part of a text."""

from __future__ import annotations

import pytest

from digest.curate.reading.credits import agency_of, strip_agency, strip_outlet

REST = "Ferry sails again after the storm"


@pytest.mark.parametrize(
    "credit",
    [
        "REUTERS - ",
        "(AFP) — ",
        "LONDON (AP) - ",
        "PARIS, 3 mars (AFP) - ",
        "dpa: ",
        "Berlin (dpa) - ",
        "Kiel (dpa/lno) - ",
        "AP/Reuters - ",
        "WASHINGTON, March 3 (Reuters) - ",
        "MADRID (EFE).- ",
        "BANKFORD (Gazette) — ",
        "LONDON — ",
        "[東京 3日 ロイター] - ",
        "【ロイター】",
        "（新华社北京3月3日电）",
        "新华社北京3月3日电 ",
        "(서울=연합뉴스) 홍길동 기자 = ",
        "МОСКВА, 3 мар — РИА Новости. ",
        "القاهرة (رويترز) - ",
    ],
)
def test_an_agencys_credit_goes_off_the_beginning(credit: str) -> None:
    """With the place and the date before it, in any script."""
    assert strip_agency(credit + REST) == REST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AP exams begin on Monday",
        "Reuters says that its editor leaves",
        "The minister (55) said no",
        "Paris - a town and its river",
        "(Photo) Ferry sails",
        "\ud800 (AP",
        "A dash - in a sentence",
    ],
)
def test_what_is_no_credit_stays(text: str) -> None:
    """An agency that the news is about, brackets of another sort, a place that is not in capitals."""
    assert strip_agency(text) == text


@pytest.mark.parametrize(
    ("title", "outlet", "url"),
    [
        (f"{REST} | The Guardian", "The Guardian", ""),
        (f"{REST} - Le Monde", "Le Monde", ""),
        (f"{REST} - Harbour Gazette", "", "https://www.harbourgazette.example/1"),
        (f"{REST} | World | Gazette", "Gazette", ""),
        (f"{REST} - Reuters", "Gazette", ""),
        (f"{REST} (AFP)", "Gazette", ""),
        (f"REUTERS - {REST}", "Gazette", ""),
        (f"{REST} – gazette.example", "Elsewhere", ""),
        (REST, "Gazette", ""),
    ],
)
def test_an_outlets_name_goes_off_a_headline(title: str, outlet: str, url: str) -> None:
    """After a bar any short name, after a dash only one that somebody has."""
    assert strip_outlet(title, outlet=outlet, url=url) == REST


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Live - Gazette", "Gazette"),
        ("Storm over the coast - what we know", "Gazette"),
        ("", "Gazette"),
        ("Gazette", ""),
    ],
)
def test_a_headline_is_not_stripped_of_its_words(title: str, outlet: str) -> None:
    """Nor of so many that none is left."""
    assert strip_outlet(title, outlet=outlet) == title


def test_agencies_have_one_name_in_every_script() -> None:
    """An unknown name is none."""
    assert agency_of("ロイター") == agency_of("REUTERS") == agency_of("Reuters") == "Reuters"
    assert agency_of("Gazette") == ""


def test_a_hostile_opening_takes_no_longer() -> None:
    """Nothing but brackets, or one endless word."""
    for text in ("(" * 100_000, "A" * 100_000, "[AP " * 30_000, "- " * 50_000):
        assert strip_agency(text)
        assert strip_outlet(text, outlet="A") is not None
