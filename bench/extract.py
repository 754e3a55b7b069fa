"""Article extraction: a folder of pages in, title, body, authors and date of each out, with pages/s and peak memory.

DIR holds `cases.jsonl` (one object a line; only `id` and `url` are read) and `ID.html.gz` for each case. The scorer
beside the data compares the predictions with the gold. Rules are developed on half a of the sites and checked on
half b: `--halves FOLDER` writes the cases of each for the scorer. Seconds are CPU time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zlib import crc32

from bench._extractors import EXTRACTORS, Prediction, predict_ours

_SECOND_LEVEL: Final = frozenset({"co", "com", "org", "net", "ac", "gov"})


def main(argv: list[str]) -> int:
    """Extract every page of a folder and write the predictions."""
    parser = argparse.ArgumentParser(prog="python -m bench extract", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, help="predictions, as JSON")
    parser.add_argument("--by", choices=sorted(EXTRACTORS), default="digest", help="the extractor, for comparison")
    parser.add_argument("--plain", action="store_const", dest="by", const="trafilatura", help="--by trafilatura")
    parser.add_argument("--half", choices=["a", "b"], help="only the pages of this half of the sites")
    parser.add_argument("--halves", type=Path, metavar="FOLDER", help="also write cases-a.jsonl and cases-b.jsonl")
    parser.add_argument("--without", action="append", default=[], metavar="RULE", help="leave a rule or step out")
    options = parser.parse_args(argv)
    if options.halves:
        write_halves(options.folder, options.halves)
    predict = partial(predict_ours, without=options.without) if options.without else EXTRACTORS[options.by]
    predictions, seconds = measure(read_cases(options.folder, half=options.half), predict)
    options.out.write_text(json.dumps(predictions, ensure_ascii=False, indent=1), encoding="utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = len(predictions) / seconds if seconds else 0
    print(f"{options.by}: {len(predictions)} pages in {seconds:.1f} s = {rate:.1f} pages/s, peak {peak:.0f} MB")
    return 0


def measure(
    cases: Iterator[tuple[str, str, bytes]], predict: Callable[[bytes, str], Prediction]
) -> tuple[dict[str, Prediction], float]:
    """Predict each case and time the predictions alone, without reading files."""
    predictions: dict[str, Prediction] = {}
    seconds = 0.0
    for name, url, page in cases:
        start = time.process_time()
        predictions[name] = predict(page, url)
        seconds += time.process_time() - start
    return predictions, seconds


def read_cases(folder: Path, *, half: str | None = None) -> Iterator[tuple[str, str, bytes]]:
    """Yield (id, address, page) of each case; no gold field is read."""
    for case in _rows(folder):
        if half in {None, half_of(case)}:
            yield case["id"], case.get("url") or "", gzip.decompress((folder / f"{case['id']}.html.gz").read_bytes())


def write_halves(folder: Path, out: Path) -> None:
    """Split the cases by site: what is tried on one half says something about the other."""
    out.mkdir(parents=True, exist_ok=True)
    for half in ("a", "b"):
        rows = [json.dumps(case, ensure_ascii=False) for case in _rows(folder) if half_of(case) == half]
        (out / f"cases-{half}.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def half_of(case: dict[str, Any]) -> str:
    """Name the half of a case: all pages of one site are in the same; a page without an address is its own site."""
    labels = (urlsplit(case.get("url") or "").hostname or "").split(".")[:-1]
    owned = [label for label in labels if label not in _SECOND_LEVEL]
    site = owned[-1] if owned else str(case["id"])
    return "ab"[crc32(site.encode()) % 2]


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / "cases.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
