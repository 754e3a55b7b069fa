"""Sentence splitting: labelled lines in, precision, recall and F1 of the cuts out, sentencex alone in the same run.

A file LANGUAGE.txt has a paragraph a line, with a bar between its sentences (`tests/sentences` by default). A line is
right when all of its cuts are. The rules were written with these lines in sight: the figures say what the rules mend
and guard against losing it; they promise less for other text. Seconds are CPU time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import sentencex

from digest.sentences import split_sentences

_FOLDER: Final = Path(__file__).parents[1] / "tests" / "sentences"
_UNSPACED: Final = frozenset({"ja", "zh"})
_ROUNDS: Final = 10
Split = Callable[[str, str], Sequence[str]]


def main(argv: list[str]) -> int:
    """Run `python -m bench sentences [FOLDER]`."""
    parser = argparse.ArgumentParser(prog="python -m bench sentences", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=_FOLDER)
    cases = read_cases(parser.parse_args(argv).folder)
    for name, split in (("digest", split_sentences), ("sentencex alone", _alone)):
        print(_measure(name, split, cases))
    return 0


def read_cases(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Read (language, sentences) of each line of each file."""
    return [
        (path.stem, tuple(part.strip() for part in line.split("|")))
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _alone(text: str, language: str) -> list[str]:
    return [piece for sentence in sentencex.segment(language, text) if (piece := sentence.strip())]


def _measure(name: str, split: Split, cases: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    right = found = wanted = lines = 0
    wrong: dict[str, int] = {}
    for language, sentences in cases:
        cuts = _cuts(split(_paragraph(language, sentences), language))
        gold = _cuts(sentences)
        right, found, wanted = right + len(cuts & gold), found + len(cuts), wanted + len(gold)
        lines += cuts == gold
        if cuts != gold:
            wrong[language] = wrong.get(language, 0) + 1
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    score = 2 * precision * recall / max(precision + recall, 1e-9)
    start = time.process_time()
    for language, sentences in list(cases) * _ROUNDS:
        split(_paragraph(language, sentences), language)
    rate = len(cases) * _ROUNDS / max(time.process_time() - start, 1e-9)
    missed = " ".join(f"{language}:{count}" for language, count in wrong.items())
    return (
        f"{name}: P {precision:.3f} R {recall:.3f} F1 {score:.3f}, lines right {lines}/{len(cases)}, "
        f"{rate:.0f} lines/s; wrong {missed or 'none'}"
    )


def _paragraph(language: str, sentences: Sequence[str]) -> str:
    return ("" if language in _UNSPACED else " ").join(sentences)


def _cuts(sentences: Sequence[str]) -> set[int]:
    """Give the places of the cuts, counted in letters without blanks, so that trimming does not matter."""
    places: set[int] = set()
    place = 0
    for sentence in sentences[:-1]:
        place += len("".join(sentence.split()))
        places.add(place)
    return places
