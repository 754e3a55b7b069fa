"""The small parts of extraction, each against a table of what goes in and what comes out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.extract.captions import looks_like_credit, split_credit
from digest.extract.charset import decode_page
from digest.extract.dateline import split_dateline
from digest.extract.genre import genre_of_title, read_genre
from digest.extract.jsonld import pick_article, read_objects
from digest.extract.moments import moment_of_url, parse_moment, parse_printed
from digest.extract.people import looks_like_byline, looks_like_name, read_people
from digest.extract.readers import looks_like_html
from digest.extract.titles import strip_site


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Ann Lee and Bo Ek, in Oslo", ("Ann Lee", "Bo Ek")),
        ("Von Jörg Meier, Korrespondent", ("Jörg Meier",)),
        ("Par Anne Leroy (avec AFP)", ("Anne Leroy",)),
        ("ANN LEE", ("Ann Lee",)),
        ("Ann Lee, The Herald", ("Ann Lee",)),
        ("https://www.facebook.com/ann", ()),
        ("文／林若蘭", ("林若蘭",)),
        ("بقلم: ليلى حداد", ("ليلى حداد",)),
        ("Priya Natarajan Science correspondent", ("Priya Natarajan",)),
        ("admin", ()),
        ("Mary E Stone and I B Ek", ("Mary E Stone", "I B Ek")),
        ("Ana López y Juan Díaz", ("Ana López", "Juan Díaz")),
        ("ANA LÓPEZ Y JUAN DÍAZ", ("Ana López", "Juan Díaz")),
        ("MARY E STONE", ("Mary E Stone",)),
        ("Ann Lee with Bo Ek & Cy Fox", ("Ann Lee", "Bo Ek", "Cy Fox")),
        ("Jana Malá a Petr Dvořák", ("Jana Malá", "Petr Dvořák")),
        ("Ayşe Kaya ve Can Demir", ("Ayşe Kaya", "Can Demir")),
        ("Ann Lee, Ph.D., Bo Ek, Jr.", ("Ann Lee", "Bo Ek Jr")),
        ("Ann Lee; Bo Ek | Cy Fox", ("Ann Lee", "Bo Ek", "Cy Fox")),
    ],
)
def test_bylines_give_people(byline: str, people: tuple[str, ...]) -> None:
    assert read_people(byline, outlets=["Herald", "The Herald"]) == people


@pytest.mark.parametrize(
    "line", ["By Ann Lee", "Von Jörg Meier", "Autor: Jan Kowalski", "文・早川澪", "Ann Lee, staff writer"]
)
def test_bylines_are_known_by_prefix_or_role(line: str) -> None:
    assert looks_like_byline(line)


@pytest.mark.parametrize(
    "line", ["By Friday the water had risen", "Von hier aus sieht man das Meer", "By the sea", "De facto"]
)
def test_sentences_are_no_bylines(line: str) -> None:
    assert not looks_like_byline(line)


@pytest.mark.parametrize(
    ("line", "is_name"), [("Josephine", True), ("Ludwig van Beethoven", True), ("Weapons in exchange", False)]
)
def test_names_are_written_as_names(line: str, is_name: bool) -> None:  # noqa: FBT001
    assert looks_like_name(line) is is_name


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        ("TAIPEI — After the attacks on the city", "TAIPEI"),
        ("BERLIN, Germany (AP) — The chancellor said on Monday", "BERLIN, Germany"),
        ("WASHINGTON, D.C. – The senate voted on Tuesday", "WASHINGTON, D.C."),
        ("Berlin (dpa) - Der Kanzler sagte am Montag", "Berlin"),
        ("PARIS, 12 oct (Reuters) - Le gouvernement a dit", "PARIS"),
        ("MADRID.- El gobierno aprobó el martes", "MADRID"),
        ("ISLAMABAD: The prime minister said on Monday", "ISLAMABAD"),
        ("КИЇВ — Парламент ухвалив закон у другому читанні", "КИЇВ"),
        ("القدس (رويترز) - قال مسؤول في وزارة الصحة يوم الاثنين", "القدس"),
        ("【ソウル＝山田太郎】韓国の大統領は月曜日に述べた", "ソウル"),
        ("台北 — 立法院星期二通過了這項法案的二讀", "台北"),
        ("Moscow — the capital — has not changed", ""),
        ("The city, he said — and he should know — is empty", ""),
        ("He said: nothing", ""),
        ("EXCLUSIVE — The minister lied to the house", ""),
    ],
)
def test_datelines_are_taken_off(paragraph: str, place: str) -> None:
    found, rest = split_dateline(paragraph)
    assert found == place
    assert paragraph.endswith(rest)
    assert bool(place) == (rest != paragraph)


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("A bridge at dawn (Photo: Jo Ek/AFP)", ("A bridge at dawn", "Jo Ek/AFP")),
        ("A bridge at dawn. Photograph: Jo Ek/Getty Images", ("A bridge at dawn.", "Jo Ek/Getty Images")),
        ("Eine alte Brücke. Foto: dpa", ("Eine alte Brücke.", "dpa")),
        ("A bridge at dawn © Jo Ek", ("A bridge at dawn", "© Jo Ek")),
        ("Photo: Jo Ek", ("", "Jo Ek")),
        ("A bridge at dawn (left) and a road", ("A bridge at dawn (left) and a road", "")),
        ("夜明けの橋。写真：青木葵", ("夜明けの橋。", "青木葵")),
    ],
)
def test_captions_and_credits_come_apart(caption: str, parts: tuple[str, str]) -> None:
    assert split_credit(caption) == parts


@pytest.mark.parametrize(
    "line", ["Artem Geo/Kremlin", "Getty Images", "© dpa", "Kim Jae/SOPA Images via ZUMA", "REUTERS"]
)
def test_credits_are_known_alone(line: str) -> None:
    assert looks_like_credit(line)


@pytest.mark.parametrize(
    "line", ["He was paid 50/50.", "Reuters said on Monday that the bank had failed.", "The bridge opened"]
)
def test_sentences_are_no_credits(line: str) -> None:
    assert not looks_like_credit(line)


@pytest.mark.parametrize(
    ("line", "genre"),
    [
        ("-Analysis-", "Analysis"),
        ("OPINION", "Opinion"),
        ("— Essai —", "Essai"),
        ("Kommentar", "Kommentar"),
        ("The analysis failed", ""),
    ],
)
def test_genre_labels(line: str, genre: str) -> None:
    assert read_genre(line) == genre


def test_a_genre_may_stand_before_or_behind_a_headline() -> None:
    assert genre_of_title("Analysis: why the bridge fell") == "Analysis"
    assert genre_of_title("Why the bridge fell | Opinion") == "Opinion"
    assert genre_of_title("Bridge: why it fell") == ""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-06-03T07:15:00+01:00", datetime(2024, 6, 3, 6, 15, tzinfo=UTC)),
        ("2024-06-03T07:15:00.123Z", datetime(2024, 6, 3, 7, 15, tzinfo=UTC)),
        ("2024-06-03 07:15:00 +0200", datetime(2024, 6, 3, 5, 15, tzinfo=UTC)),
        ("2024/06/03", datetime(2024, 6, 3, tzinfo=UTC)),
        ("Mon, 03 Jun 2024 07:15:00 GMT", datetime(2024, 6, 3, 7, 15, tzinfo=UTC)),
        ("1717398900", datetime(2024, 6, 3, 7, 15, tzinfo=UTC)),
        ("1717398900000", datetime(2024, 6, 3, 7, 15, tzinfo=UTC)),
        ("20240603T071500Z", datetime(2024, 6, 3, 7, 15, tzinfo=UTC)),
        ("1754-01-01", None),
        ("2024-13-45", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_declared_dates(text: str, moment: datetime | None) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Publié le 14 octobre 2024 à 06h30", datetime(2024, 10, 14, 6, 30, tzinfo=UTC)),
        ("7. März 2025, 05:41 Uhr", datetime(2025, 3, 7, 5, 41, tzinfo=UTC)),
        ("Mon 3 Jun 2024 06.00 BST", datetime(2024, 6, 3, 5, 0, tzinfo=UTC)),
        ("June 3, 2024 at 6:05 pm", datetime(2024, 6, 3, 18, 5, tzinfo=UTC)),
        ("12 вересня 2024, 18:05", datetime(2024, 9, 12, 18, 5, tzinfo=UTC)),
        ("3 de mayo de 2024", datetime(2024, 5, 3, tzinfo=UTC)),
        ("2024年5月3日 14時02分", datetime(2024, 5, 3, 14, 2, tzinfo=UTC)),
        ("31 février 2024", None),
        ("soon", None),
    ],
)
def test_printed_dates(text: str, moment: datetime | None) -> None:
    assert parse_printed(text) == moment


def test_the_day_in_an_address() -> None:
    assert moment_of_url("https://a.example/2019/11/20/six-arrested/") == datetime(2019, 11, 20, tzinfo=UTC)
    assert moment_of_url("https://a.example/2019/13/20/x") is None
    assert moment_of_url("https://a.example/article/20230430") == datetime(2023, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("script", "headline"),
    [
        ('{"@type":"NewsArticle","headline":"Dam"}', "Dam"),
        ('[{"@type":"WebPage"},{"@type":"NewsArticle","headline":"Dam"}]', "Dam"),
        ('{"@graph":[{"@type":"NewsArticle","headline":"Dam"}]}', "Dam"),
        ('{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"Dam"}}', "Dam"),
        ('<!-- {"@type":"NewsArticle","headline":"Dam",} -->', "Dam"),
        ('//<![CDATA[\n{"@type":"NewsArticle","headline":"Dam"}\n//]]>', "Dam"),
        ('{"@type":"NewsArticle","headline":"Dam\nfalls"}', "Dam\nfalls"),
        ('{"@type":"WebPage"}{"@type":"NewsArticle","headline":"Dam"}', "Dam"),
        ('{"@type":"NewsArticle",,"headline":"Dam"', "Dam"),
        ("not json", None),
    ],
)
def test_json_ld_is_read_whole_or_broken(script: str, headline: str | None) -> None:
    assert pick_article(read_objects([script])).get("headline") == headline


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Dam opens | The Herald", "Dam opens"),
        ("Dam opens - The Herald - World", "Dam opens - The Herald - World"),
        ("The Herald: Dam opens in the north", "Dam opens in the north"),
        ("Dam – a story of water", "Dam – a story of water"),
        ("Dam opens: what now?", "Dam opens: what now?"),
    ],
)
def test_titles_lose_the_outlet(title: str, bare: str) -> None:
    assert strip_site(title, outlets=["The Herald"]) == bare


def test_a_part_that_is_the_headline_wins() -> None:
    assert strip_site("Dam opens | World | Herald", outlets=[], others=["Dam opens"]) == "Dam opens"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Příliš žluťoučký kůň", "iso-8859-2"),
        ("Привіт, світе", "windows-1251"),
        ("日本の新聞記事です", "shift_jis"),
        ("中文新聞", "big5"),
    ],
)
def test_the_meta_element_names_the_charset(text: str, charset: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><p>{text}</p>'
    assert text in decode_page(page.encode(charset))


@pytest.mark.parametrize(
    ("text", "charset"), [("Новини сьогодні ввечері про місто", "cp1251"), ("L'été, un élève a déjà été là", "cp1252")]
)
def test_an_undeclared_charset_is_guessed(text: str, charset: str) -> None:
    assert decode_page(text.encode(charset)) == text


def test_html_is_told_from_text_by_content() -> None:
    assert looks_like_html("\ufeff<!-- hi --><!DOCTYPE html><p>x")
    assert looks_like_html("<p>a</p><p>b</p><p>c</p>")
    assert not looks_like_html("A headline\n\nHe said that 3 < 4 and 5 > 2.")
