"""What only a terminal can show: bars that move, and tables that know its width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under headings, folded to the terminal's width."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, soft_wrap=True).print(table)


class TerminalProgress:
    """Implements `digest.ports.Progress`: a bar that is redrawn in place."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
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
