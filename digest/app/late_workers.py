"""Workers that start when there is work: how to make a pool in, `digest.ports.Workers` out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from digest.ports import Workers, WorkFailed

if TYPE_CHECKING:
    from digest.execute import LocalWorkers

Item = TypeVar("Item")
Result = TypeVar("Result")


class LateWorkers:
    """Implements `digest.ports.Workers`: the pool is made when there is work for it, which most polls have not."""

    def __init__(self, make_pool: Callable[[], LocalWorkers]) -> None:
        self._make_pool = make_pool
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, deadline_seconds: float
    ) -> Iterator[Result | WorkFailed]:
        """Call `function` (importable by name) on each item, each with a deadline."""
        work = list(items)
        return self._pool.map(function, work, deadline_seconds=deadline_seconds) if work else iter(())

    def submit(
        self, function: Callable[[Item], Result], item: Item, *, deadline_seconds: float
    ) -> Callable[[], Result | WorkFailed]:
        """Begin to call `function` on one item; what is returned waits for the result."""
        return self._pool.submit(function, item, deadline_seconds=deadline_seconds)

    @cached_property
    def _pool(self) -> Workers:
        return self._open.enter_context(self._make_pool())
