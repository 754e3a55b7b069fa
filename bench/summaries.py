"""Summaries: articles in, by which way their summaries were found, how long they are and how fast out.

The articles are those of the sample newsroom and, where a folder is given, the pages of an extraction folder
(`DIR/cases.jsonl` and `DIR/ID.html.gz`; no gold field is read). Each sentence is looked up at its place: one that does
not stand there is counted and makes the run fail. Seconds are CPU time and do not count extraction.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.extract import read_cases
from digest.curate.highlights.summary import write_summary
from digest.errors import ExtractError
from digest.extract.page import extract_page
from digest.model import Article, Excerpt
from digest.sample.newsroom import Piece, load_newsroom
from digest.text import count_words

_DAY: Final = datetime(2026, 3, 10, 12, tzinfo=UTC)
_WORDS: Final = (22, 28, 45)
"""The budgets of briefs, perspectives and the lead story."""


def main(argv: list[str]) -> int:
    """Run `python -m bench summaries [DIR]`; 1 when a sentence does not stand at its place."""
    parser = argparse.ArgumentParser(prog="python -m bench summaries", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--words", type=int, nargs="+", default=_WORDS, help="word budgets")
    parser.add_argument("--show", choices=["standfirst", "lead", "chosen", "least"], help="print these summaries")
    options = parser.parse_args(argv)
    sets = {"newsroom": [_printed(piece) for piece in load_newsroom(_DAY).pieces]}
    if options.folder:
        sets[str(options.folder.name)] = list(_extracted(options.folder))
    missed = 0
    for name, articles in sets.items():
        for words in options.words:
            missed += _measure(name, articles, max_words=words, show=options.show)
    return 1 if missed else 0


def _measure(name: str, articles: Sequence[Article], *, max_words: int, show: str | None) -> int:
    """Print one line, and return how many sentences do not stand at their place."""
    start = time.process_time()
    summaries = [write_summary(article, max_words=max_words) for article in articles]
    seconds = time.process_time() - start
    ways = Counter(summary.way for summary in summaries)
    lengths: list[int] = []
    printed = missed = 0
    for article, summary in zip(articles, summaries, strict=True):
        counts = [count_words(one.text, article.language) for one in summary.sentences]
        lengths.append(sum(counts))
        printed += len(counts)
        missed += sum(not _stands(article, one) for one in summary.sentences)
        if summary.way == show:
            print(f"  {article.id}: {' '.join(one.text for one in summary.sentences)}")
    shares = ", ".join(f"{way} {count / len(articles):.1%}" for way, count in ways.most_common())
    over = sum(length > max_words for length in lengths)
    print(
        f"{name}, {max_words} words: {len(articles)} articles, {shares}; mean {sum(lengths) / len(articles):.1f} words "
        f"in {printed / len(articles):.2f} sentences, {over} over budget (longest {max(lengths)}); "
        f"{len(articles) / seconds:.0f} articles/s, {printed / seconds:.0f} sentences/s; "
        f"{missed} sentences not at their place"
    )
    return missed


def _stands(article: Article, one: Excerpt) -> bool:
    text = article.standfirst if one.part == "standfirst" else article.body[one.paragraph]
    return text[one.start : one.end] == one.text


def _printed(piece: Piece) -> Article:
    body = tuple(block.text for block in piece.body if block.kind == "paragraph")
    return _article(piece.name, piece.title, language=piece.outlet.language, standfirst=piece.standfirst, body=body)


def _extracted(folder: Path) -> Iterator[Article]:
    for name, url, page in read_cases(folder):
        try:
            found = extract_page(page, url=url)
        except ExtractError:
            continue
        yield _article(name, found.title, language=found.language, standfirst=found.standfirst, body=tuple(found.body))


def _article(name: str, title: str, *, language: str, standfirst: str, body: tuple[str, ...]) -> Article:
    return Article(name, name, "", "", title, _DAY, _DAY, language=language, standfirst=standfirst, body=body)
