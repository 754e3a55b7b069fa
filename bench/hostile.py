"""Hostile input: polls the fault catalogue of ../shared/harness and prints what became of it, a line a category.

Starts the catalogue's server on free ports and polls each category with `digest poll` in a store of its own: cases,
how many went as the catalogue expects, time, peak memory of all processes together, requests to the sentinels, which
must be none. `--bombs` polls each bomb and the two huge feeds alone; `--default` shows that no request leaves while
private networks are not allowed; `--polls 5` also asks for the verdict on politeness; `--rebind` (root) polls names
that resolve to a public address and then to a private one.

As expected means: "ok" gave entries, "error" gave a reason and no entries, "degrade" gave either, "blocked" reached no
sentinel.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

Case = dict[str, Any]
SHARED = Path(__file__).parents[2] / "shared"
CATEGORIES = ("feed", "http", "redirect", "ssrf", "bomb", "xml", "charset", "entries")
DNS_HOST = "127.0.0.53"
_BAD_NAMES = ("private", "multi", "v6", "mapped")
ALONE = ("en-10k", "en-100k")
_WITHOUT_PROXY = build_opener(ProxyHandler({}))
_EMPTY = frozenset({"en-zero"})


@dataclass(frozen=True, slots=True)
class Run:
    """What one poll did."""

    exit_code: int
    seconds: float
    peak_megabytes: float
    listed: dict[str, dict[str, Any]]
    """By address, as `digest sources list --json` says."""


def main(argv: list[str]) -> int:
    """Run the wanted categories; 1 when anything was not as expected."""
    parser = argparse.ArgumentParser(
        prog="python -m bench hostile", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("categories", nargs="*", metavar="CATEGORY", help=f"of {', '.join(CATEGORIES)} (all)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="where harness/hostile_server.py is (%(default)s)")
    parser.add_argument("--bombs", action="store_true", help="each bomb and each huge feed alone")
    parser.add_argument("--default", action="store_true", help="with the default config: no request may leave")
    parser.add_argument("--polls", type=int, default=1, help="poll this often, then ask for the verdict on politeness")
    parser.add_argument("--rebind", action="store_true", help="names that change their address (as root)")
    options = parser.parse_args(argv)
    program = options.shared / "harness" / "hostile_server.py"
    if not program.is_file():
        print(f"there is no {program}: this benchmark needs the fault harness; see --shared", file=sys.stderr)
        return 2
    unknown = set(options.categories) - set(CATEGORIES)
    if unknown:
        parser.error(f"no category is named {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        if options.rebind:
            return _rebind(program, Path(folder))
        with hostile_server(program) as (base, _):
            catalogue: list[Case] = json.loads(ask(f"{base}/catalogue.json"))
            return _report(catalogue, base, Path(folder), options)


def _rebind(program: Path, folder: Path) -> int:
    """Poll names of the server's own DNS: one that leads to what is allowed, five that lead to the sentinels."""
    with hostile_server(program, "--dns-port", "53", "--dns-host", DNS_HOST) as (base, sentinel_port):
        good = f"http://hostile.test:{base.rpartition(':')[2]}/f/good-rss"
        # Several spellings of one name: each look-up of rebind.test gives the other address.
        names = [f"{number}.rebind.test" for number in range(10)] + [f"{name}.test" for name in _BAD_NAMES]
        cases = [{"id": name, "url": f"http://{name}:{sentinel_port}/", "expect": "blocked"} for name in names]
        cases.append({"id": "hostile.test", "url": good, "expect": "ok"})
        through = [sys.executable, str(program.with_name("sysfault.py")), "dns", DNS_HOST, "--"]
        run = poll(cases, folder / "rebind", allow=True, times=2, through=through)
        sentinels = json.loads(ask(f"{base}/sentinel.json"))
    faults = [fault for case in cases if (fault := judge(case, run, reached=bool(sentinels)))]
    print(f"{len(cases)} names polled twice, {len(faults)} not as expected, {len(sentinels)} requests to sentinels")
    print("\n".join(faults))
    return 1 if faults or sentinels else 0


