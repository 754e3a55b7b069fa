"""The door to the benchmarks: `python -m bench NAME ...` runs `main(argv)` of `bench/NAME.py`."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import sys
from pathlib import Path


def main(argv: list[str]) -> int:
    """Run the named benchmark with the rest of the arguments; list them all for `--help` or no name at all."""
    names = sorted(
        name for _, name, _ in pkgutil.iter_modules([str(Path(__file__).parent)]) if not name.startswith("_")
    )
    if not argv or argv[0] in {"-h", "--help"}:
        print("usage: python -m bench NAME [options]; python -m bench NAME --help\n")
        for name in names:
            print(f"  {name.replace('_', '-'):<12} {_summary(name)}")
        return 0 if argv else 2
    name = argv[0].replace("-", "_")
    if name not in names:
        print(f"no benchmark is named {argv[0]!r}: choose from {', '.join(names)}", file=sys.stderr)
        return 2
    return int(importlib.import_module(f"bench.{name}").main(argv[1:]))


def _summary(name: str) -> str:
    """Return the first line of a benchmark's docstring without importing what it needs."""
    source = Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
