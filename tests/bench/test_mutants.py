"""The benchmark of broken feeds, with a harness of one mutant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.__main__ import main

HARNESS = """
def mutate(seed, kind):
    assert CFG.host and kind == "feed"
    return "text/xml", b"<rss version='2.0'><channel><item><title>%d</title></item></channel></rss>" % seed
"""


def test_mutants_of_a_harness_go_through_both_parsers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harness = tmp_path / "harness.py"
    harness.write_text(HARNESS, encoding="utf-8")
    assert main(["mutants", "3", "7", "--harness", str(harness)]) == 0
    assert "3 mutants: 3 read, 3 of them in the main process; 0 faults" in capsys.readouterr().out


def test_a_missing_harness_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mutants", "3", "--harness", str(tmp_path / "none.py")]) == 2
    assert "none.py: no such file; give the fault harness's" in capsys.readouterr().err
