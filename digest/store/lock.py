"""Keeping two processes from running the same pass on one SQLite store."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from digest.errors import BusyError, StoreError


def lock_file(store: Path, name: str) -> Path:
    """Where the lock of a pass lies: beside the store."""
    return store.with_name(f"{store.name}.{name}.lock")


@contextmanager
def exclusive_file(path: Path, *, holding: str, now: datetime) -> Iterator[None]:
    """Hold an advisory lock that the kernel gives back when its holder dies, however it dies."""
    try:
        handle = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"store: {path} cannot be written: {error.strerror}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read(200).strip() or "another process"
            raise BusyError(f"{holder} is at work on this store; wait until it ends, or stop it") from None
        handle.truncate(0)
        handle.write(f"'digest {holding}' (process {os.getpid()}, since {now:%Y-%m-%d %H:%M} UTC)")
        handle.flush()
        try:
            yield
        finally:
            handle.truncate(0)
