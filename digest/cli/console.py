"""What a person or a program sees: progress bars on a terminal, plain lines elsewhere, JSON when asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn

from digest.errors import ConfigError, DigestError

if TYPE_CHECKING:
    from digest.ports import Progress


class Console:
    """Prints results to standard output and progress to standard error."""

    def __init__(self, *, json: bool = False, quiet: bool = False) -> None:
        self.as_json = json
        self._quiet = quiet

    def say(self, line: str = "") -> None:
        """A line of the result, as it is."""
        if not self.as_json:
            sys.stdout.write(f"{line}\n")

    def note(self, line: str) -> None:
        """A remark beside the result, to standard error."""
        if not self._quiet:
            sys.stderr.write(f"{line}\n")

    def emit(self, value: object) -> None:
        """The result as JSON, when JSON was asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Rows under headings; on a pipe: tab-separated, so that cut and awk can read them."""
        if self.as_json:
            return
        if not sys.stdout.isatty():
            for row in rows:
                sys.stdout.write("\t".join(cell.replace("\t", " ") for cell in row) + "\n")
            return
        from digest.cli.terminal import print_table  # noqa: PLC0415 - rich takes long to import, and a pipe has no use for it

        print_table(columns, rows)

    def progress(self) -> Progress:
        """Something that shows progress as fits where standard error goes."""
        if self._quiet or not sys.stderr.isatty():
            return LineProgress(quiet=self._quiet)
        from digest.cli.terminal import TerminalProgress  # noqa: PLC0415 - see `table`

        return TerminalProgress()


class LineProgress:
    """Implements `digest.ports.Progress`: one line when a step of the work is done."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._label = ""
        self._total = 0

    def start(self, label: str, total: int) -> None:
        """Remember what is being done."""
        self._label, self._total = label, total

    def advance(self, note: str = "") -> None:
        """Nothing: a log wants no bar."""

    def finish(self, summary: str = "") -> None:
        """Say how it went."""
        if not self._quiet:
            sys.stderr.write(f"{self._label}: {self._total}, {summary}\n")


def fail(error: DigestError) -> NoReturn:
    """Print the fault, one line each, and leave with its exit code."""
    lines = error.problems if isinstance(error, ConfigError) else (str(error),)
    for line in lines:
        sys.stderr.write(f"digest: {line}\n")
    sys.exit(error.exit_code)
