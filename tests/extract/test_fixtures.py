"""Every dump and page in the folders beside this file extracts to the JSON file that bears its name."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from digest.extract.readers import extract_any
from digest.model import Extraction
from digest.text import letters

HERE = Path(__file__).parent
INPUTS = sorted([*(HERE / "dumps").glob("*.txt"), *(HERE / "pages").glob("*.html")])


def as_json(extraction: Extraction) -> dict[str, Any]:
    """Write an extraction as the fixtures hold it: empty fields left out."""
    values = asdict(extraction)
    for name in ("published", "modified"):
        values[name] = values[name].isoformat() if values[name] else ""
    values["dropped"] = [f"{drop.rule}: {drop.line}" for drop in extraction.dropped]
    return {name: value for name, value in json.loads(json.dumps(values)).items() if value}


@pytest.mark.parametrize("file", INPUTS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_fixture_extracts_to_its_json(file: Path) -> None:
    expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    found = extract_any(file.read_bytes(), url="https://news.example/2024/story", name=file.name)
    assert [as_json(extraction) for extraction in found] == expected


@pytest.mark.parametrize("file", [file for file in INPUTS if file.suffix == ".txt"], ids=lambda file: str(file.stem))
def test_every_line_of_a_dump_is_kept_or_named_as_dropped(file: Path) -> None:
    told = letters("".join(str(as_json(extraction)) for extraction in extract_any(file.read_bytes())))
    for line in file.read_text(encoding="utf-8").splitlines():
        key, words = letters(line), [letters(word) for word in line.split()]
        halves = key[: len(key) // 2], key[len(key) // 2 :]
        known_words = sum(word in told for word in words)
        assert any(half in told for half in halves) or known_words >= len(words) / 2, f"where did this go: {line}"
