"""Delivery into a folder: one .eml a message, written whole or not at all, the same name for the same Message-ID."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from digest.errors import DeliveryError
from digest.model import Message
from digest.ports import SendResult

_UNSAFE = re.compile(r"[^A-Za-z0-9@._-]+")


class FolderTransport:
    """Implements `digest.ports.Transport`; a retry overwrites its own file, so nothing is there twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DeliveryError(f"delivery.folder: {folder} cannot be made: {error.strerror}") from error
        if not os.access(folder, os.W_OK):
            raise DeliveryError(f"delivery.folder: {folder} cannot be written; give this user the right to write there")

    def send(self, message: Message) -> SendResult:
        """Write the message; a full disk is worth another try."""
        # Each is cut for itself: the beginning of a Message-ID is what tells it from others.
        name = _UNSAFE.sub("_", f"{message.recipient[:80]}-{message.message_id.strip('<>')[:100]}")
        try:
            write_whole(self._folder / f"{name}.eml", message.content)
        except OSError as error:
            return SendResult(ok=False, answer=f"{self._folder}: {error.strerror}", final=False)
        return SendResult(ok=True, answer=f"written to {self._folder.name}/{name}.eml")

    def close(self) -> None:
        """Nothing is held open."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a half."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