def _report(catalogue: Sequence[Case], base: str, folder: Path, options: argparse.Namespace) -> int:
    wanted = options.categories or CATEGORIES
    groups = {name: [case for case in catalogue if case["kind"] == name] for name in wanted}
    if options.bombs:
        groups = {case["id"]: [case] for case in catalogue if case["kind"] == "bomb" or case["id"] in ALONE}
    odd: list[str] = []
    print(
        f"{'':18} {'cases':>5} {'as expected':>11} {'exit':>4} {'seconds':>8} {'peak MB':>8} "
        f"{'sentinels':>9} {'requests':>8}"
    )
    for name, cases in groups.items():
        ask(f"{base}/reset")
        run = poll(cases, folder / name, allow=not options.default, times=options.polls)
        sentinels = json.loads(ask(f"{base}/sentinel.json"))
        requests = sum(count["n"] for count in json.loads(ask(f"{base}/counters.json")).values())
        faults = [fault for case in cases if (fault := judge(case, run, reached=bool(sentinels)))]
        if options.default:
            faults = [f"{name}: {requests} requests left"] if requests else []
        if run.exit_code not in {0, 1} or sentinels:
            faults.append(f"{name}: exit {run.exit_code}, sentinels {sentinels}")
        if options.polls > 1:
            verdict = json.loads(ask(f"{base}/politeness.json?polls={options.polls}"))
            faults += [f"{name}: impolite: {one}" for one in verdict["violations"]]
        good = len(cases) - min(len(faults), len(cases))
        print(
            f"{name:18} {len(cases):5} {good:11} {run.exit_code:4} {run.seconds:8.1f} {run.peak_megabytes:8.0f} "
            f"{len(sentinels):9} {requests:8}",
            flush=True,
        )
        odd += faults
    print("\n".join(odd))
    return 1 if odd else 0


def judge(case: Case, run: Run, *, reached: bool) -> str:
    """What is not as the catalogue expects, "" when nothing is."""
    found = run.listed.get(case["url"])
    if found is None or found["health"] == "not polled yet":
        return f"{case['id']}: was not polled"
    failing, entries = found["health"].startswith(("failing", "gone")), found["entries"]
    wrong = {
        "ok": failing or (not entries and case["id"] not in _EMPTY),
        "error": not failing or bool(entries),
        "blocked": reached,
    }.get(case["expect"], False)
    return f"{case['id']}: expected {case['expect']}, is {found['health']!r} with {entries} entries" if wrong else ""


def poll(cases: Sequence[Case], folder: Path, *, allow: bool, times: int = 1, through: Sequence[str] = ()) -> Run:
    """Poll these feeds into a new store in `folder`, with a command `through` which to do it.

    Only the catalogue's own address is allowed.
    """
    folder.mkdir()
    config = folder / "config.yaml"
    lines = ["store: sqlite:///digest.db", "sources:"]
    if allow:
        lines.insert(0, 'http: {allow_private: ["127.0.0.1/32"]}')
    lines += [f"  - {{url: {json.dumps(case['url'])}, full_text: page}}" for case in cases]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    digest = [sys.executable, "-m", "digest", "--config", str(config)]
    begin, peak, code = time.perf_counter(), 0.0, 0
    for _ in range(times):
        with (folder / "poll.log").open("ab") as log:
            child = subprocess.Popen(
                [*through, *digest, "poll", "--now"], stdout=log, stderr=log, start_new_session=True
            )
        with _memory_of(child.pid) as seen:
            code = child.wait()
        peak = max([peak, *seen])
    seconds = time.perf_counter() - begin
    listed = subprocess.run([*digest, "--json", "sources", "list"], capture_output=True, check=True).stdout
    return Run(code, seconds, peak, {row["url"]: row for row in json.loads(listed)})


@contextlib.contextmanager
def _memory_of(leader: int) -> Iterator[list[float]]:
    """MB of proportional memory of a session's processes, sampled five times a second until the end."""
    seen: list[float] = [0.0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            seen.append(sum(_proportional(member) for member in _session(leader)) / 1000)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def _session(leader: int) -> Iterator[Path]:
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ProcessLookupError):
            if os.getsid(int(process.name)) == leader:
                yield process


def _proportional(process: Path) -> int:
    """Kilobytes."""
    with contextlib.suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


@contextlib.contextmanager
def hostile_server(program: Path, *more: str) -> Iterator[tuple[str, str]]:
    """Run the catalogue's server on free ports; gives its address and the port of its sentinels."""
    command = [sys.executable, str(program), *more]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        ready = server.stdout.readline().split()
        if len(ready) < 2 or ready[0] != "READY":  # noqa: PLR2004 - "READY http://..."
            raise SystemExit(f"{program} did not start")
        print(" ".join(ready), file=sys.stderr)
        yield ready[1], ready[-1]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def ask(url: str) -> bytes:
    """Ask one of the server's control paths, never through a proxy."""
    with _WITHOUT_PROXY.open(url, timeout=30) as answer:
        return bytes(answer.read())
