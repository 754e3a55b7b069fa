"""Language identification: a file of labelled headlines in, accuracy restricted and unrestricted and texts/s out."""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

from digest.language import detect_language


def main(argv: list[str]) -> int:
    """Identify each {"title", "language"} row of a gzipped JSON lines file."""
    parser = argparse.ArgumentParser(prog="python -m bench language", description=__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(argv)
    with gzip.open(options.file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    in_use = {row["language"] for row in rows}
    for name, candidates in (("in use", in_use), ("all", set[str]())):
        start = time.perf_counter()
        right = sum(detect_language(row["title"], candidates=candidates)[0] == row["language"] for row in rows)
        rate = len(rows) / (time.perf_counter() - start)
        print(f"language ({name}): {right}/{len(rows)} = {right / len(rows):.4f}, {rate:.0f} texts/s")
    return 0
