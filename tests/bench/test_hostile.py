"""The hostile bench: what counts as expected, and what it says without its harness."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.hostile import Run, judge, main

URL = "http://127.0.0.1:1/f/x"


@pytest.mark.parametrize(
    ("expect", "health", "entries", "reached", "good"),
    [
        ("ok", "ok", 3, False, True),
        ("ok", "slow: answers take about 8 s", 3, False, True),
        ("ok", "empty", 0, False, False),
        ("ok", "failing since today: no", 3, False, False),
        ("error", "failing since today: no", 0, False, True),
        ("error", "gone", 0, False, True),
        ("error", "ok", 1, False, False),
        ("error", "failing since today: no", 1, False, False),
        ("degrade", "ok", 1, False, True),
        ("degrade", "failing since today: no", 0, False, True),
        ("degrade", "not polled yet", 0, False, False),
        ("blocked", "failing since today: no", 0, False, True),
        ("blocked", "failing since today: no", 0, True, False),
    ],
)
def test_what_the_catalogue_expects(expect: str, health: str, entries: int, *, reached: bool, good: bool) -> None:
    """Each word of the catalogue against what `digest sources list` says."""
    listed: dict[str, dict[str, Any]] = {URL: {"health": health, "entries": entries}}
    fault = judge({"id": "x", "url": URL, "expect": expect}, Run(0, 1.0, 100.0, listed), reached=reached)
    assert (fault == "") is good, fault


def test_without_the_harness_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And ends with the code for wrong usage."""
    assert main(["--shared", str(tmp_path)]) == 2
    assert "this benchmark needs the fault harness" in capsys.readouterr().err
