"""The plan of the last poll of a config file, kept while the file stays the same to the byte.

Reading and checking a config of 500 sources takes longer than asking them all whether there is news. The plan lies in
the user's cache folder, readable by that user alone; whatever is wrong with it, the config is read and checked again.
A config with `${VARIABLES}` is never remembered: it may say something else tomorrow, and it may hold secrets.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from digest import __version__
from digest.app.poll_plan import PollPlan

_VARIABLE = re.compile(rb"\$\{|\\(?:x24|u0024|U00000024)")
_SHAPE = 3
"""Of what is written; another number is another version's."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Hashes of the files that a plan is made of."""

    made_of: str
    lists: tuple[tuple[str, str], ...]


def remembered_plan(config_file: Path, *, environment: Mapping[str, str] = os.environ) -> PollPlan | None:
    """The plan that was made of this very file, and of the OPML files that it names; None when there is none."""
    try:
        content = config_file.read_bytes()
        memory = _memory(config_file, environment)
        found = memory.stat()
        if found.st_uid != os.geteuid() or found.st_mode & 0o077:
            return None
        kept = json.loads(memory.read_bytes())
        if kept["made_of"] != _made_of(content) or any(_digest_of(Path(file)) != was for file, was in kept["lists"]):
            return None
        return PollPlan.from_json(kept["plan"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def contents_of(config_file: Path, lists: Iterable[Path] = ()) -> Contents | None:
    """What the config file and the OPML files hold now; None for files that cannot be read or hold variables."""
    try:
        content = config_file.read_bytes()
        if _VARIABLE.search(content):
            return None
        return Contents(_made_of(content), tuple((str(file.absolute()), _digest_of(file)) for file in lists))
    except OSError:
        return None


def remember_plan(
    plan: PollPlan, config_file: Path, contents: Contents | None, *, environment: Mapping[str, str] = os.environ
) -> None:
    """Keep the plan for the next poll, where that can be done.

    `contents` are those of the files before the plan was made of them: files that were changed meanwhile are told by
    that, and nothing is kept. Neither is the plan of a store on a server, whose address may hold a password.
    """
    if contents is None or not plan.store.startswith("sqlite:"):
        return
    if contents != contents_of(config_file, [Path(file) for file, _ in contents.lists]):
        return
    draft: Path | None = None
    try:
        memory = _memory(config_file, environment)
        memory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = {"made_of": contents.made_of, "lists": contents.lists, "plan": plan.as_json()}
        # Made beside it (mode 0600) and moved over it: two polls at once leave a whole file.
        with tempfile.NamedTemporaryFile("w", dir=memory.parent, delete=False, encoding="utf-8") as file:
            draft = Path(file.name)
            json.dump(kept, file, separators=(",", ":"))
        draft.replace(memory)
    except OSError:  # a full or read-only disk: the next poll reads the config again
        if draft is not None:
            draft.unlink(missing_ok=True)


def _memory(config_file: Path, environment: Mapping[str, str]) -> Path:
    cache = environment.get("XDG_CACHE_HOME", "")
    folder = Path(cache) if cache.startswith("/") else Path(environment.get("HOME") or os.devnull) / ".cache"
    name = hashlib.blake2b(os.fsencode(config_file.absolute()), digest_size=12).hexdigest()
    return folder / "digest" / f"poll-{name}.json"


def _made_of(content: bytes) -> str:
    return f"{_SHAPE} {__version__} {hashlib.sha256(content).hexdigest()}"


def _digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
