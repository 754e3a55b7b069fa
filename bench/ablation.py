"""What each rule of extraction is worth: the pages are extracted without it, and the scores compared, worst loss first.

DIR is the folder of `python -m bench extract`; SCORER the scorer beside it, whose `evaluate(cases, predictions)` gives
F1 per source. Gold is read by the scorer alone. A rule that changes no score by .00005 is left out of the table.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from bench._extractors import Prediction, predict_ours
from bench.extract import read_cases
from digest.extract.furniture import NEIGHBOUR_RULES
from digest.extract.rules import RULES

STEPS: Final = ("gap filling", "second extractor", "hidden", "above the headline")
_LEAST: Final = 0.00005

Scores = dict[str, float]


def main(argv: list[str]) -> int:
    """Print a table of what is lost without each rule and step."""
    parser = argparse.ArgumentParser(prog="python -m bench ablation", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--scorer", type=Path, required=True, help="score_extract.py")
    parser.add_argument("--only", nargs="*", metavar="RULE", help="these rules instead of all")
    options = parser.parse_args(argv)
    scorer = _load(options.scorer)
    cases = [json.loads(line) for line in (options.folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = list(read_cases(options.folder))
    whole = _score(scorer, cases, _predict(pages, without=()))
    sources = list(whole)
    print(f"| left out | {' | '.join(sources)} |")
    print(f"| all rules | {' | '.join(f'{whole[source]:.4f}' for source in sources)} |", flush=True)
    names = options.only or [*STEPS, *(name for name, _ in (*RULES, *NEIGHBOUR_RULES))]
    for name in names:
        scores = _score(scorer, cases, _predict(pages, without=[name]))
        changes = {source: scores[source] - whole[source] for source in sources}
        if any(abs(change) >= _LEAST for change in changes.values()):
            print(f"| {name} | {' | '.join(f'{changes[source]:+.4f}' for source in sources)} |", flush=True)
    return 0


def _predict(pages: Sequence[tuple[str, str, bytes]], *, without: Sequence[str]) -> dict[str, Prediction]:
    return {name: predict_ours(page, url, without=without) for name, url, page in pages}


def _score(scorer: Any, cases: Sequence[Mapping[str, Any]], predictions: Mapping[str, Prediction]) -> Scores:
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for case in cases:
        groups["all"].append(case)
        groups[case["source"]].append(case)
    return {source: scorer.evaluate(group, predictions)[0]["F1"] for source, group in groups.items()}


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
