"""Files that are no text: told by their first bytes, so that no parser guesses at their encoding for minutes."""

from __future__ import annotations

_KINDS = (
    (b"\x1f\x8b", "a gzip file (sent without Content-Encoding: gzip)"),
    (b"PK\x03\x04", "a zip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
)


def binary_kind(body: bytes) -> str:
    """What kind of file this is, for a person; "" for what may be text."""
    return next((kind for magic, kind in _KINDS if body.startswith(magic)), "")
