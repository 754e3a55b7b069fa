"""The extraction benchmark on a folder of one page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.extract import half_of

PAGE = Path(__file__).parents[1] / "extract" / "pages" / "english_graph.html"


@pytest.mark.parametrize("options", [[], ["--by", "trafilatura"], ["--without", "byline"]])
def test_a_folder_of_pages_becomes_predictions(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1.html.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    (tmp_path / "cases.jsonl").write_text(json.dumps({"id": "1", "url": None}) + "\n", encoding="utf-8")
    out = tmp_path / "p.json"
    assert main(["extract", str(tmp_path), "--out", str(out), *options]) == 0
    prediction = json.loads(out.read_text(encoding="utf-8"))["1"]
    assert prediction["title"] == "Salt marsh returns to Wenlow a decade early"
    assert "WENLOW — When the sea wall was cut" in prediction["body"]
    assert "pages/s" in capsys.readouterr().out


def test_the_pages_of_one_site_are_all_in_one_half() -> None:
    addresses = [f"https://{host}/{page}" for host in ("www.bbc.com", "news.bbc.co.uk") for page in range(3)]
    assert len({half_of({"id": at, "url": url}) for at, url in enumerate(addresses)}) == 1
    assert {half_of({"id": f"{at:04}", "url": None}) for at in range(9)} == {"a", "b"}


def test_every_benchmark_is_listed_and_an_unknown_one_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out
    for file in (Path(__file__).parents[2] / "bench").glob("[a-z]*.py"):
        assert file.stem.replace("_", "-") in listed
    assert main(["nonsense"]) == 2


def test_the_ablation_tells_what_is_lost_without_a_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1.html.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    case = {"id": "1", "url": None, "source": "made", "body": "x"}
    (tmp_path / "cases.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")
    scorer = tmp_path / "scorer.py"
    scorer.write_text("def evaluate(cases, predictions):\n    return {'F1': len(predictions['1']['body'])}, []\n")
    assert main(["ablation", str(tmp_path), "--scorer", str(scorer), "--only", "gap filling", "standfirst"]) == 0
    assert capsys.readouterr().out.startswith("| left out | all | made |\n| all rules |")
