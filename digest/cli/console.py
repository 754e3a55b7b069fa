"""What a person or a program sees: progress bars on a terminal, plain lines elsewhere, JSON when asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

from rich.console import Console as RichConsole
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from digest.errors import ConfigError, DigestError


class Console:
    """Prints results to standard output and progress to standard error."""

    def __init__(self, *, json: bool = False, quiet: bool = False) -> None:
        self.as_json = json
        self._quiet = quiet
        self._out = RichConsole(highlight=False, soft_wrap=True)
        self._err = RichConsole(stderr=True, highlight=False, soft_wrap=True)

    def say(self, line: str = "") -> None:
        """A line of the result, as it is."""
        if not self.as_json:
            self._out.print(line, markup=False)

    def note(self, line: str) -> None:
        """A remark beside the result, to standard error."""
        if not self._quiet:
            self._err.print(line, markup=False)

    def emit(self, value: object) -> None:
        """The result as JSON, when JSON was asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Rows under headings; on a pipe: tab-separated, so that cut and awk can read them."""
        if self.as_json:
            return
        if not self._out.is_terminal:
            for row in rows:
                sys.stdout.write("\t".join(cell.replace("\t", " ") for cell in row) + "\n")
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self._out.print(table)

    def progress(self) -> TerminalProgress | LineProgress:
        """Implements `digest.ports.Progress` as fits where standard error goes."""
        if self._quiet:
            return LineProgress(None)
        return TerminalProgress(self._err) if self._err.is_terminal else LineProgress(self._err)


class TerminalProgress:
    """A bar that is redrawn in place."""

    def __init__(self, console: RichConsole) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self._label = ""

    def start(self, label: str, total: int) -> None:
        """Begin a new bar of `total` steps."""
        self._label = label
        self._bar = Progress(
            TextColumn("{task.description:<14}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn("[dim]{task.fields[note]}"),
            console=self._console,
            transient=True,
        )
        self._bar.start()
        self._task = self._bar.add_task(label, total=total, note="")

    def advance(self, note: str = "") -> None:
        """One step more."""
        if self._bar is not None:
            self._bar.update(self._task, advance=1, note=note.replace("[", "(")[:40])

    def finish(self, summary: str = "") -> None:
        """Replace the bar by one line."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._console.print(f"{self._label}: {summary}" if summary else self._label, markup=False)


class LineProgress:
    """One line when a step of the work is done."""

    def __init__(self, console: RichConsole | None) -> None:
        self._console = console
        self._label = ""
        self._total = 0

    def start(self, label: str, total: int) -> None:
        """Remember what is being done."""
        self._label, self._total = label, total

    def advance(self, note: str = "") -> None:
        """Nothing: a log wants no bar."""

    def finish(self, summary: str = "") -> None:
        """Say how it went."""
        if self._console is not None:
            self._console.print(f"{self._label}: {self._total}, {summary}", markup=False)


def fail(error: DigestError) -> NoReturn:
    """Print the fault, one line each, and leave with its exit code."""
    lines = error.problems if isinstance(error, ConfigError) else (str(error),)
    for line in lines:
        sys.stderr.write(f"digest: {line}\n")
    sys.exit(error.exit_code)
