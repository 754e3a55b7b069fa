"""The real command in a process of its own, as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.sample.newsroom import load_newsroom
from digest.sample.process import write_demo_config
from digest.sample.server import serve_newsroom


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `digest ARGUMENTS` in an empty folder."""

    def call(*arguments: str, cwd: Path = tmp_path, timeout: float = 120, **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "digest", *arguments],
            cwd=cwd,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def newsroom() -> Iterator[str]:
    """The sample newsroom on loopback."""
    with serve_newsroom(load_newsroom(datetime.now(UTC))) as address:
        yield address


@pytest.fixture(scope="session")
def polled(newsroom: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose config points at the newsroom and whose store holds what one poll gave."""
    folder = tmp_path_factory.mktemp("polled")
    write_demo_config(folder, newsroom)
    done = subprocess.run(
        [sys.executable, "-m", "digest", "poll"], cwd=folder, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder
