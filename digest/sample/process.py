"""The sample newsroom as a process of its own, and the config that points at it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from digest.sample.newsroom import load_newsroom
from digest.sample.server import source_entries

_MARK = "# Written by 'digest demo'; the next demo into this folder overwrites it and its store."


@contextmanager
def newsroom_process() -> Iterator[str]:
    """Serve the newsroom on a free loopback port; gives its address and ends the process afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "digest.sample.server", "--port", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith("READY "):
            raise RuntimeError(f"the sample newsroom did not start (exit {process.wait(5)})")
        yield line.split()[1]
    finally:
        if process.stdin:
            process.stdin.close()  # it ends when its standard input does
        process.wait(10)
        if process.stdout:
            process.stdout.close()


def write_demo_config(folder: Path, address: str, *, port: int = 8025) -> Path:
    """Write config.yaml for the newsroom at `address` into `folder` and remove an earlier demo's store.

    `port` is that of the desk, to which the mail's own links lead.

    Raises FileExistsError when the folder holds a config or a store that is not a demo's.
    """
    file = folder / "config.yaml"
    is_ours = file.exists() and file.read_text(encoding="utf-8", errors="replace").startswith(_MARK)
    for own in (file, folder / "digest.db"):
        if own.exists() and not is_ours:
            raise FileExistsError(f"{own} is not a demo's; choose another folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("digest.db*"):
        leftover.unlink()
    sources = source_entries(load_newsroom(datetime.now(UTC)), address)
    lines = [f"  - {json.dumps(source, ensure_ascii=False)}" for source in sources]
    rest = resources.files("digest.sample").joinpath("newsletter.yaml").read_text(encoding="utf-8")
    rest = rest.replace(":8025}", f":{port}}}")
    head = f"{_MARK}\nhttp: {{allow_private: [127.0.0.1/32]}}  # the sample newsroom lives on loopback\nsources:\n"
    file.write_text(head + "\n".join(lines) + "\n" + rest, encoding="utf-8")
    return file
