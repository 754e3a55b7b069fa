"""A pool of processes on this machine: pebble kills the one task that is late, and nothing else."""

from __future__ import annotations

import contextlib
import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as TooLate
from functools import partial
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from digest.ports import WorkFailed

Item = TypeVar("Item")
Result = TypeVar("Result")

MEMORY_BYTES = 1_500_000_000
"""Address space of one worker: far above what a 10 MB page needs, far below what hurts the machine."""
TASKS_AHEAD = 4
"""Tasks handed out for each process before the first answer is taken, so that none idles and memory stays flat."""


class LocalWorkers:
    """Implements `digest.ports.Workers` with `processes` processes, started when first needed.

    `preload` names the modules that tasks come from: one server process imports them once, and workers are forked from
    it, so that each starts at once and shares that memory. Without it each process starts by itself and imports what
    its tasks need: better for few tasks that need little, since nobody waits for the server.
    """

    def __init__(self, *, processes: int, memory_bytes: int = MEMORY_BYTES, preload: Sequence[str] = ()) -> None:
        self._processes = processes
        self._memory_bytes = memory_bytes
        self._preload = preload
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes: gently when all went well, at once when not."""
        if self._pool is None:
            return
        end: Callable[[], None] = self._pool.close if kind is None else self._pool.stop
        end()
        self._pool.join()

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, deadline_seconds: float
    ) -> Iterator[Result | WorkFailed]:
        """Call `function` (importable by name) on each item; results in order, at most `deadline_seconds` for each."""
        waiting: deque[ProcessFuture[Any]] = deque()
        for item in items:
            waiting.append(self._started().schedule(function, args=[item], timeout=deadline_seconds))
            if len(waiting) >= self._processes * TASKS_AHEAD:
                yield _result(waiting.popleft(), deadline_seconds)
        while waiting:
            yield _result(waiting.popleft(), deadline_seconds)

    def submit(
        self, function: Callable[[Item], Result], item: Item, *, deadline_seconds: float
    ) -> Callable[[], Result | WorkFailed]:
        """Begin to call `function` (importable by name) on one item; what is returned waits for the result."""
        future = self._started().schedule(function, args=[item], timeout=deadline_seconds)
        return partial(_result, future, deadline_seconds)

    def _started(self) -> ProcessPool:
        """The pool; its processes start with the first task, so that a pass without one starts none."""
        if self._pool is None:
            context: BaseContext
            if self._preload:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(list(self._preload))
            else:
                context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(
                max_workers=self._processes,
                max_tasks=500,
                initializer=_limit,
                initargs=(self._memory_bytes,),
                context=context,
            )
        return self._pool


def _result(future: ProcessFuture[Any], deadline_seconds: float) -> Any:
    error = future.exception()  # asked for, not raised: a SystemExit of a task must not look like one of ours
    if error is None:
        return future.result()
    if isinstance(error, TooLate):
        return WorkFailed(f"took longer than {deadline_seconds:g} s and was stopped")
    if isinstance(error, ProcessExpired):
        return WorkFailed(f"its process died (exit {error.exitcode})")
    if isinstance(error, MemoryError):
        return WorkFailed("needed more memory than a worker may have")
    return WorkFailed(f"{type(error).__name__}: {error}")


def _limit(memory_bytes: int) -> None:
    """Runs first in each worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it ends the pool
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
