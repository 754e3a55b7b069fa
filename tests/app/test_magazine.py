"""Pictures of the magazine come through the one HTTP door, and one that cannot be had is left out with its reason."""

from __future__ import annotations

from pathlib import Path

from digest.app.application import open_app
from digest.app.magazine import fetch_pictures
from digest.ports import NO_PROGRESS
from tests.edition.magazine.press import photograph
from tests.intake.web import plain, serve


def test_pictures_that_fail_are_named_and_the_others_are_bound(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(
        "sources: [{url: https://a.example/f}]\nhttp: {allow_private: [127.0.0.1/32], max_bytes: 100000}\n",
        encoding="utf-8",
    )
    answers = {"/good.jpg": plain(photograph()), "/page": plain(b"<html>"), "/huge": plain(b"\0" * 200_000)}
    with serve(answers) as web:
        wanted = [f"{web.address}{path}" for path in ("/good.jpg", "/gone", "/page", "/huge")]
        inside = "http://127.0.0.2:9/metadata"
        pictures, missing = fetch_pictures(open_app(config), [*wanted, inside], progress=NO_PROGRESS)
    assert list(pictures) == wanted[:1]
    reasons = dict(missing)
    assert reasons[wanted[1]] == "the server answered 404"
    assert "not a picture" in reasons[wanted[2]]
    assert "larger than" in reasons[wanted[3]]
    assert "private address" in reasons[inside]
