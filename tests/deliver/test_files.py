"""Delivery into a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from digest.deliver.files import FolderTransport, write_whole
from digest.errors import DeliveryError
from digest.model import Message
from digest.ports import Transport


def message(
    number: int = 1, *, recipient: str = "ann@example.org", content: bytes = b"Subject: x\r\n\r\n\x00\xff\r\n"
) -> Message:
    return Message(f"<3.{number}.abcdef@digest.example>", "news@digest.example", recipient, content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_message_becomes_a_file_of_its_own(tmp_path: Path) -> None:
    """Byte for byte, in a folder that is made when it is not there."""
    folder = tmp_path / "deep" / "outbox"
    transport: Transport = FolderTransport(folder)
    result = transport.send(message())
    assert result.ok
    assert names(folder) == ["ann@example.org-3.1.abcdef@digest.example.eml"]
    assert (folder / names(folder)[0]).read_bytes() == message().content
    assert names(folder)[0] in result.answer
    transport.close()


def test_a_retry_overwrites_its_own_file(tmp_path: Path) -> None:
    """Nothing is there twice, and nothing of another message is lost."""
    transport = FolderTransport(tmp_path)
    for content in (b"first", b"second"):
        assert transport.send(message(content=content)).ok
    assert transport.send(message(2)).ok
    assert transport.send(message(recipient="bob@example.org")).ok
    assert len(names(tmp_path)) == 3
    assert (tmp_path / "ann@example.org-3.1.abcdef@digest.example.eml").read_bytes() == b"second"


@pytest.mark.parametrize(
    "recipient", ["../../etc/passwd@x", "a/b@x.example", "-rf@x.example", ".@x", "nul\0@x", "ü@x.example", "a b@x"]
)
def test_no_address_leads_out_of_the_folder(tmp_path: Path, recipient: str) -> None:
    """A name made from a stranger's address is only a name."""
    folder = tmp_path / "outbox"
    assert FolderTransport(folder).send(message(recipient=recipient)).ok
    assert names(tmp_path) == ["outbox"]
    (name,) = names(folder)
    assert name.endswith(".eml")
    assert name.isascii()


def test_long_addresses_do_not_collide(tmp_path: Path) -> None:
    """Names are cut, and yet each message has its own."""
    transport = FolderTransport(tmp_path)
    recipient = f"{'a' * 64}@{'b' * 180}.example"
    assert all(transport.send(message(number, recipient=recipient)).ok for number in range(3))
    assert len(names(tmp_path)) == 3
    assert all(len(name) < 200 for name in names(tmp_path))


def test_a_write_that_fails_is_worth_another_try(tmp_path: Path) -> None:
    """A full disk, or here a folder that is gone: no half file stays, and the answer is not final."""
    folder = tmp_path / "outbox"
    transport = FolderTransport(folder)
    folder.rmdir()
    result = transport.send(message())
    assert (result.ok, result.final) == (False, False)
    assert "No such file or directory" in result.answer


def test_what_stands_in_the_way_is_named(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "outbox").write_text("mine")
    with pytest.raises(DeliveryError, match=r"delivery\.folder: .*outbox cannot be made"):
        FolderTransport(tmp_path / "outbox")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Before the first message and not once for each."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DeliveryError, match="cannot be written"):
            FolderTransport(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """The old one stays until the new one is complete."""
    file = tmp_path / "edition.html"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    (tmp_path / "blocked").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "blocked", b"x")
    assert names(tmp_path) == ["blocked", "edition.html"]
