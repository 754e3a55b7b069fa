"""The benchmarks of sentences and summaries, on the packaged lines and the sample newsroom."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench.__main__ import main

PAGE = Path(__file__).parents[1] / "extract" / "pages" / "english_graph.html"


def test_our_cuts_are_better_than_the_librarys_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """The rules that mend are worth their lines."""
    assert main(["sentences"]) == 0
    ours, alone = (float(line.split("F1 ")[1][:5]) for line in capsys.readouterr().out.splitlines())
    assert ours > alone


def test_every_sentence_of_a_summary_stands_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the sample newsroom and on a folder of one page."""
    (tmp_path / "1.html.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    (tmp_path / "cases.jsonl").write_text(json.dumps({"id": "1", "url": None}) + "\n", encoding="utf-8")
    assert main(["summaries", str(tmp_path), "--words", "28", "--show", "lead"]) == 0
    assert capsys.readouterr().out.count("; 0 sentences not at their place") == 2
