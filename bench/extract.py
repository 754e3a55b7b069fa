"""Article extraction: a folder of pages in, title, body, authors and date of each out, with pages/s and peak memory.

DIR holds `cases.jsonl` (one object a line; only `id` and `url` are read) and `ID.html.gz` for each case. The scorer
beside the data compares the predictions with the gold.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import trafilatura

from digest.errors import ExtractError
from digest.extract import extract_page

Prediction = dict[str, Any]


def main(argv: list[str]) -> int:
    """Extract every page of a folder and write the predictions."""
    parser = argparse.ArgumentParser(prog="python -m bench extract", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, help="predictions, as JSON")
    parser.add_argument("--plain", action="store_true", help="trafilatura alone, for comparison")
    options = parser.parse_args(argv)
    predict = predict_plain if options.plain else predict_ours
    predictions, seconds = measure(read_cases(options.folder), predict)
    options.out.write_text(json.dumps(predictions, ensure_ascii=False, indent=1), encoding="utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = len(predictions) / seconds if seconds else 0
    name = "trafilatura" if options.plain else "digest"
    print(f"{name}: {len(predictions)} pages in {seconds:.1f} s = {rate:.1f} pages/s, peak {peak:.0f} MB")
    return 0


def measure(
    cases: Iterator[tuple[str, str, bytes]], predict: Callable[[bytes, str], Prediction]
) -> tuple[dict[str, Prediction], float]:
    """Predict each case and time the predictions alone, without reading files."""
    predictions: dict[str, Prediction] = {}
    seconds = 0.0
    for name, url, page in cases:
        start = time.perf_counter()
        predictions[name] = predict(page, url)
        seconds += time.perf_counter() - start
    return predictions, seconds


def read_cases(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield (id, address, page) of each case; no gold field is read."""
    with (folder / "cases.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            yield case["id"], case.get("url") or "", gzip.decompress((folder / f"{case['id']}.html.gz").read_bytes())


def predict_ours(page: bytes, url: str) -> Prediction:
    """Predict with digest; what it moved out of the body into fields of its own goes back to where it was printed."""
    try:
        found = extract_page(page, url=url)
    except ExtractError:
        return {}
    body = list(found.body)
    if found.dateline and body:
        body[0] = f"{found.dateline} — {body[0]}"
    printed = [dropped.line for dropped in found.dropped if dropped.rule == "standfirst"]
    return {
        "title": found.title,
        "body": "\n".join([*printed, *body]),
        "authors": list(found.authors),
        "date": found.published.isoformat() if found.published else "",
    }


def predict_plain(page: bytes, url: str) -> Prediction:
    """Predict with trafilatura's defaults, comments off."""
    found = trafilatura.bare_extraction(page, url=url or None, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return {}
    return {"title": found.title, "body": found.text, "authors": found.author, "date": found.date}
