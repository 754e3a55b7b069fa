"""The PDF: printed by WeasyPrint where it is installed, from what we hold and nothing else."""

from __future__ import annotations

import socket
import sys

import pytest

from digest.edition.magazine.cover import draw_cover
from digest.edition.magazine.pdf import make_pdf, require_weasyprint
from digest.edition.magazine.sheets import Sheets, make_sheets
from digest.errors import UsageError
from tests.edition import builders
from tests.edition.magazine.press import bound_pictures, hostile, issue, week


def require() -> None:
    try:
        require_weasyprint()
    except UsageError as error:
        pytest.skip(str(error))


def test_the_sheets_name_only_pictures_that_they_hold() -> None:
    made = issue(week(4))
    pictures = bound_pictures(made)
    sheets = make_sheets(made, pictures=pictures, cover=draw_cover(made, pictures=pictures), folders=(builders.THEMES,))
    assert all(name in sheets.html for name in sheets.held)
    assert sheets.html.count("<img") == len(sheets.held)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_same_sheets_are_printed_twice_the_same() -> None:
    require()
    made = issue((*week(3), *hostile()))
    pictures = bound_pictures(made)
    sheets = make_sheets(made, pictures=pictures, cover=draw_cover(made, pictures=pictures), folders=(builders.THEMES,))
    printed = make_pdf(sheets, identifier=made.identifier)
    assert printed.startswith(b"%PDF-")
    assert printed == make_pdf(sheets, identifier=made.identifier)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_print_opens_no_connection_and_no_file() -> None:
    require()
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"http://127.0.0.1:{server.getsockname()[1]}"
        html = f'<link rel="stylesheet" href="{place}/a.css"><img src="{place}/a.jpg"><img src="file:///etc/passwd"><p>Text'
        css = f'@import "{place}/b.css"; p {{ background: url({place}/c.png) }}'
        assert make_pdf(Sheets(html=html, css=css, held={}), identifier="urn:uuid:none").startswith(b"%PDF-")
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_missing_weasyprint_is_told_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as if it were not installed
    with pytest.raises(UsageError, match=r"pip install 'digest\[magazine\]'"):
        require_weasyprint()
