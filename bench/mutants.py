"""Broken feeds: N mutants through both parsers, which may refuse a feed but never fail in another way.

The mutants are those of the fault harness (`hostile_server.py`), deterministic by seed. Printed are how many each
parser read, the slowest parse and how much memory grew; the exit is 1 when one raised anything but its refusal.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

from digest.intake.feeds import FeedDocument, NotAFeedError, ParsedFeed, parse_feed, parse_quickly

_HARNESS = Path("../shared/harness/hostile_server.py")
_URL = "https://feeds.example/feed"
_WARM_UP = 200
"""Mutants after which memory is first looked at: by then every module and cache is there."""


def main(argv: list[str]) -> int:
    """Parse N mutants and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m bench mutants", description=__doc__)
    parser.add_argument("count", type=int, metavar="N", nargs="?", default=10_000)
    parser.add_argument("seed", type=int, metavar="SEED", nargs="?", default=0, help="of the first mutant")
    parser.add_argument("--harness", type=Path, default=_HARNESS, metavar="FILE")
    options = parser.parse_args(argv)
    if not options.harness.is_file():
        print(
            f"{options.harness}: no such file; give the fault harness's hostile_server.py as --harness", file=sys.stderr
        )
        return 2
    mutate = _load(options.harness).mutate
    tally = Tally()
    for seed in range(options.seed, options.seed + options.count):
        content_type, body = mutate(seed, "feed")
        tally.add(seed, FeedDocument(_URL, content_type, body))
    print(tally.summary())
    return 1 if tally.faults else 0


class Tally:
    """What came of the mutants so far."""

    def __init__(self) -> None:
        self.count = self.quick = self.read = 0
        self.faults: list[str] = []
        self.slowest = {"parse_quickly": (0.0, 0), "parse_feed": (0.0, 0)}
        self.first_mb = self.last_mb = 0.0

    def add(self, seed: int, document: FeedDocument) -> None:
        """Parse one mutant twice."""
        self.count += 1
        self.quick += self._timed(seed, document, parse_quickly) is not None
        self.read += self._timed(seed, document, parse_feed) is not None
        if self.count in {1, _WARM_UP}:
            self.first_mb = _resident_mb()
        self.last_mb = _resident_mb()

    def summary(self) -> str:
        """All of it in a few lines."""
        slowest = ", ".join(f"{name} {seconds:.3f} s (seed {seed})" for name, (seconds, seed) in self.slowest.items())
        counts = f"{self.read} read, {self.quick} of them in the main process; {len(self.faults)} faults"
        memory = f"memory +{self.last_mb - self.first_mb:.0f} MB to {self.last_mb:.0f} MB"
        return "\n".join([f"{self.count} mutants: {counts}", f"slowest: {slowest}; {memory}", *self.faults[:20]])

    def _timed(
        self, seed: int, document: FeedDocument, parse: Callable[[FeedDocument], ParsedFeed | None]
    ) -> ParsedFeed | None:
        start = time.perf_counter()
        try:
            return parse(document)
        except NotAFeedError as error:
            if parse is parse_quickly:
                self.faults.append(f"seed {seed}: parse_quickly raised {error!r}")
        except Exception as error:  # noqa: BLE001 - to find these is what the bench is for
            self.faults.append(f"seed {seed}: {parse.__name__} raised {error!r}")
        finally:
            seconds = time.perf_counter() - start
            self.slowest[parse.__name__] = max(self.slowest[parse.__name__], (seconds, seed))
        return None


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("hostile_server", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # The address that its feeds name; no server runs.
    vars(module)["CFG"] = SimpleNamespace(host="127.0.0.1", port=80)
    return module


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6
