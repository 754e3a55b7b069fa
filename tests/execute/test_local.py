"""Worker processes: every task answers, whatever it does to its process."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from digest.execute import LocalWorkers
from digest.execute.local import TASKS_AHEAD
from digest.ports import WorkFailed

PATIENT = 30.0


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalWorkers]:
    with LocalWorkers(processes=2) as running:
        yield running


def double(number: int) -> int:
    return number * 2


def doze(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def spin(forever: bool) -> bool:  # noqa: FBT001 - a task takes one item
    while forever:
        pass
    return forever


def fail(kind: str) -> str:
    """Go wrong in the named way; any other name is answered."""
    if kind == "raise":
        raise ValueError("no good")
    if kind == "exit":
        sys.exit(3)
    if kind == "die":
        os._exit(7)
    if kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "recursion":
        return fail(kind)
    if kind == "bad result":
        return threading.Lock()  # type: ignore[return-value]  # cannot be sent back
    return kind


def allocate(size: int) -> int:
    return len(bytearray(size))


def test_results_come_in_the_order_of_the_items(workers: LocalWorkers) -> None:
    """Even where later tasks end first."""
    naps = [0.2, 0.0, 0.1, 0.0, 0.0]
    assert list(workers.map(doze, naps, deadline_seconds=PATIENT)) == naps


def test_no_items_no_results(workers: LocalWorkers) -> None:
    """A poll without new pages."""
    assert list(workers.map(double, [], deadline_seconds=PATIENT)) == []


def test_items_are_taken_as_they_are_needed(workers: LocalWorkers) -> None:
    """A long list of pages is not held in memory at once."""
    items = iter(range(1000))
    running = workers.map(double, items, deadline_seconds=PATIENT)
    assert next(running) == 0
    assert next(items) == 2 * TASKS_AHEAD
    assert sum(1 for _ in running) == 998


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("raise", "ValueError: no good"),
        ("exit", "SystemExit: 3"),
        ("die", "its process died (exit 7)"),
        ("killed", "its process died (exit -9)"),
        ("recursion", "RecursionError"),
        ("bad result", ""),
    ],
)
def test_a_task_that_goes_wrong_fails_alone(workers: LocalWorkers, kind: str, reason: str) -> None:
    """The ones before and after it in the same processes are answered."""
    results = list(workers.map(fail, ["a", "b", kind, "c", "d"], deadline_seconds=PATIENT))
    failed = results.pop(2)
    assert isinstance(failed, WorkFailed)
    assert reason in failed.reason
    assert results == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("function", "late", "soon"), [(doze, 60.0, 0.0), (spin, True, False)])
def test_a_task_past_its_deadline_is_stopped_alone(
    workers: LocalWorkers, function: Callable[[object], object], late: object, soon: object
) -> None:
    """Asleep or busy: its process is killed and the others get their time."""
    results = list(workers.map(function, [soon, late, soon, soon], deadline_seconds=0.4))
    assert results[1] == WorkFailed("took longer than 0.4 s and was stopped")
    assert [results[0], *results[2:]] == [soon] * 3


def test_a_task_that_waits_for_a_process_does_not_use_up_its_deadline() -> None:
    """The deadline counts from the start of the task and not from its place in the queue."""
    with LocalWorkers(processes=1) as workers:
        assert list(workers.map(doze, [0.0], deadline_seconds=PATIENT)) == [0.0]
        assert list(workers.map(doze, [0.3] * 4, deadline_seconds=1.0)) == [0.3] * 4


def test_a_task_that_wants_too_much_memory_fails_alone() -> None:
    """The cap is on the process: the machine does not notice."""
    with LocalWorkers(processes=1, memory_bytes=600_000_000) as workers:
        results = list(workers.map(allocate, [10, 2_000_000_000, 20], deadline_seconds=PATIENT))
    assert results == [10, WorkFailed("needed more memory than a worker may have"), 20]


def test_leaving_after_an_error_stops_what_is_under_way() -> None:
    """Ctrl-C does not wait for the slowest page."""
    with pytest.raises(KeyboardInterrupt), LocalWorkers(processes=1) as workers:  # noqa: PT012
        running = workers.map(doze, [0.0, 60.0], deadline_seconds=PATIENT * 10)
        assert next(running) == 0.0
        raise KeyboardInterrupt


def test_workers_that_were_never_used_start_nothing() -> None:
    """A poll in which no feed is due costs no process."""
    with LocalWorkers(processes=4) as workers:
        assert workers is not None
