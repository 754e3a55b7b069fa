"""`digest magazine` and `digest run` with a magazine, on the sample newsroom."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def folder(polled: Path, tmp_path: Path) -> Path:
    """A copy of the polled folder for one test to change."""
    target = tmp_path / "work"
    shutil.copytree(polled, target)
    return target


def test_the_week_is_bound_with_its_pictures(run: Run, folder: Path) -> None:
    ran = run("magazine", "--format", "epub", "--out", "kiosk", "--json", cwd=folder)
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert len(told["articles"]) == 24
    assert told["pictures"] >= 10
    assert told["missing_pictures"] == []
    (path,) = told["files"]
    with zipfile.ZipFile(folder / path) as archive:
        assert sum(name.endswith(".jpg") for name in archive.namelist()) == told["pictures"] + 1
    again = run("magazine", "--format", "epub", "--out", "again", "--json", cwd=folder)
    assert (folder / json.loads(again.out)["files"][0]).read_bytes() == (folder / path).read_bytes()


def test_a_run_brings_the_magazine_of_the_config_along(run: Run, folder: Path) -> None:
    config = folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace(
            "    theme: world\n", "    theme: world\n    magazine: {formats: [epub], articles: 3, max_images: 0}\n"
        ),
        encoding="utf-8",
    )
    ran = run("run", "--dry-run", "--out", "dry", cwd=folder)
    assert ran.code == 0, ran.err
    assert {path.suffix for path in (folder / "dry").iterdir() if path.is_file()} == {".html", ".txt", ".eml", ".epub"}


def test_an_empty_window_makes_no_magazine(run: Run, folder: Path) -> None:
    ran = run("magazine", "--at", "1999-01-01T07:00", "--format", "epub", cwd=folder)
    assert ran.code == 0, ran.err
    assert "no magazine" in ran.out
    assert not list(folder.glob("*.epub"))
