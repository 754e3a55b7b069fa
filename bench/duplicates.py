"""Near-duplicates: a labelled file in, {article id: id of its voice's original} out."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from bench._labelled import article_of, read_rows, report
from digest.curate.duplicates.fold import fold_duplicates


def main(argv: list[str]) -> int:
    """Run `python -m bench duplicates FILE --out P.json`."""
    parser = argparse.ArgumentParser(prog="bench duplicates", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(argv)
    articles = [article_of(row) for row in read_rows(options.file)]
    start = time.perf_counter()
    voices, _ = fold_duplicates(articles)
    report("duplicates", articles=len(articles), seconds=time.perf_counter() - start)
    groups = {member: voice.original for voice in voices for member in (voice.original, *voice.copies)}
    options.out.write_text(json.dumps(groups), encoding="utf-8")
    return 0
